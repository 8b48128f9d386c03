import { type Command, Option } from "commander";
import { type TransitionsAnswer, presentTransition, readTransitions } from "../engine/answers/transitions.ts";
import { isoOf } from "../engine/answers/present.ts";
import type { Client } from "../contract/client.ts";
import { localDate, shiftDays } from "../lib/zone.ts";
import { bands } from "../scores/bands.ts";
import type { Band } from "../scores/bands.ts";
import { changesText } from "./changes-text.ts";
import { findAccount } from "./find-account.ts";
import { jsonText } from "./json-text.ts";
import { compileScorer } from "../engine/scorer.ts";
import { limitOption, packOption } from "./options.ts";
import { noteText, remoteAccount, urlOption, withServer } from "./remote.ts";
import { type ScoreOptions, type ScoringStore, type ScoringWire, dayOf, scoreAll, withStore } from "./scoring.ts";

interface Options extends ScoreOptions {
  readonly since?: string;
  readonly band?: readonly Band[];
  readonly limit: number;
  readonly json?: boolean;
  readonly url?: string;
}

const defaultSinceDays = 7;
/** What one answer of a server holds at most. */
const mostShown = 500;

/** `bellwether changes`: whose band changed, and why. */
export function register(program: Command, wire: ScoringWire): void {
  program
    .command("changes")
    .description("Show whose band changed since another day, latest first, and what did it; of one account or of all")
    .summary("whose band changed lately, and why")
    .argument("[account]", "id or name of the account; all customers without it")
    .addOption(packOption())
    .option("--as-of <date>", "up to the start of this day, or `now`")
    .option("--since <date>", "from the start of this day on (default: a week before)")
    .addOption(new Option("-b, --band <bands...>", "only those who came to one of these bands").choices(bands))
    .addOption(limitOption("how many changes are shown"))
    .option("--json", "print one JSON document")
    .addOption(urlOption())
    .action(async (account: string | undefined, options: Options) => {
      if (options.url === undefined) await withStore(wire, (store) => changes(wire, store, { account, options }));
      else await withServer(wire, options.url, (client) => changesRemote(wire, client, { account, options }));
    });
}

interface Asked {
  readonly account: string | undefined;
  readonly options: Options;
}

async function changes(wire: ScoringWire, store: ScoringStore, { account: asked, options }: Asked): Promise<void> {
  const account = asked === undefined ? undefined : await findAccount(store, wire, asked);
  const { pack, version, asOf, note, accounts } = await scoreAll(wire, store, { ...options, ...(account !== undefined && { accounts: [account] }) });
  const zone = pack.pack.timezone;
  const since = options.since === undefined ? shiftDays(asOf, -defaultSinceDays, zone) : dayOf("--since", options.since, { zone, now: wire.clock() });
  const found = await readTransitions(store, { workspace: wire.workspace, running: { pack, version, scorer: compileScorer(pack) }, since, asOf, ...(account !== undefined && { account }) });
  const lines = new Map(accounts.map(({ account: id, name, standing }) => [id, { name, owner: standing.owner, mrr: standing.mrr }]));
  const gone = account === undefined ? undefined : { name: asked as string, owner: null, mrr: null };
  const all = found.flatMap((transition) => presentTransition(transition, pack, lines.get(transition.account) ?? gone) ?? []);
  const shown = all.filter(({ to }) => options.band?.includes(to.band) ?? true);
  show(wire, { asOf: isoOf(asOf), version, note: note ?? null, since: isoOf(since), scoredThrough: isoOf(asOf), total: shown.length, transitions: shown.slice(0, options.limit), next: null }, { zone, options });
}

/** The same from the answers of a server. */
async function changesRemote(wire: ScoringWire, client: Client, { account: asked, options: { asOf, since, band, limit, ...options } }: Asked): Promise<void> {
  const period = { asOf, since, limit: Math.min(limit, mostShown), band: band && [...band] };
  const account = asked === undefined ? undefined : await remoteAccount(client, asked);
  const [answer, { timezone: zone }] = await Promise.all([account === undefined ? client.listTransitions(period) : client.listAccountTransitions({ ...period, account }), client.getPack({})]);
  show(wire, { ...answer, note: answer.note === null ? null : noteText(answer.note) }, { zone, options });
}

function show({ terminal }: ScoringWire, answer: TransitionsAnswer, { zone, options: { json } }: { readonly zone: string; readonly options: Pick<Options, "json"> }): void {
  if (json) {
    terminal.out(jsonText(answer));
    return;
  }
  if (answer.note !== null) terminal.out(`${answer.note}\n`);
  if (answer.scoredThrough === null) terminal.out(`Midnights are still being scored since the first, so changes before ${localDate(Date.parse(answer.asOf), zone)} may be missing.\n`);
  terminal.out(changesText(answer, { zone, paint: terminal.paint }));
}
