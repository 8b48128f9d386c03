import type { Figure } from "./bench.ts";

/** What became of one bench. */
export type Result = { readonly bench: string } & (
  | { readonly figures: readonly Figure[] }
  | { readonly skipped: string }
  | { readonly failed: string }
);

/** A skipped bench is not a broken promise; one that failed is. */
export function isOk(result: Result): boolean {
  if ("failed" in result) return false;
  return "skipped" in result || result.figures.every(({ ok }) => ok);
}

/** One line for each figure; what was skipped or failed has none, and says so where people look. */
export function jsonLines(result: Result): string[] {
  if (!("figures" in result)) return [];
  return result.figures.map(({ name, value, unit, target, ok, runs, note }) =>
    JSON.stringify({ bench: result.bench, value, unit, target, ok, runs, figure: name, ...(note !== undefined && { note }) }),
  );
}

/** The figures of a bench for people. */
export function tableLines(result: Result): string[] {
  if ("skipped" in result) return [`${result.bench}: skipped, ${result.skipped}`];
  if ("failed" in result) return [`${result.bench}: failed, ${result.failed}`];
  return [
    result.bench,
    ...result.figures.flatMap(({ name, value, unit, target, ok, runs, note }) => [
      `  ${ok ? "ok      " : "MISSED  "}${value.toLocaleString("en").padStart(11)} ${unit.padEnd(6)} ${target}; ${runs === 1 ? "one run" : `median of ${runs}`}`,
      `          ${name}`,
      ...(note === undefined ? [] : [`          ${note}`]),
    ]),
  ];
}
