import type { AccessAnswer, AccessBody } from "../../contract/access-routes.ts";
import type { Answer } from "../../contract/routes.ts";
import { changeLine } from "../../pack/change-line.ts";
import { diffPacks } from "../../pack/diff.ts";
import type { Pack } from "../../pack/schema.ts";
import { isoOf } from "../answers/present.ts";
import { Unanswerable } from "../answers/unanswerable.ts";
import type { VersionEntry, VersionSource } from "../versions.ts";
import { entryOf } from "./apply.ts";
import type { Definition } from "./definition.ts";
import type { DefinitionDesk } from "./desk.ts";
import type { PlacedProblem } from "./draft.ts";
import { editableOf } from "./editable.ts";
import { planDocument } from "./plan.ts";

const readOnlyTexts = {
  owned_by_git: "Git owns this health definition (`owned_by: git` in its section `pack`). Change its files there, look at what it would do with `bellwether plan`, and apply them with `bellwether apply`.",
  started_with_folder: "This server was started with a folder, and runs that. Change the files there and start it again, or start it without --pack to run what is published.",
} as const;

export const presentVersion = ({ workspace: _workspace, appliedAt, ...entry }: VersionEntry) => ({ ...entry, appliedAt: isoOf(appliedAt) });

export async function listVersions(desk: DefinitionDesk): Promise<Answer<"listVersions">> {
  const { running, isSwitching, problem, readOnly } = desk;
  return {
    running: { number: running.number, version: running.version, name: running.pack.pack.name, isSwitching, problem: problem ?? null, readOnly: readOnly === undefined ? null : { reason: readOnly, text: readOnlyTexts[readOnly] } },
    versions: (await desk.versions()).map(presentVersion),
  };
}

export async function getVersion(desk: DefinitionDesk, asked: number | "running"): Promise<Answer<"getVersion">> {
  const { running } = desk;
  const number = asked === "running" ? running.number : asked;
  const definition = asked === "running" ? running : await readable(desk, asked);
  const about = (await desk.versions()).find((one) => one.number === number);
  return { about: about ? presentVersion(about) : null, version: definition.version, name: definition.pack.pack.name, files: definition.files.map(({ path, text }) => ({ path, text })), editable: editableOf(definition.pack) };
}

export async function compareVersions(desk: DefinitionDesk, { from, to }: { readonly from: number; readonly to: number }): Promise<Answer<"compareVersions">> {
  const [before, after, versions] = await Promise.all([readable(desk, from), readable(desk, to), desk.versions()]);
  const about = (number: number) => presentVersion(versions.find((one) => one.number === number) as VersionEntry);
  return { from: about(from), to: about(to), lines: linesBetween(before.pack, after.pack) };
}

/** What is different, in words. */
export const linesBetween = (before: Pack, after: Pack) => diffPacks(before, after).map((change) => ({ ...changeLine(change, { before, after }) })).map(({ details, ...line }) => ({ ...line, details: [...details] }));

async function readable(desk: DefinitionDesk, number: number): Promise<Definition> {
  const definition = await desk.definition(number);
  if (definition) return definition;
  throw new Unanswerable("unknown", (await desk.find(number)) ? `This program can't read version ${number} any more.` : `There is no version ${number}.`);
}

export async function previewVersion(desk: DefinitionDesk, { moves, ...draft }: AccessBody<"previewVersion">): Promise<AccessAnswer<"previewVersion">> {
  const { before, after, problems, effect } = await desk.preview(draft);
  const currency = (after ?? before).pack.pack.currency;
  const common = { problems: problems.map(presentProblem), lines: after ? linesBetween(before.pack, after.pack) : [] };
  if (!after || !effect) return { ...common, before: planned(before), after: null, currency, changes: [], effect: { kind: "faulty" } };
  const document = planDocument({ before: planned(before), after: { from: "the draft", version: after.version }, currency, changes: diffPacks(before.pack, after.pack), effect });
  return { ...common, ...(JSON.parse(JSON.stringify(document)) as Omit<typeof document, "effect" | "changes">), changes: document.changes as AccessAnswer<"previewVersion">["changes"], effect: presentEffect(document.effect, moves) };
}

const planned = ({ number, version }: Definition) => ({ from: number === null ? "the definition in use, which was never applied" : `the applied version ${number}`, version });

type Document = ReturnType<typeof planDocument>["effect"];

function presentEffect(effect: Document, most: number | undefined): AccessAnswer<"previewVersion">["effect"] {
  if (effect.kind !== "scored") return effect;
  const { asOf, note, moves, groups, ...rest } = effect;
  return { ...rest, kind: "scored", asOf: isoOf(asOf), note: note ?? null, groups: [...groups], moves: most === undefined ? [...moves] : moves.slice(0, most) };
}

export const presentProblem = ({ problem: { code, severity, message, help, place }, path }: PlacedProblem) => ({ code, severity, message, help: help ?? null, file: place.file, line: place.line, column: place.column, path: [...path] });

interface By {
  readonly author: string;
  readonly source: VersionSource;
}

export async function publishVersion(desk: DefinitionDesk, { rewriteHistory, base, author: _author, ...wish }: AccessBody<"publishVersion">, by: By): Promise<AccessAnswer<"publishVersion">> {
  const { outcome, applied, meansTheSame } = await desk.publish({ ...wish, ...by, rewritesHistory: rewriteHistory, base: base ?? undefined });
  return { outcome, version: presentVersion(entryOf(applied)), meansTheSame };
}

