import type { AccountRow } from "../../contract/account-row.ts";

/** The columns of the file, with names that a spreadsheet can be built on. */
const columns: readonly (readonly [name: string, read: (row: AccountRow) => string | number | null])[] = [
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

/** RFC 4180, with a head line. */
export function csvOf(rows: readonly AccountRow[]): string {
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
