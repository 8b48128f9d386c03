import { expect, test } from "vitest";
import { signInFailures } from "../../contract/sign-in-failures.ts";
import { failureWords } from "./failure-words.ts";

test("every failure is told in words of its own, what is none in general ones", () => {
  const told = signInFailures.map((code) => failureWords(code).todo);
  expect(new Set(told).size).toBe(signInFailures.length);
  for (const code of ["constructor", "__proto__", "<script>", ""]) expect(failureWords(code)).toBe(failureWords("failed"));
});
