import type { Command } from "commander";
import type { ServedVersionDoor } from "../engine/definitions/door.ts";
import { type Effect, effectAnswered, judgedOf, planDocument } from "../engine/definitions/plan.ts";
import { whyRemoved } from "../engine/retention/told.ts";
import { scoreBoth } from "../engine/score-both.ts";
import { diffPacks } from "../pack/diff.ts";
import { packVersion } from "../pack/identity.ts";
import type { Pack } from "../pack/schema.ts";
import { rejudge } from "../scores/band-moves.ts";
import { markdownOf } from "./document-markdown.ts";
import { jsonText } from "./json-text.ts";
import { stepLine } from "./progress.ts";
import { type PlannedPack, type PlanView, blocksText, planBlocks } from "./plan-document.ts";
import { answeredBy, serverOption } from "./remote.ts";
import { Refused, type ScoringStore, type ScoringWire, instantOf, loadPack, packInUse, refusing, soundPack, titleOf, withStore } from "./scoring.ts";
import { filesOf } from "./served-pack.ts";
import type { VersionDoors } from "./versions.ts";

interface Options {
  readonly against?: string;
  readonly asOf?: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly url?: string;
}

/** That something changes is no failure, and has an exit code of its own, so that a build can tell the two apart. */
const somethingChanges = 2;

type PlanWire = ScoringWire & Pick<VersionDoors, "versionsAt" | "serving">;

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
    .addOption(serverOption("accounts").conflicts("against"))
    .action((folder: string, options: Options) => planned(wire, { folder, ...options }));
}

interface Asked extends Options {
  readonly folder: string;
}

/** The process that has the data says what a draft does to scores: here, or at a server that is named. */
async function planned(wire: PlanWire, asked: Asked): Promise<void> {
  const { url, against } = asked;
  const server = url === undefined ? against === undefined && (await wire.serving()) : wire.versionsAt(url);
  if (server) await refusing(wire, () => answeredBy(url, () => planRemote(wire, server, asked)));
  else await withStore(wire, (store) => plan(wire, store, asked));
}

async function plan(wire: PlanWire, store: ScoringStore, { folder, against, asOf, ...options }: Asked): Promise<void> {
  const { pack, from } = await packInUse(against, wire);
  const [before, after] = [readAs(pack, from, wire), readAs(loadPack(folder, wire), folder, wire)];
  print(wire, { before, after, changes: diffPacks(before.pack, after.pack), effect: await effectOf(wire, store, { before, after, asOf }) }, options);
}

async function planRemote(wire: PlanWire, server: ServedVersionDoor, { folder, asOf, ...options }: Asked): Promise<void> {
  const after = readAs(loadPack(folder, wire), folder, wire);
  const found = await server.find();
  if (!found) throw new Refused("The server has no pack.");
  const from = found.about ? `the applied version ${found.about.number}` : "what the server runs";
  const before = readAs(soundPack(found.files, { name: found.about ? `The applied ${titleOf(found.about)}` : "What the server runs", wire, therefore: "it can't be compared", problems: [] }), from, wire);
  const { effect } = await server.preview({ files: filesOf(folder), ...(asOf !== undefined && { asOf }) });
  if (effect.kind === "faulty") throw new Refused("The server is of another version, and finds fault with the pack. Update one of the two.");
  print(wire, { before, after, changes: diffPacks(before.pack, after.pack), effect: effectAnswered(effect) }, options);
}

function print({ terminal }: PlanWire, view: PlanView, { json, markdown }: Pick<Options, "json" | "markdown">): void {
  if (json) terminal.out(jsonText(planDocument({ ...view, before: placeOf(view.before), after: placeOf(view.after), currency: view.after.pack.pack.currency })));
  else terminal.out(markdown ? markdownOf(planBlocks(view)).trimEnd() : blocksText(planBlocks(view), terminal.paint));
  if (view.changes.length > 0) terminal.exit(somethingChanges);
}

const placeOf = ({ from, version }: PlannedPack) => ({ from, version });

const readAs = (pack: Pack, from: string, { hash }: Pick<ScoringWire, "hash">): PlannedPack => ({ from, pack, version: packVersion(pack, hash) });

async function effectOf(wire: ScoringWire, store: ScoringStore, { before, after, asOf: asked }: Pick<PlanView, "before" | "after"> & { readonly asOf: string | undefined }): Promise<Effect> {
  if (before.version === after.version) return { kind: "none" };
  const span = await store.accounts.span(wire.workspace);
  if (!span) return { kind: "no_data" };
  const { asOf, note } = instantOf(asked, { span, zone: after.pack.pack.timezone, now: wire.clock() });
  if (asOf <= span.from) throw new Refused(whyRemoved(span, asOf, after.pack.pack.timezone) ?? "The data begins only later, so nobody has a score on that day.");
  const started = wire.clock();
  const scored = await scoreBoth(store, { workspace: wire.workspace, before: before.pack, after: after.pack, from: span.from, asOf }, ({ accounts, totalAccounts }) =>
    wire.progress(stepLine({ doing: "following journeys", done: accounts, of: totalAccounts, unit: "accounts", elapsedMs: wire.clock() - started })),
  );
  wire.progress("");
  return { kind: "scored", asOf, note, rejudged: rejudge(scored.before.map(judgedOf), scored.after.map(judgedOf)) };
}
