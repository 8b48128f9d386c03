/** Rows as they stand in a file, and the line on which each begins. */
export interface RowBatch {
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
}

/** A table whose first row may be the header. */
export interface RawTable {
  readonly lines: number;
  /** Whether reading every row may still find a broken quote. */
  readonly unproven: boolean;
  readonly notes: readonly string[];
  /** May be read any number of times. */
  batches(): AsyncIterable<RowBatch>;
}

/** How cells may be quoted: by the book, with stray quotes taken as text, or not at all. */
export type Quotes = "strict" | "literal" | "none";

export interface TableOptions {
  readonly sheet?: string | number | undefined;
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly quotes?: Quotes | undefined;
  readonly columns?: readonly string[] | undefined;
}

export interface Dialect {
  readonly delimiter: string;
  readonly quotes: Quotes;
  /** A line feed, which a carriage return may precede; or the lone carriage return of old. */
  readonly lineBreak: "\n" | "\r";
}
