import { type Finding, findingMessages } from "../accounts/finding.ts";
import type { ImportProgress, ImportSummary } from "../engine/import.ts";
import type { RowCounts } from "../engine/row-counts.ts";

const number = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const rows = (count: number): string => `${number.format(count)} ${count === 1 ? "row" : "rows"}`;

/** `event.csv.gz: 409,600 of about 1,692,037 rows, 24 %, 281,000 rows/s, 5 s left` */
export function progressLine(progress: ImportProgress, elapsedMs: number): string {
  const perSecond = progress.rows / Math.max(elapsedMs / 1000, 0.001);
  const expected = Math.max(progress.expectedRows, progress.rows);
  const left = (expected - progress.rows) / perSecond;
  const percent = Math.floor((100 * progress.rows) / Math.max(expected, 1));
  return `${progress.file}: ${number.format(progress.rows)} of about ${rows(expected)}, ${percent} %, ${number.format(perSecond)} rows/s, ${Math.ceil(left)} s left`;
}

/** What became of every row, what the data contradicts itself in, and where the rejected rows are. */
export function importReport(summary: ImportSummary, run: { readonly elapsedMs: number; readonly dryRun: boolean }): string {
  const perSecond = summary.total.read / Math.max(run.elapsedMs / 1000, 0.001);
  return [
    ...table(summary.files.length > 1 ? [...summary.files, summary.total] : summary.files, run.dryRun),
    "",
    `${rows(summary.total.read)} read in ${(run.elapsedMs / 1000).toFixed(1)} s (${number.format(perSecond)} rows/s).`,
    ...(summary.findings.length > 0 ? ["", "Findings in the data. These rows are kept; judge them yourself:", ...summary.findings.flatMap(findingLines)] : []),
    ...(summary.findingsPartial ? ["There are more rows than can be remembered, so some repetitions may have gone unnoticed."] : []),
    ...rejectLines(summary),
    ...(run.dryRun ? ["", "This was a dry run: nothing was written."] : []),
  ].join("\n");
}

function table(counts: readonly RowCounts[], dryRun: boolean): readonly string[] {
  const skipped = counts.some((one) => one.skipped > 0);
  const columns = ["read", dryRun ? "new" : "stored", "duplicate", "rejected", ...(skipped ? ["left aside"] : [])];
  const width = Math.max(...counts.map(({ file }) => file.length));
  const line = (first: string, cells: readonly string[]): string => [first.padEnd(width), ...cells.map((cell) => cell.padStart(12))].join("");
  return [
    line("", columns),
    ...counts.map((one) => line(one.file, [one.read, one.stored, one.duplicate, one.rejected, ...(skipped ? [one.skipped] : [])].map((count) => number.format(count)))),
  ];
}

function findingLines(finding: Finding): readonly string[] {
  const [one, many] = subjects[finding.subject] ?? ["row", "rows"];
  return [
    `  ${number.format(finding.count)} ${finding.count === 1 ? one : many} ${findingMessages[finding.code]}`,
    ...finding.examples.map(({ file, line, text }) => `      ${file}:${line}: ${text}`),
  ];
}

/** What people call one and several of the records of the log. */
const subjects: Readonly<Record<string, readonly [one: string, many: string]>> = {
  usage: ["usage event", "usage events"],
  contract_changed: ["contract", "contracts"],
  ticket_opened: ["ticket", "tickets"],
  ticket_closed: ["ticket", "tickets"],
  survey_answered: ["survey answer", "survey answers"],
  outcome_recorded: ["outcome", "outcomes"],
  interaction_logged: ["interaction", "interactions"],
  review_held: ["review", "reviews"],
  pulse_set: ["pulse", "pulses"],
  measurement_recorded: ["measurement", "measurements"],
  usage_total: ["total", "totals"],
  owner_changed: ["change of owner", "changes of owner"],
};

function rejectLines({ total, rejectsFile }: ImportSummary): readonly string[] {
  if (total.rejected === 0) return [];
  const where = rejectsFile === undefined ? "" : `: ${rejectsFile} says why, with line and column`;
  return ["", `${rows(total.rejected)} rejected${where}.`];
}
