import type { DataFacts } from "./data-facts.ts";
import { lints } from "./lints/catalogue.ts";
import { parsePack } from "./parse.ts";
import { type Problem, inReadingOrder } from "./problem.ts";
import type { Pack } from "./schema.ts";
import type { PackFile } from "./source.ts";
import { type MapTree, keyPlaceOf } from "./tree.ts";

export interface CheckedPack {
  /** Absent when there is an error; warnings leave it usable. */
  readonly pack?: Pack;
  /** Errors and warnings in reading order. */
  readonly problems: readonly Problem[];
}

/** Reads a pack and says everything there is to say about it; about the data too, when facts about it are given. */
export function checkPack(files: readonly PackFile[], facts?: DataFacts): CheckedPack {
  const { pack, problems, tree } = parsePack(files);
  if (pack === undefined) return { problems };
  const opinions = opinionsOn(pack, tree, facts);
  const ordered = inReadingOrder(opinions, files.map((file) => file.path));
  return opinions.some(({ severity }) => severity === "error") ? { problems: ordered } : { pack, problems: ordered };
}

function opinionsOn(pack: Pack, tree: MapTree, facts: DataFacts | undefined): Problem[] {
  const subject = { pack, ...(facts && { facts }) };
  return Object.values(lints)
    .filter(({ code, severity }) => severity === "error" || pack.pack.accept[code] === undefined)
    .flatMap(({ code, severity, check }) =>
      check(subject).map(({ path, message, help }) => ({ code, severity, place: keyPlaceOf(tree, path), message, ...(help !== undefined && { help }) })),
    );
}
