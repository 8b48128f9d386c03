import type { Instant } from "../lib/zone.ts";
import { noCircumstances } from "../conditions/circumstances.ts";
import { compileDerived } from "./derived.ts";
import { compileMetric } from "./finish/finish.ts";
import { type Frame, type Source, type Stretch, stretchOf } from "./finish/finisher.ts";
import { type Sheet, columnOf } from "./sheet.ts";

/** The values of a sheet, laid out as `engine/ports.ts` says of Measurements. */
export interface SheetValues {
  readonly accounts: readonly string[];
  readonly instants: readonly Instant[];
  readonly metricIds: readonly string[];
  readonly values: Float64Array;
  readonly states: Uint8Array;
  readonly born: Float64Array;
}

/** Turns the aggregates of any accounts into the value, or the reason why it is missing, of every metric. */
export type MeasureSheet = (sheet: Sheet, accounts: readonly string[]) => SheetValues;

/** Everything about the metrics and the instants is worked out once, for however many sheets. */
export function compileMeasure(frame: Frame): MeasureSheet {
  const metricIds = Object.keys(frame.metrics);
  const compiled = Object.values(frame.metrics).map((metric) => compileMetric(metric, frame));
  const derive = compileFill(frame, metricIds);
  const stretch = stretchOf(frame);
  return (sheet, accounts) => {
    const size = accounts.length * frame.instants.length * metricIds.length;
    const measured = { accounts, instants: frame.instants, metricIds, values: new Float64Array(size), states: new Uint8Array(size), born: sheet.born };
    const sources = compiled.map(({ aggregates }): Source => ({ columns: aggregates.map((aggregate) => columnOf(sheet, aggregate)), begin: 0, born: 0 }));
    for (let account = 0; account < accounts.length; account += 1) {
      // All metrics of one account before the next: its cells lie side by side.
      compiled.forEach(({ finish }, slot) => {
        const source = sources[slot] as Source;
        source.begin = account * frame.instants.length;
        source.born = sheet.born[account] as number;
        finish(source, stretch);
        spread(stretch, measured, source.begin * metricIds.length + slot);
      });
    }
    derive?.(measured);
    return measured;
  };
}

/** Puts a metric's stretch into its cells, which lie a row apart from `first` on. */
function spread(from: Stretch, { metricIds, values, states }: SheetValues, first: number): void {
  const step = metricIds.length;
  for (let index = 0; index < from.values.length; index += 1) {
    values[first + index * step] = from.values[index] as number;
    states[first + index * step] = from.states[index] as number;
  }
}

/** Formulas and recipes, from the other metrics alone: what else a recipe asks about is not known here. */
function compileFill({ metrics, zone }: Frame, metricIds: readonly string[]): ((measured: SheetValues) => void) | undefined {
  const hasDerived = metricIds.some((id) => metrics[id]?.kind === "formula" || metrics[id]?.kind === "recipe");
  if (!hasDerived) return undefined;
  const fill = compileDerived({ metrics, metricIds, zone });
  return ({ accounts, instants, values, states, born }) => {
    const row = { values, states, offset: 0, circumstances: noCircumstances, asOf: 0, born: 0 };
    for (let account = 0; account < accounts.length; account += 1) {
      row.born = born[account] as number;
      for (const asOf of instants) {
        row.asOf = asOf;
        fill(row);
        row.offset += metricIds.length;
      }
    }
  };
}
