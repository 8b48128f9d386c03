import type { InputProblem } from "../../engine/import-source.ts";
import type { FileContext } from "./file-context.ts";

/** As many rows show how times are written, unless they are of the kind where only a later row can tell. */
const sampleRows = 1000;

/**
 * Reads ahead of the import as far as needed: a sample for how times are written, everything when days and months
 * could be confused or a quote could be broken further down. What remains to be asked is returned.
 */
export async function survey(context: FileContext): Promise<readonly InputProblem[]> {
  const { dates, table } = context;
  let seen = 0;
  for await (const { rows, lines } of table.batches()) {
    if (seen >= sampleRows && !table.unproven && !dates.some((date) => date.needsEveryRow)) break;
    const observers = seen < sampleRows ? dates : dates.filter((date) => date.needsEveryRow);
    rows.forEach((cells, index) => {
      for (const date of observers) date.observe(cells, lines[index] ?? 0);
    });
    seen += rows.length;
  }
  return dates.flatMap((date) => date.settle(table.file) ?? []);
}
