import { type FileHandle, open } from "node:fs/promises";
import { stringify } from "csv-stringify/sync";
import type { Reject, RejectSink } from "../../engine/import.ts";

/** Writes rejected rows as CSV; the file only comes to be with the first of them. */
export function rejectsFile(path: string): RejectSink {
  let file: FileHandle | undefined;
  return {
    async write(rejects: readonly Reject[]): Promise<void> {
      if (!file) {
        file = await open(path, "w");
        await file.appendFile(line(["file", "line", "column", "value", "reason"]));
      }
      await file.appendFile(rejects.map((reject) => line([reject.file, reject.line, reject.column, reject.value, reject.reason])).join(""));
    },
    async close(): Promise<string | undefined> {
      await file?.close();
      return file && path;
    },
  };
}

/** A value that a spreadsheet would take for a formula is kept from being one. */
const line = (cells: readonly (string | number)[]): string => stringify([cells], { escape_formulas: true });
