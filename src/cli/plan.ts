import { relative } from "node:path";
import type { Command } from "commander";
import { scoreBoth } from "../engine/score-both.ts";
import type { ScoredAccount } from "../engine/score-now.ts";
import { diffPacks } from "../pack/diff.ts";
import { packVersion } from "../pack/identity.ts";
import type { AppliedPack } from "../engine/versions.ts";
import type { Pack } from "../pack/schema.ts";
import { type Judged, rejudge } from "../scores/band-moves.ts";
import { markdownOf } from "./document-markdown.ts";
import { jsonText } from "./json-text.ts";
import { stepLine } from "./progress.ts";
import { type Effect, type PlannedPack, type PlanView, blocksText, planBlocks } from "./plan-document.ts";
import { Refused, type ScoringStore, type ScoringWire, instantOf, loadPack, withStore } from "./scoring.ts";
import { packOf } from "./versions.ts";

interface Options {
  readonly against?: string;
  readonly asOf?: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** That something changes is no failure, and has an exit code of its own, so that a build can tell the two apart. */
const somethingChanges = 2;

interface PlanWire extends ScoringWire {
  /** The pack that was applied last; undefined when none was. */
  readonly applied: () => Promise<AppliedPack | undefined>;
}

/** `bellwether plan`: what another definition of health would change. Nothing is written. */
export function register(program: Command, wire: PlanWire): void {
  program
    .command("plan <folder>")
    .description("Compare the pack in a folder with the one in use: what is defined otherwise, who changes band, how scores and coverage move. Nothing is changed. Ends with 0 when both mean the same, with 2 when something changes")
    .summary("what a changed pack would do, before it counts")
    .option("--against <folder>", "the pack to compare with (default: the version that was applied last, or else pack, or else the example three-categories)")
    .option("--as-of <date>", "score as of the start of this day, or `now`")
    .option("--markdown", "print it for a pull request")
    .option("--json", "print one JSON document")
    .action((folder: string, options: Options) => withStore(wire, (store) => plan(wire, store, { folder, ...options })));
}

async function plan(wire: PlanWire, store: ScoringStore, { folder, against, asOf, json, markdown }: Options & { readonly folder: string }): Promise<void> {
  const before = against === undefined ? await packInUse(wire) : planned(loadPack(against, wire), against, wire);
  const after = planned(loadPack(folder, wire), folder, wire);
  const view: PlanView = { before, after, changes: diffPacks(before.pack, after.pack), effect: await effectOf(wire, store, { before, after, asOf }) };
  if (json) wire.terminal.out(jsonText(documentOf(view)));
  else wire.terminal.out(markdown ? markdownOf(planBlocks(view)).trimEnd() : blocksText(planBlocks(view), wire.terminal.paint));
  if (view.changes.length > 0) wire.terminal.exit(somethingChanges);
}

const planned = (pack: Pack, from: string, { hash }: Pick<ScoringWire, "hash">): PlannedPack => ({ from, pack, version: packVersion(pack, hash) });

/** What was applied last; where nothing ever was, the pack that commands score with by default. */
async function packInUse(wire: PlanWire): Promise<PlannedPack> {
  const applied = await wire.applied();
  if (applied) return planned(packOf(applied, wire), `the applied version ${applied.number}`, wire);
  // The whole path of an example would only puzzle whoever reads a pull request.
  return planned(loadPack(wire.defaultPack, wire), relative("", wire.defaultPack), wire);
}

async function effectOf(wire: ScoringWire, store: ScoringStore, { before, after, asOf: asked }: Pick<PlanView, "before" | "after"> & { readonly asOf: string | undefined }): Promise<Effect> {
  if (before.version === after.version) return { kind: "none" };
  const span = await store.accounts.span(wire.workspace);
  if (!span) return { kind: "no_data" };
  const { asOf, note } = instantOf(asked, { span, zone: after.pack.pack.timezone, now: wire.clock() });
  if (asOf <= span.from) throw new Refused("The data begins only later, so nobody has a score on that day.");
  const started = wire.clock();
  const scored = await scoreBoth(store, { workspace: wire.workspace, before: before.pack, after: after.pack, from: span.from, asOf }, ({ accounts, totalAccounts }) =>
    wire.progress(stepLine({ doing: "following journeys", done: accounts, of: totalAccounts, unit: "accounts", elapsedMs: wire.clock() - started })),
  );
  wire.progress("");
  return { kind: "scored", asOf, note, rejudged: rejudge(scored.before.map(judged), scored.after.map(judged)) };
}

const judged = ({ account, name, snapshot: { score, band, coverage }, standing: { mrr } }: ScoredAccount): Judged => ({ account, name, score, band, coverage, mrr });

function documentOf({ before, after, changes, effect }: PlanView): object {
  const packs = { before: { from: before.from, version: before.version }, after: { from: after.from, version: after.version } };
  if (effect.kind !== "scored") return { ...packs, changes, effect };
  const { rejudged: { before: old, after: now, ...rejudged }, ...scored } = effect;
  return { ...packs, currency: after.pack.pack.currency, changes, effect: { ...scored, ...rejudged, distribution: { before: old, after: now } } };
}
