import type { Command } from "commander";
import type { Client } from "../contract/client.ts";
import { findAccount } from "./find-account.ts";
import { historyText } from "./history-text.ts";
import { inWords } from "../lib/words.ts";
import { stageName } from "../pack/names.ts";
import { jsonText } from "./json-text.ts";
import { packOption } from "./options.ts";
import { remoteAccount, urlOption, withServer } from "./remote.ts";
import { Refused, type ScoreOptions, type ScoringStore, type ScoringWire, scoreAll, withStore } from "./scoring.ts";

interface Options extends ScoreOptions {
  readonly url?: string;
  readonly json?: boolean;
}

/** `bellwether history`: one account's score over time, and every change of its band. */
export function register(program: Command, wire: ScoringWire): void {
  program
    .command("history")
    .description("Show the score of one account over time, and when its band changed")
    .summary("the score of one account over time")
    .argument("<account>", "id or name of the account")
    .addOption(packOption(wire.defaultPack))
    .option("--as-of <date>", "up to the start of this day, or `now`")
    .option("--json", "print every midnight as one JSON document")
    .addOption(urlOption())
    .action(async (account: string, options: Options) => {
      if (options.url === undefined) await withStore(wire, (store) => history(wire, store, { account, options }));
      else await withServer(wire, options.url, (client) => historyRemote(wire, client, { account, options }));
    });
}

async function history(wire: ScoringWire, store: ScoringStore, { account, options }: { account: string; options: Options }): Promise<void> {
  const id = await findAccount(store, wire, account);
  const { pack, version, asOf, accounts } = await scoreAll(wire, store, { ...options, accounts: [id] });
  // Later midnights are there too, when they were scored before.
  const points = (await store.snapshots.history({ workspace: wire.workspace, version, account: id })).filter((point) => point.asOf <= asOf);
  if (points.length === 0) throw new Refused(`${account} has no score on any day yet.`);
  const name = accounts[0]?.name ?? account;
  wire.terminal.out(options.json ? jsonText(points) : historyText(name, points, { zone: pack.pack.timezone, paint: wire.terminal.paint, stageName: (stage) => stageName(pack, stage) }));
}

/** The same from the answers of a server. */
async function historyRemote({ terminal }: ScoringWire, client: Client, { account: asked, options }: { readonly account: string; readonly options: Options }): Promise<void> {
  const account = await remoteAccount(client, asked);
  const [{ name, points, markers }, pack] = await Promise.all([client.getHistory({ account, asOf: options.asOf }), client.getPack({})]);
  if (points.length === 0) throw new Refused(`${asked} has no score on any day yet.`);
  if (options.json) {
    terminal.out(JSON.stringify({ points, markers }, null, 2));
    return;
  }
  const stages = new Map(pack.stages.map(({ id, name: words }) => [id, words]));
  const read = points.map((point) => ({ ...point, asOf: Date.parse(point.asOf), stage: point.stage ?? "" }));
  terminal.out(historyText(name, read, { zone: pack.timezone, paint: terminal.paint, stageName: (stage) => stages.get(stage) ?? inWords(stage) }));
}
