import { basename } from "node:path";
import { type Definition, definitionOf, runningAfter } from "../engine/definitions/definition.ts";
import type { RunningPack } from "../engine/evaluate/standings.ts";
import { compileScorer } from "../engine/scorer.ts";
import type { AppliedPack } from "../engine/versions.ts";
import { packVersion } from "../pack/identity.ts";
import type { PackFile } from "../pack/source.ts";
import { readPackFolder } from "./pack-folder.ts";
import { type ScoringWire, loadPack, packOf } from "./scoring.ts";

/** The version that was applied last, and the last one before it that meant something else. */
export interface AppliedPacks {
  readonly latest: AppliedPack;
  readonly former: AppliedPack | undefined;
}

export interface ServedDefinition {
  readonly running: RunningPack;
  readonly definition: Definition;
  /** Where it was named. */
  readonly folder?: string;
}

/** What a server scores with, by the same rule, and with the files that it is written in. */
export async function packToServe(folder: string | undefined, applied: () => Promise<AppliedPacks | undefined>, wire: Pick<ScoringWire, "terminal" | "hash" | "defaultPack">): Promise<ServedDefinition> {
  const found = folder === undefined ? await applied() : undefined;
  if (!found) {
    const from = folder ?? wire.defaultPack;
    const pack = loadPack(from, wire);
    const definition: Definition = { pack, version: packVersion(pack, wire.hash), scorer: compileScorer(pack), number: null, files: filesOf(from) };
    return { definition, running: runningAfter(definition, undefined), ...(folder !== undefined && { folder }) };
  }
  const { latest, former } = found;
  const pack = packOf(latest, wire);
  const definition: Definition = { pack, version: latest.version, scorer: compileScorer(pack), number: latest.number, files: latest.files };
  return { definition, running: runningAfter(definition, former && definitionOf(former, wire.hash)) };
}

/** As they are kept with a version: by their names alone. */
export const filesOf = (folder: string): PackFile[] => readPackFolder(folder).files.map(({ path, text }) => ({ path: basename(path), text }));
