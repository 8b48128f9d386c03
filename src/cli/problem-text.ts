import type { Place, Problem } from "../pack/problem.ts";
import type { PackFile } from "../pack/source.ts";
import type { Paint } from "./format.ts";

export const unpainted: Paint = (_style, text) => text;

/** A problem with the line that it is about, the offending text underlined, and what to write instead. */
export function problemText(problem: Problem, files: readonly PackFile[], paint: Paint = unpainted): string {
  const { code, severity, message, place, help, related = [] } = problem;
  const style = severity === "error" ? "red" : "yellow";
  return [
    `${paint(style, `${severity}[${code}]`)}: ${paint("bold", message)}`,
    ...excerpt(place, files, (marks) => paint(style, marks), paint),
    ...related.flatMap(({ place: other, note }) => excerpt(other, files, (marks) => paint("blue", `${marks.replaceAll("^", "-")} ${note}`), paint)),
    ...(help === undefined ? [] : [`  ${paint("blue", "=")} ${help}`]),
  ].join("\n");
}

/** `1 error, 3 warnings` */
export function countText(problems: readonly Problem[]): string {
  const count = (severity: Problem["severity"]): string => {
    const number = problems.filter((problem) => problem.severity === severity).length;
    return `${number} ${severity}${number === 1 ? "" : "s"}`;
  };
  return `${count("error")}, ${count("warning")}`;
}

/** A line is shown around the column, because a file may be one line of any length. */
const widest = 110;

function excerpt(place: Place, files: readonly PackFile[], mark: (marks: string) => string, paint: Paint): string[] {
  const at = `  ${paint("blue", "-->")} ${place.file}:${place.line}:${place.column}`;
  const source = lineOf(files.find((file) => file.path === place.file)?.text ?? "", place.line);
  if (source === undefined || source === "") return [at];
  const start = place.column > widest - 20 ? place.column - 40 : 0;
  const shown = printable(source.slice(start, start + widest));
  // Tabs stay, so that the marks stand below what they mean whatever the width of a tab.
  const indent = source.slice(start, place.column - 1).replaceAll(/[^\t]/g, " ");
  const length = Math.max(1, Math.min(place.text.length, shown.length - indent.length));
  const margin = " ".repeat(String(place.line).length);
  const bar = paint("blue", "|");
  return [at, ` ${margin} ${bar}`, ` ${paint("blue", String(place.line))} ${bar} ${shown}`, ` ${margin} ${bar} ${indent}${mark("^".repeat(length))}`];
}

function lineOf(text: string, line: number): string | undefined {
  let start = 0;
  for (let skipped = 1; skipped < line; skipped += 1) {
    start = text.indexOf("\n", start) + 1;
    if (start === 0) return undefined;
  }
  const end = text.indexOf("\n", start);
  return text.slice(start, end < 0 ? undefined : end).trimEnd();
}

/** Whatever a file holds, it must not steer the terminal. */
const printable = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, (letter) => (letter === "\t" ? letter : "\u{FFFD}"));
