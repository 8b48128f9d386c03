import { makeReference, workedExamples } from "./measurer.contract.ts";

// The reference is what others are compared with, so by hand is the only way to know that it is right.
workedExamples("the reference", makeReference);
