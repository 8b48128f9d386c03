import type { Fact } from "../events/fact.ts";

/** What is wrong with a file or a mapping, where, and what to do about it. */
export interface InputProblem {
  /** `file`, `file:line` or `file:line:column`. */
  readonly place: string;
  readonly message: string;
}

/** Input that must be settled by a person before anything is written. */
export class InputRefused extends Error {
  readonly problems: readonly InputProblem[];

  constructor(problems: readonly InputProblem[]) {
    super(problems.map((problem) => `${problem.place}: ${problem.message}`).join("\n"));
    this.name = "InputRefused";
    this.problems = problems;
  }
}

/** Why a row can't become facts. */
export interface RowProblem {
  readonly column: string;
  readonly value: string;
  readonly reason: string;
}

/** One row of a source: its facts, or the problems that keep it out. Never both. */
export interface MappedRow {
  readonly line: number;
  readonly facts: readonly Fact[];
  readonly problems: readonly RowProblem[];
}

export interface MappedBatch {
  readonly file: string;
  /** What makes two of its rows one: an id that they carry, or saying the same. */
  readonly sameBy: "id" | "content";
  readonly rows: readonly MappedRow[];
  /** Rows that the mapping itself leaves aside (`when`); they are not counted as read. */
  readonly skipped: number;
  /** What a field of a fact is called in the file, for messages. */
  readonly columnOf: (field: string) => string;
}

/** An import that has been looked through: nothing about its files is left to ask. */
export interface PreparedImport {
  readonly source: string;
  readonly files: readonly string[];
  /** About how many rows there are, for progress. */
  readonly expectedRows: number;
  /** Whether some rows name only a user, so that memberships have to tell the account. */
  readonly needsMemberships: boolean;
  /** What people should know about how the files are read, such as an encoding that was found out. */
  readonly notes: readonly string[];
  rows(): AsyncIterable<MappedBatch>;
}

export interface GuessRequest {
  /** The folder that the files lie in. */
  readonly folder: string;
  /** Only these of its files; empty means all. */
  readonly only: readonly string[];
}

export interface GuessedMapping {
  /** The mapping as commented YAML. */
  readonly mapping: string;
  /** What could not be told from the files and has to be settled by hand. */
  readonly questions: readonly string[];
}

export interface ImportRequest extends GuessRequest {
  /** The path of the mapping, or the mapping itself. */
  readonly mapping: string | { readonly text: string };
  /** When the rows are received, in epoch milliseconds. */
  readonly receivedAt: number;
  /** Reads about so many rows of each file; absent means all. */
  readonly sampleRows?: number;
}

/** Turns files into rows of facts. */
export interface ImportSource {
  /** Looks through every file; throws InputRefused with everything that must be settled first. */
  prepare(request: ImportRequest): Promise<PreparedImport>;
  /** Proposes a mapping for files that have none. */
  guess(request: GuessRequest): Promise<GuessedMapping>;
}
