import { checkPack } from "../../pack/check.ts";
import { packVersion } from "../../pack/identity.ts";
import type { Problem } from "../../pack/problem.ts";
import type { PackFile } from "../../pack/source.ts";
import type { RunningPack } from "../evaluate/standings.ts";
import { compileScorer } from "../scorer.ts";
import type { AppliedPack } from "../versions.ts";

/** A health definition that scores can be made with, and the files that it is written in. */
export interface Definition extends RunningPack {
  readonly files: readonly PackFile[];
  /** Null for one that was never applied. */
  readonly number: number | null;
}

export interface ReadDefinition {
  /** Absent when there is an error. */
  readonly definition?: Definition;
  /** Errors and opinions, in reading order. */
  readonly problems: readonly Problem[];
}

/** Reads files as a definition; what is wrong with them is said. */
export function readDefinition(files: readonly PackFile[], { number, hash }: { readonly number: number | null; readonly hash: (text: string) => string }): ReadDefinition {
  const { pack, problems } = checkPack(files);
  return pack ? { problems, definition: { pack, files, number, version: packVersion(pack, hash), scorer: compileScorer(pack) } } : { problems };
}

/** A version as this program reads it: a later one may find fault with what an earlier one took. */
export const definitionOf = ({ files, number }: Pick<AppliedPack, "files" | "number">, hash: (text: string) => string): Definition | undefined => readDefinition(files, { number, hash }).definition;

/** The same as it runs: with what scores were made with before, where that meant something else. */
export function runningAfter(definition: Definition, before: RunningPack | undefined): RunningPack {
  const { pack, version, scorer } = definition;
  const former = before?.version === version ? before.formerly : before;
  return { pack, version, scorer, ...(former && { formerly: { pack: former.pack, version: former.version, scorer: former.scorer } }) };
}
