import { CsvError, Parser } from "csv-parse";
import { type InputProblem, InputRefused } from "../../engine/import-source.ts";
import { maxLineBytes } from "./inspect.ts";
import type { Dialect, RowBatch } from "./raw-table.ts";

/** Enough that passing a batch on costs nothing beside parsing it. */
const batchRows = 2048;

/** Parses UTF-8 bytes into batches of rows, because a stream of single rows costs more than parsing them. */
export class RowParser extends Parser {
  #rows: string[][] = [];
  #lines: number[] = [];
  #nextLine = 1;
  #countedTwice = 0;

  constructor(dialect: Dialect) {
    super({
      delimiter: dialect.delimiter,
      record_delimiter: dialect.lineBreak === "\n" ? ["\r\n", "\n"] : ["\r"],
      quote: dialect.quotes === "none" ? null : '"',
      relax_quotes: dialect.quotes === "literal",
      relax_column_count: true,
      max_record_size: maxLineBytes,
    });
  }

  override push(row: string[] | null): boolean {
    if (row === null) {
      this.#flushRows();
      return super.push(null);
    }
    const line = this.#nextLine;
    // The parser counts a CR LF within quotes as two lines.
    if (this.info.lines - this.#countedTwice > line) this.#countedTwice += quotedLineBreaks(row);
    this.#nextLine = this.info.lines + 1 - this.#countedTwice;
    if (row.length === 1 && row[0] === "") return true;
    this.#rows.push(row);
    this.#lines.push(line);
    return this.#rows.length < batchRows || this.#flushRows();
  }

  #flushRows(): boolean {
    if (this.#rows.length === 0) return true;
    const batch: RowBatch = { rows: this.#rows, lines: this.#lines };
    this.#rows = [];
    this.#lines = [];
    return super.push(batch);
  }
}

function quotedLineBreaks(row: readonly string[]): number {
  return row.reduce((count, cell) => count + cell.split("\r\n").length - 1, 0);
}

/** What the parser found wrong, as a place in the person's file and what to do. */
export function parseProblem(file: string, error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  const { lines } = error as unknown as { readonly lines?: number };
  const problem: InputProblem = { place: lines === undefined ? file : `${file}:${lines}`, message: reasons[error.code] ?? error.message };
  return new InputRefused([problem]);
}

const stray = "If quotes are ordinary characters in this file, say `quotes: literal` or `quotes: none`";
const reasons: Readonly<Record<string, string>> = {
  CSV_INVALID_CLOSING_QUOTE: `text follows a closing quote; a quote within a quoted cell has to be doubled. ${stray}`,
  INVALID_OPENING_QUOTE: `a quote stands in the middle of an unquoted cell. ${stray}`,
  CSV_QUOTE_NOT_CLOSED: `the file ends within a quoted cell: a quote before here is never closed. ${stray}`,
  CSV_MAX_RECORD_SIZE: `a row is longer than 1 MB: a quote before here is probably never closed. ${stray}`,
};
