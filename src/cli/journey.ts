import type { Command } from "commander";
import type { AccountJourney } from "../engine/score-now.ts";
import { localDate } from "../lib/zone.ts";
import { cohortsDocument, cohortsText } from "./cohorts-text.ts";
import { findAccount } from "./find-account.ts";
import { accountDocument, boardDocument, boardText, travelText } from "./journey-text.ts";
import { jsonText } from "./json-text.ts";
import { limitOption, packOption } from "./options.ts";
import { Refused, type ScoreOptions, type Scored, type ScoringStore, type ScoringWire, loadPack, scoreAll, withStore } from "./scoring.ts";

interface Options extends ScoreOptions {
  readonly cohorts?: boolean;
  readonly limit: number;
  readonly json?: boolean;
}

/** `bellwether journey`: where all accounts are on their way, or one of them, or how long cohorts take. */
export function register(program: Command, wire: ScoringWire): void {
  program
    .command("journey")
    .description("Show where accounts are on their way: how many in each stage, who is behind or stuck and why; or the way of one account")
    .summary("where accounts are on their way, and who is stuck")
    .argument("[account]", "id or name of an account, to see its stages, activities, milestones and goals")
    .addOption(packOption(wire.defaultPack))
    .option("--as-of <date>", "as of the start of this day, or `now`")
    .option("--cohorts", "how long onboarding, first value and each stage take, by start month and segment, and how healthy cohorts are")
    .addOption(limitOption())
    .option("--json", "print one JSON document")
    .action((account: string | undefined, options: Options) => withStore(wire, (store) => journey(wire, store, { account, options })));
}

async function journey(wire: ScoringWire, store: ScoringStore, { account, options }: { account: string | undefined; options: Options }): Promise<void> {
  const folder = options.pack ?? wire.defaultPack;
  if (!loadPack(folder, wire).journey) throw new Refused(`The pack ${folder} has no journey. The shortest one is the section \`journey: { based_on: default }\`: the seven usual stages.`);
  if (account !== undefined && options.cohorts) throw new Refused("--cohorts is about all accounts; leave out the account.");
  const found: AccountJourney[] = [];
  const only = account === undefined ? {} : { accounts: [await findAccount(store, wire, account)] };
  const scored = await scoreAll(wire, store, { ...options, ...only, onJourney: (one) => found.push(one) });
  const [one] = found;
  if (account === undefined) print(wire, scored, { found, options });
  else if (one) wire.terminal.out(options.json ? jsonText(accountDocument(one, scored.asOf)) : travelText(one, { pack: scored.pack, asOf: scored.asOf, paint: wire.terminal.paint }));
  else throw new Refused(`Of ${account} the log says nothing before ${localDate(scored.asOf, scored.pack.pack.timezone)}.`);
}

function print({ terminal }: ScoringWire, scored: Scored, { found, options }: { found: readonly AccountJourney[]; options: Options }): void {
  const { pack, asOf, accounts, note } = scored;
  const view = { pack, asOf, found, accounts, limit: options.limit, paint: terminal.paint };
  if (options.json) {
    terminal.out(jsonText(options.cohorts ? cohortsDocument(view) : boardDocument(view)));
    return;
  }
  terminal.out(`${pack.pack.name}, as of ${localDate(asOf, pack.pack.timezone)} (${pack.pack.timezone}), version ${scored.version.slice(0, 12)}`);
  if (note) terminal.out(note);
  terminal.out("");
  terminal.out(options.cohorts ? cohortsText(view) : boardText(view));
}
