import { type Command, Option } from "commander";
import type { Client } from "../contract/client.ts";
import type { Answer } from "../contract/routes.ts";
import { asTold, keptBefore } from "../engine/definitions/told.ts";
import type { AppliedPack, VersionEntry } from "../engine/versions.ts";
import { findAccount } from "./find-account.ts";
import { type ShownVersion, historyText } from "./history-text.ts";
import { inWords } from "../lib/words.ts";
import { stageName } from "../pack/names.ts";
import { jsonText } from "./json-text.ts";
import { packOption, wholeNumber } from "./options.ts";
import { remoteAccount, urlOption, withServer } from "./remote.ts";
import { Refused, type ScoreOptions, type ScoringStore, type ScoringWire, scoreAll, withStore } from "./scoring.ts";

interface Options extends ScoreOptions {
  readonly url?: string;
  readonly number?: number;
  readonly json?: boolean;
}

/** Who told what a history shows. */
export interface PastVersions {
  /** In the order in which they were applied. */
  readonly timeline: () => Promise<readonly VersionEntry[]>;
  readonly version: (number: number) => Promise<AppliedPack | undefined>;
}

type HistoryWire = ScoringWire & PastVersions;

/** `bellwether history`: one account's score over time, and every change of its band. */
export function register(program: Command, wire: HistoryWire): void {
  program
    .command("history")
    .description("Show the score of one account over time, and when its band changed")
    .summary("the score of one account over time")
    .argument("<account>", "id or name of the account")
    .addOption(packOption())
    .option("--as-of <date>", "up to the start of this day, or `now`")
    .option("--json", "print every midnight as one JSON document")
    .addOption(new Option("--number <number>", "as this version of the pack tells it, by its number in `bellwether versions` (default: each day as the version told it that was in use)").argParser(wholeNumber).conflicts("pack"))
    .addOption(urlOption())
    .action(async (account: string, options: Options) => {
      if (options.url === undefined) await withStore(wire, (store) => history(wire, store, { account, options }));
      else await withServer(wire, options.url, (client) => historyRemote(wire, client, { account, options }));
    });
}

async function history(wire: HistoryWire, store: ScoringStore, { account, options }: { account: string; options: Options }): Promise<void> {
  const id = await findAccount(store, wire, account);
  const { workspace } = wire;
  const { pack, version, asOf, accounts } = await scoreAll(options.number === undefined ? wire : await underVersion(wire, options.number), store, { ...options, accounts: [id] });
  // Later midnights are there too, when they were scored before.
  const own = (await store.snapshots.history({ workspace, version, account: id })).filter((point) => point.asOf <= asOf);
  const timeline = options.pack === undefined && options.number === undefined ? await wire.timeline() : [];
  const removedBefore = (await store.accounts.span(workspace))?.removedBefore;
  const history = (asked: Parameters<typeof store.snapshots.history>[0]) => store.snapshots.history(asked);
  const kept = removedBefore === undefined ? [] : await keptBefore(history, { workspace, account: id, versions: [...timeline.map((entry) => entry.version), version], before: removedBefore });
  const computed = removedBefore === undefined ? own : own.filter((point) => point.asOf > removedBefore);
  const points = await asTold(history, { workspace, account: id, points: [...kept, ...computed], version, timeline });
  if (points.length === 0) throw new Refused(`${account} has no score on any day yet.`);
  const name = accounts[0]?.name ?? account;
  wire.terminal.out(options.json ? jsonText(points) : historyText(name, points, { zone: pack.pack.timezone, paint: wire.terminal.paint, stageName: (stage) => stageName(pack, stage), versions: timeline.slice(1).filter(({ appliedAt }) => appliedAt <= asOf) }));
}

/** The same command, as if this version were in use. */
async function underVersion(wire: HistoryWire, number: number): Promise<ScoringWire> {
  const found = await wire.version(number);
  if (!found) throw new Refused(`There is no version ${number}. \`bellwether versions\` lists them.`);
  return { ...wire, applied: () => Promise.resolve(found) };
}

/** The same from the answers of a server. */
async function historyRemote({ terminal }: ScoringWire, client: Client, { account: asked, options }: { readonly account: string; readonly options: Options }): Promise<void> {
  const account = await remoteAccount(client, asked);
  const [{ name, points, markers }, pack] = await Promise.all([client.getHistory({ account, asOf: options.asOf, number: options.number }), client.getPack({})]);
  if (points.length === 0) throw new Refused(`${asked} has no score on any day yet.`);
  if (options.json) {
    terminal.out(JSON.stringify({ points, markers }, null, 2));
    return;
  }
  const stages = new Map(pack.stages.map(({ id, name: words }) => [id, words]));
  const read = points.map((point) => ({ ...point, asOf: Date.parse(point.asOf), stage: point.stage ?? "" }));
  terminal.out(historyText(name, read, { zone: pack.timezone, paint: terminal.paint, stageName: (stage) => stages.get(stage) ?? inWords(stage), versions: markers.flatMap(versionIn) }));
}

type Marker = Answer<"getHistory">["markers"][number];

const versionIn = ({ kind, time, to, author, reason }: Marker): ShownVersion[] => (kind === "version" ? [{ appliedAt: Date.parse(time), number: Number(to), author: author ?? "", message: reason ?? "" }] : []);
