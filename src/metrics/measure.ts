import type { Instant } from "../lib/zone.ts";
import { noCircumstances } from "../conditions/circumstances.ts";
import { compileDerived } from "./derived.ts";
import { type Cell, compileFinisher } from "./finish.ts";
import type { Metrics } from "./plan.ts";
import type { Sheet } from "./sheet.ts";

/** The values of a sheet, laid out as `engine/ports.ts` says of Measurements. */
export interface SheetValues {
  readonly accounts: readonly string[];
  readonly instants: readonly Instant[];
  readonly metricIds: readonly string[];
  readonly values: Float64Array;
  readonly states: Uint8Array;
  readonly born: Float64Array;
}

/** Turns aggregates into the value, or the reason why it is missing, of every metric. */
export function measureSheet(sheet: Sheet, metrics: Metrics, accounts: readonly string[]): SheetValues {
  const metricIds = Object.keys(metrics);
  const cell: Cell = { state: 0 };
  const size = sheet.accountCount * sheet.instants.length * metricIds.length;
  const values = new Float64Array(size);
  const states = new Uint8Array(size);
  Object.values(metrics).forEach((metric, index) => {
    const finish = compileFinisher(metric, { sheet, metrics, cell });
    let row = 0;
    for (let account = 0; account < sheet.accountCount; account += 1) {
      for (let instant = 0; instant < sheet.instants.length; instant += 1, row += 1) {
        const at = row * metricIds.length + index;
        values[at] = finish(row, account, instant);
        states[at] = cell.state;
      }
    }
  });
  const measured = { accounts, instants: sheet.instants, metricIds, values, states, born: sheet.born };
  fillDerived(measured, metrics, sheet.zone);
  return measured;
}

/** Formulas and recipes, from the other metrics alone: what else a recipe asks about is not known here. */
function fillDerived({ accounts, instants, metricIds, values, states, born }: SheetValues, metrics: Metrics, zone: string): void {
  const derived = metricIds.some((id) => metrics[id]?.kind === "formula" || metrics[id]?.kind === "recipe");
  if (!derived) return;
  const fill = compileDerived({ metrics, metricIds, zone });
  const row = { values, states, offset: 0, circumstances: noCircumstances, asOf: 0, born: 0 };
  for (let account = 0; account < accounts.length; account += 1) {
    row.born = born[account] as number;
    for (const asOf of instants) {
      row.asOf = asOf;
      fill(row);
      row.offset += metricIds.length;
    }
  }
}
