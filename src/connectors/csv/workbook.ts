import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { type CellValue, readSheet } from "read-excel-file/node";
import { InputRefused } from "../../engine/import-source.ts";
import { firstBytes } from "./bytes.ts";
import { unpacksBeyond } from "./unpacked.ts";
import type { RawTable, TableOptions } from "./raw-table.ts";

/** A workbook is read whole, so it has to fit into memory many times over. */
const maxBytes = 50 * 1024 * 1024;
const maxUnpackedBytes = 500 * 1024 * 1024;

/** Reads one sheet of an Excel workbook as rows of text. */
export async function openWorkbook(path: string, options: TableOptions): Promise<RawTable> {
  const place = basename(path);
  const head = await firstBytes(path, 4);
  if (head.length === 0) throw new InputRefused([{ place, message: "is empty" }]);
  if (head.toString("hex") !== "504b0304") throw new InputRefused([{ place, message: "is called .xlsx but isn't an Excel workbook" }]);
  if ((await stat(path)).size > maxBytes || (await unpacksBeyond(await readFile(path), maxUnpackedBytes))) {
    throw new InputRefused([{ place, message: "is a workbook too large to read whole: save the sheet as CSV" }]);
  }
  const cells = await readSheet(path, options.sheet ?? 1).catch((error: unknown) => {
    throw new InputRefused([{ place, message: `can't be read as an Excel workbook: ${error instanceof Error ? error.message : String(error)}` }]);
  });
  const rows = cells.map((row) => row.map(textOf));
  const filled = rows.flatMap((row, index) => (row.some((cell) => cell !== "") ? [{ row, line: index + 1 }] : []));
  const batch = { rows: filled.map(({ row }) => row), lines: filled.map(({ line }) => line) };
  return {
    lines: filled.length,
    unproven: false,
    notes: [],
    // oxlint-disable-next-line require-yield -- an empty sheet yields nothing
    batches: async function* () {
      if (batch.rows.length > 0) yield batch;
    },
  };
}

/** A cell as it would stand in a CSV file. Times of Excel have no zone, so they are written without one. */
function textOf(cell: CellValue | null): string {
  if (cell === null) return "";
  if (!(cell instanceof Date)) return String(cell);
  // Excel counts days as a fraction, which is off by a millisecond now and then.
  const rounded = new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString().slice(0, 19);
  return rounded.endsWith("T00:00:00") ? rounded.slice(0, 10) : rounded;
}
