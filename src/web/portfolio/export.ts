import type { AccountRow } from "../../contract/account-row.ts";
import { traitIn } from "./trait-in.ts";

type FileColumn = readonly [name: string, read: (row: AccountRow) => string | number | null];

/** The columns of the file, with names that a spreadsheet can be built on. */
const usual: readonly FileColumn[] = [
  ["account", (row) => row.account],
  ["name", (row) => row.name],
  ["band", (row) => row.band],
  ["score", (row) => row.score],
  ["change_7_days", (row) => row.change7Days],
  ["change_30_days", (row) => row.change30Days],
  ["main_cause", (row) => row.cause?.name ?? null],
  ["pulled_down_by", (row) => row.pulledDownBy?.name ?? null],
  ["stage", (row) => row.stage],
  ["stage_status", (row) => row.stageStatus],
  ["days_in_stage", (row) => row.stageDays],
  ["benchmark", (row) => row.benchmark?.benchmark ?? null],
  ["benchmark_gap", (row) => row.benchmark?.gap ?? null],
  ["segments", (row) => row.segments.join(" ")],
  ["mrr", (row) => row.mrr?.amount ?? null],
  ["currency", (row) => row.mrr?.currency ?? null],
  ["renewal", (row) => row.renewal],
  ["owner", (row) => row.owner],
  ["coverage_percent", (row) => row.coverage],
];

const metricColumn = (metric: string): FileColumn => [`metric_${metric}`, (row) => row.metrics?.find((one) => one.metric === metric)?.now.value ?? null];

const traitColumn = (trait: string): FileColumn => [cellOf(`trait_${trait}`), (row) => traitIn(row, trait)];

/** RFC 4180, with a head line; raw values of metrics and traits that are columns of the table stand behind the usual ones. */
export function csvOf(rows: readonly AccountRow[], { metrics = [], traits = [] }: { readonly metrics?: readonly string[]; readonly traits?: readonly string[] } = {}): string {
  const columns = [...usual, ...metrics.map(metricColumn), ...traits.map(traitColumn)];
  const lines = rows.map((row) => columns.map(([, read]) => cellOf(read(row))).join(","));
  return `${[columns.map(([name]) => name).join(","), ...lines].join("\r\n")}\r\n`;
}

/**
 * A spreadsheet takes a text that begins with one of these for a formula, and somebody else wrote the text: an
 * apostrophe before it makes it a text again. Numbers are written by us and stay numbers.
 */
const formula = /^\s*[=+\-@|＝＋－＠]|^[\t\r]/;

function cellOf(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
