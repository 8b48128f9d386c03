import type { Command } from "commander";
import type { Client } from "../contract/client.ts";
import { presentAccountJourney } from "../engine/answers/account-journey.ts";
import { presentCohorts } from "../engine/answers/cohorts.ts";
import { presentJourney } from "../engine/answers/journey.ts";
import { travelOf } from "../engine/portfolio/travel.ts";
import type { AccountJourney } from "../engine/score-now.ts";
import { localDate } from "../lib/zone.ts";
import { noteLine, packOf } from "./answer-view.ts";
import { cohortsDocument, cohortsText } from "./cohorts-text.ts";
import { findAccount } from "./find-account.ts";
import { accountDocument, boardDocument, boardText, travelText } from "./journey-text.ts";
import { jsonText } from "./json-text.ts";
import { limitOption, packOption } from "./options.ts";
import { remoteAccount, urlOption, withServer } from "./remote.ts";
import { Refused, type ScoreOptions, type Scored, type ScoringStore, type ScoringWire, packInUse, scoreAll, withStore } from "./scoring.ts";

interface Options extends ScoreOptions {
  readonly cohorts?: boolean;
  readonly limit: number;
  readonly json?: boolean;
  readonly url?: string;
}

interface Asked {
  readonly account: string | undefined;
  readonly options: Options;
}

/** `bellwether journey`: where all accounts are on their way, or one of them, or how long cohorts take. */
export function register(program: Command, wire: ScoringWire): void {
  program
    .command("journey")
    .description("Show where accounts are on their way: how many in each stage, who is behind or stuck and why; or the way of one account")
    .summary("where accounts are on their way, and who is stuck")
    .argument("[account]", "id or name of an account, to see its stages, activities, milestones and goals")
    .addOption(packOption())
    .option("--as-of <date>", "as of the start of this day, or `now`")
    .option("--cohorts", "how long onboarding, first value and each stage take, by start month and segment, and how healthy cohorts are")
    .addOption(limitOption())
    .option("--json", "print one JSON document")
    .addOption(urlOption())
    .action(async (account: string | undefined, options: Options) => {
      if (options.url === undefined) await withStore(wire, (store) => journey(wire, store, { account, options }));
      else await withServer(wire, options.url, (client) => journeyRemote(wire, client, { account, options }));
    });
}

const aboutAll = "--cohorts is about all accounts; leave out the account.";
const withoutJourney = (pack: string): Refused => new Refused(`The pack ${pack} has no journey. The shortest one is the section \`journey: { based_on: default }\`: the seven usual stages.`);

async function journey(wire: ScoringWire, store: ScoringStore, { account, options }: Asked): Promise<void> {
  const inUse = await packInUse(options.pack, wire);
  if (!inUse.pack.journey) throw withoutJourney(inUse.from);
  if (account !== undefined && options.cohorts) throw new Refused(aboutAll);
  const found: AccountJourney[] = [];
  const only = account === undefined ? {} : { accounts: [await findAccount(store, wire, account)] };
  const scored = await scoreAll(wire, store, { ...options, ...only, onJourney: (one) => found.push(one) });
  const [one] = found;
  const { pack, asOf } = scored;
  const { timezone: zone } = pack.pack;
  if (account === undefined) print(wire, scored, { found, options });
  else if (one) wire.terminal.out(options.json ? jsonText(accountDocument(one, asOf)) : travelText(presentAccountJourney(one, { pack, asOf }), { asOf, zone, paint: wire.terminal.paint }));
  else throw new Refused(`Of ${account} the log says nothing before ${localDate(asOf, zone)}.`);
}

function print({ terminal }: ScoringWire, { pack, asOf, accounts, note, version }: Scored, { found, options: { cohorts, json, limit } }: { found: readonly AccountJourney[]; options: Options }): void {
  const travels = found.map(travelOf);
  const view = { zone: pack.pack.timezone, paint: terminal.paint, limit };
  const say = (text: string): void => terminal.out(`${headText({ name: pack.pack.name, zone: view.zone, version, asOf })}${note === undefined ? "" : `${note}\n`}\n${text}`);
  if (cohorts) {
    const answer = presentCohorts(travels, { pack, asOf, scoreOf: new Map(accounts.map(({ account, snapshot }) => [account, snapshot.score])) });
    return json ? terminal.out(jsonText(cohortsDocument(answer, asOf))) : say(cohortsText(answer, view));
  }
  const answer = presentJourney(travels, { limit }, pack);
  return json ? terminal.out(jsonText(boardDocument(answer, found, asOf))) : say(boardText(answer, view));
}

const headText = ({ name, zone, version, asOf }: { readonly name: string; readonly zone: string; readonly version: string; readonly asOf: number }): string => `${name}, as of ${localDate(asOf, zone)} (${zone}), version ${version.slice(0, 12)}\n`;

const mostListed = 1000;

/** The same from the answers of a server. */
async function journeyRemote({ terminal }: ScoringWire, client: Client, { account, options: { asOf, cohorts, json, limit } }: Asked): Promise<void> {
  if (account !== undefined && cohorts) throw new Refused(aboutAll);
  const pack = await packOf(client);
  const view = { ...pack, paint: terminal.paint, limit };
  if (account !== undefined) {
    const way = await client.getAccountJourney({ account: await remoteAccount(client, account), asOf });
    return terminal.out(json ? jsonText(way) : travelText(way, { ...view, asOf: Date.parse(way.asOf) }));
  }
  const answer = await (cohorts ? client.getCohorts({ asOf }) : client.getJourney({ asOf, limit: Math.min(limit, mostListed) }));
  if (json) return terminal.out(jsonText(answer));
  if (answer.lines.length === 0) throw withoutJourney(pack.name);
  terminal.out(`${headText({ ...pack, version: answer.version, asOf: Date.parse(answer.asOf) })}${noteLine(answer.note)}\n${"listed" in answer ? boardText(answer, view) : cohortsText(answer, view)}`);
}
