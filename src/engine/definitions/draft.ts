import { type PackEdit, editPack, isEditable } from "../../pack/edits.ts";
import { parsePack } from "../../pack/parse.ts";
import type { Problem } from "../../pack/problem.ts";
import type { PackFile } from "../../pack/source.ts";
import { type Tree, pathTo, toPlain } from "../../pack/tree.ts";

/** Another definition that somebody has in mind: whole files, or edits of some. */
export interface Draft {
  readonly files?: readonly PackFile[] | undefined;
  readonly edits: readonly PackEdit[];
}

/** An edit that can't be made, in a sentence. */
export class BadEdit extends Error {}

/** The files of a draft. Throws BadEdit for what isn't changed in this way, and where the file is written so that the change doesn't take. */
export function draftFiles({ files, edits }: Draft, inUse: readonly PackFile[]): readonly PackFile[] {
  const from = files ?? inUse;
  if (edits.length === 0) return from;
  const foreign = edits.find((edit) => !isEditable(edit));
  if (foreign) throw new BadEdit(`\`${foreign.path.join(".")}\` can't be changed here: weights, limits of bands, the coverage floor and scales can.`);
  const edited = editPack(from, edits);
  const written = toPlain(parsePack(edited).tree);
  const missed = edits.find(({ path, value }) => JSON.stringify(valueAt(written, path)) !== JSON.stringify(value));
  if (missed) throw new BadEdit(`\`${missed.path.join(".")}\` can't be changed here, because of how it is written. Change it in the files.`);
  return edited;
}

const valueAt = (written: unknown, path: readonly string[]): unknown => path.reduce<unknown>((inner, key) => (typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined), written);

/** A problem with what it is about: where in the pack its place lies. */
export interface PlacedProblem {
  readonly problem: Problem;
  readonly path: readonly string[];
}

export function placed(problems: readonly Problem[], files: readonly PackFile[]): PlacedProblem[] {
  const tree: Tree = parsePack(files).tree;
  return problems.map((problem) => ({ problem, path: pathTo(tree, problem.place) ?? [] }));
}
