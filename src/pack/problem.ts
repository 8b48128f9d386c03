import type { ErrorCode } from "./error-codes.ts";
import type { LintCode } from "./lints/codes.ts";

/** Where something is written. Lines and columns count from 1; columns count UTF-16 units, as editors do. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What is written there: the first line of it, cut short. */
  readonly text: string;
}

/** Something wrong with a pack, or an opinion about it, in words for the person who wrote it. */
export interface Problem {
  readonly code: ErrorCode | LintCode;
  readonly severity: "error" | "warning";
  readonly place: Place;
  /** What is wrong, naming what the person wrote. */
  readonly message: string;
  /** What to write instead. */
  readonly help?: string;
  /** Other places that belong to it, such as the first use of a name that is used twice. */
  readonly related?: readonly RelatedPlace[];
}

interface RelatedPlace {
  readonly place: Place;
  readonly note: string;
}

export function errorAt(place: Place, code: ErrorCode, message: string, help?: string): Problem {
  return { code, severity: "error", place, message, ...(help === undefined ? {} : { help }) };
}

/** In reading order: file by file as given, then by line and column; errors before warnings at one place. */
export function inReadingOrder(problems: readonly Problem[], files: readonly string[]): Problem[] {
  const rank = new Map(files.map((file, index) => [file, index]));
  const key = ({ place, severity }: Problem): number[] => [rank.get(place.file) ?? -1, place.line, place.column, severity === "error" ? 0 : 1];
  return [...problems].sort((a, b) => compareLists(key(a), key(b)));
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((part, at) => part !== b[at]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}
