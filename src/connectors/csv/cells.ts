import type { RowProblem } from "../../engine/import-source.ts";

/** One row as it stands in the file. */
export type Cells = readonly string[];

/** Takes a value out of a row; undefined when there is none. What is wrong with a value goes to `problems`. */
export type Reader<T> = (cells: Cells, problems: RowProblem[]) => T | undefined;

/** A reader of something that a row can't do without; after a problem the value is a placeholder, because the row is dropped. */
export type Needed<T> = (cells: Cells, problems: RowProblem[]) => T;
