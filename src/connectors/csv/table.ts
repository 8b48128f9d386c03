import { basename } from "node:path";
import { Readable, pipeline } from "node:stream";
import { InputRefused } from "../../engine/import-source.ts";
import { bytesOf } from "./bytes.ts";
import { delimiterOf } from "./delimiter.ts";
import { asUtf8 } from "./encoding.ts";
import { isWorkbook } from "./file-kinds.ts";
import { inspect, type Inspection } from "./inspect.ts";
import { plainRows } from "./plain-rows.ts";
import type { Dialect, RawTable, RowBatch, TableOptions } from "./raw-table.ts";
import { parseProblem, RowParser } from "./row-parser.ts";
import { openWorkbook } from "./workbook.ts";

/** A file as rows under named columns, whatever it is packed or written in. */
export interface Table {
  readonly file: string;
  readonly header: readonly string[];
  /** About how many rows. */
  readonly expectedRows: number;
  /** Whether reading every row may still find a broken quote. */
  readonly unproven: boolean;
  readonly notes: readonly string[];
  /** The rows without the header; may be read any number of times. */
  batches(): AsyncIterable<RowBatch>;
}

/** Opens a file and reads as much of it as shows that it is a table; throws InputRefused when it isn't one. */
export async function openTable(path: string, options: TableOptions): Promise<Table> {
  const file = basename(path);
  const table = isWorkbook(path) ? await openWorkbook(path, options) : await openText(path, options);
  const first = await firstRow(table.batches());
  if (first === undefined) throw new InputRefused([{ place: file, message: "has no rows" }]);
  const header = options.columns ?? first.cells.map((name) => name.trim());
  const headerless = options.columns !== undefined;
  const batches = (): AsyncIterable<RowBatch> => (headerless ? table.batches() : withoutFirst(table.batches()));
  if (!headerless && (await firstRow(batches())) === undefined) {
    throw new InputRefused([{ place: `${file}:${first.line}`, message: "has a header but no rows. If this is the first row of data, name its columns: `columns: [...]`" }]);
  }
  return { file, header, expectedRows: Math.max(0, table.lines - (headerless ? 0 : 1)), unproven: table.unproven, notes: table.notes, batches };
}

async function openText(path: string, options: TableOptions): Promise<RawTable> {
  const file = basename(path);
  const inspection = await inspect(path, options.encoding);
  const delimiter = options.delimiter ?? delimiterOf(await sampleOf(path, inspection));
  const dialect: Dialect = { delimiter, quotes: options.quotes ?? "strict", lineBreak: inspection.lineBreak };
  const quoted = inspection.quoted && dialect.quotes !== "none";
  const text = (): AsyncIterable<Buffer> => asUtf8(bytesOf(path), inspection.encoding);
  return {
    lines: inspection.lines,
    unproven: quoted,
    notes: notesOf(file, inspection),
    batches: () => (quoted ? parsed(file, text(), new RowParser(dialect)) : plainRows(text(), dialect)),
  };
}

async function* parsed(file: string, text: AsyncIterable<Buffer>, parser: RowParser): AsyncGenerator<RowBatch> {
  try {
    // Errors of the file reach the loop below, because pipeline destroys the parser with them.
    pipeline(Readable.from(text, { objectMode: true, highWaterMark: 2 }), parser, () => {});
    yield* parser as AsyncIterable<RowBatch>;
  } catch (error) {
    throw parseProblem(file, error);
  }
}

async function sampleOf(path: string, inspection: Inspection): Promise<string> {
  for await (const chunk of asUtf8(bytesOf(path), inspection.encoding)) return chunk.subarray(0, 64 * 1024).toString();
  return "";
}

function notesOf(file: string, { notUtf8From }: Inspection): readonly string[] {
  return notUtf8From === undefined ? [] : [`${file} is read as Latin-1, because line ${notUtf8From} is not UTF-8`];
}

async function firstRow(batches: AsyncIterable<RowBatch>): Promise<{ readonly cells: readonly string[]; readonly line: number } | undefined> {
  for await (const { rows, lines } of batches) return { cells: rows[0] ?? [], line: lines[0] ?? 1 };
  return undefined;
}

async function* withoutFirst(batches: AsyncIterable<RowBatch>): AsyncGenerator<RowBatch> {
  let first = true;
  for await (const batch of batches) {
    const rest = first ? { rows: batch.rows.slice(1), lines: batch.lines.slice(1) } : batch;
    first = false;
    if (rest.rows.length > 0) yield rest;
  }
}
