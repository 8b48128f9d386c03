import type { Command } from "commander";
import { findAccount } from "./find-account.ts";
import { historyText } from "./history-text.ts";
import { stageName } from "../pack/names.ts";
import { jsonText } from "./json-text.ts";
import { packOption } from "./options.ts";
import { Refused, type ScoreOptions, type ScoringStore, type ScoringWire, scoreAll, withStore } from "./scoring.ts";

interface Options extends ScoreOptions {
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
    .action((account: string, options: Options) => withStore(wire, (store) => history(wire, store, { account, options })));
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
