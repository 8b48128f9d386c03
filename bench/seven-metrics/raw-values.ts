import { readFileSync } from "node:fs";
import type { Measurements } from "../../src/engine/ports.ts";
import { type Instant, dayMs } from "../../src/lib/zone.ts";
import type { ClickHouse } from "../../src/storage/clickhouse/engine.ts";
import { type ReadBlock, numbersOf, textsOf } from "../../src/storage/clickhouse/native-reader.ts";
import { instantText } from "../../src/storage/clickhouse/query.ts";
import { workspace } from "../simulated-events.ts";

/** What the queries under `sql/` give for each account, in the order of their columns. */
export const rawColumns = ["active_users", "events", "events_before", "feature_users", "last_time", "active_days", "features"] as const;
export type RawRow = Readonly<Record<(typeof rawColumns)[number], number>>;
export type RawValues = ReadonlyMap<string, RawRow>;

export const sqlOf = (engine: "clickhouse" | "duckdb" | "postgres"): string => readFileSync(new URL(`../sql/${engine}.sql`, import.meta.url), "utf8");

const handWritten = sqlOf("clickhouse");

/** Runs the query that was written by hand, up to its columns being in this process. */
export const queryByHand = (clickHouse: ClickHouse, asOf: Instant): Promise<ReadBlock[]> =>
  clickHouse.blocks({ name: "seven values by hand", text: handWritten, parameters: { workspace, as_of: instantText(asOf) } });

export async function rawValuesByHand(clickHouse: ClickHouse, asOf: Instant): Promise<RawValues> {
  const rows = new Map<string, RawRow>();
  for (const block of await queryByHand(clickHouse, asOf)) {
    const columns = rawColumns.map((name) => numbersOf(block, name));
    textsOf(block, "account").forEach((account, row) => rows.set(account, rawRow(columns.map((column) => column[row] as number))));
  }
  return rows;
}

export const rawRow = (values: readonly number[]): RawRow => Object.fromEntries(rawColumns.map((name, index) => [name, values[index] as number])) as Record<(typeof rawColumns)[number], number>;

/** The seven metrics as their raw values have it: what a measurement must say to the digit. */
function expected(raw: RawRow, asOf: Instant): Readonly<Record<string, number>> {
  return {
    active_users: raw.active_users,
    events: raw.events,
    events_trend: raw.events_before < 1 ? Number.NaN : raw.events / raw.events_before - 1,
    feature_users: raw.feature_users,
    days_since_last: (asOf - raw.last_time) / dayMs,
    active_days: raw.active_days,
    features_used: raw.features / 8,
  };
}

/** Throws at the first value of the instant that is not what the raw values make it. */
export function requireEqual(measurements: Measurements, instant: number, raw: RawValues): void {
  const { accounts, instants, metricIds, values, born } = measurements;
  const asOf = instants[instant] as Instant;
  accounts.forEach((account, place) => {
    if (asOf <= (born[place] as number)) return;
    const row = raw.get(account);
    if (!row) throw new Error(`${account} was measured, and has no row in the reference`);
    const wanted = expected(row, asOf);
    metricIds.forEach((metric, slot) => {
      const value = values[(place * instants.length + instant) * metricIds.length + slot] as number;
      const young = metric === "events_trend" && tooYoung(born[place] as number, asOf);
      if (!Object.is(value, young ? Number.NaN : wanted[metric])) {
        throw new Error(`${metric} of ${account} at ${new Date(asOf).toISOString()} is ${value}, by the reference ${wanted[metric]}`);
      }
    });
  });
}

/** A trend needs both of its windows: the account must have been there when the earlier one began. */
const trendDays = 60;
const tooYoung = (born: Instant, asOf: Instant): boolean => born > asOf - trendDays * dayMs;
