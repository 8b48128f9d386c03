import type { Command } from "commander";
import type { Client } from "../contract/client.ts";
import { alikeOf, namesOf, presentAccountBenchmark } from "../engine/answers/account-benchmark.ts";
import { presentBenchmarks } from "../engine/answers/benchmarks.ts";
import type { Benchmark } from "../insights/benchmarks/benchmark.ts";
import { type AccountGap, type Gap, type NoGap, isCompared } from "../insights/benchmarks/gap.ts";
import { localDate } from "../lib/zone.ts";
import { type AnswerView, noteLine, packOf } from "./answer-view.ts";
import { type Compared, compare } from "./benchmarking.ts";
import { benchmarkText } from "./benchmark-text.ts";
import { benchmarkDefinitions } from "../engine/answers/benchmark-words.ts";
import { benchmarksText } from "./benchmarks-text.ts";
import { findAccount } from "./find-account.ts";
import { jsonText } from "./json-text.ts";
import { limitOption, packOption } from "./options.ts";
import { remoteAccount, urlOption, withServer } from "./remote.ts";
import { scoredRows } from "./scored-rows.ts";
import { Refused, type ScoreOptions, type ScoringStore, type ScoringWire, scoreAll, withStore } from "./scoring.ts";

interface Options extends ScoreOptions {
  readonly limit: number;
  readonly json?: boolean;
  readonly url?: string;
}

/** `bellwether benchmarks`: the score that accounts should have, from the company's own customers. */
export function register(program: Command, wire: ScoringWire): void {
  program
    .command("benchmarks")
    .description("Hold accounts against customers at the same stage, in the same segment, as long with you: what those who renewed had, who is under it, and what became of those who looked the same")
    .summary("accounts against what your customers had")
    .argument("[account]", "id or name of one account, for its gap and its look-alikes")
    .addOption(packOption())
    .option("--as-of <date>", "as of the start of this day, or `now`")
    .addOption(limitOption("how many lines each table shows"))
    .option("--json", "print one JSON document")
    .addOption(urlOption())
    .action(async (account: string | undefined, options: Options) => {
      if (options.url === undefined) await withStore(wire, (store) => (account === undefined ? all(wire, store, options) : one(wire, store, { account, options })));
      else await withServer(wire, options.url, (client) => remote(wire, client, { account, options }));
    });
}

async function all(wire: ScoringWire, store: ScoringStore, options: Options): Promise<void> {
  const scored = await scoreAll(wire, store, options);
  const compared = await compare(wire, store, scored);
  const { pack, asOf, version, note } = scored;
  const { limit } = options;
  if (options.json) {
    wire.terminal.out(jsonText({ asOf, version, frozenAt: compared.past.frozenAt, definitions: benchmarkDefinitions(pack, compared.past), accounts: compared.accounts.map(accountDocument) }));
    return;
  }
  const answer = presentBenchmarks(scoredRows(scored.accounts, compared.held), { pack, held: compared.held, filter: { score: "overall", limit } });
  wire.terminal.out(`${headText(pack.pack.name, asOf, pack.pack.timezone)}${note === undefined ? "" : `${note}\n`}\n${benchmarksText(answer, { limit, paint: wire.terminal.paint })}`);
}

const headText = (name: string, asOf: number, zone: string): string => `${name}: benchmarks as of ${localDate(asOf, zone)}\n`;

async function one(wire: ScoringWire, store: ScoringStore, { account, options }: { account: string; options: Options }): Promise<void> {
  const id = await findAccount(store, wire, account);
  const scored = await scoreAll(wire, store, { ...options, accounts: [id] });
  const compared = await compare(wire, store, scored);
  const { pack, asOf, version, note } = scored;
  const [own] = compared.accounts;
  if (!own) throw new Refused(`${account} is no customer on ${localDate(asOf, pack.pack.timezone)}, so there is nothing to compare then. \`bellwether history\` shows the days on which it was.`);
  const alike = alikeOf(own.scored, own, { past: compared.past, pack });
  if (options.json) {
    wire.terminal.out(jsonText({ asOf, version, frozenAt: compared.past.frozenAt, definitions: benchmarkDefinitions(pack, compared.past), ...accountDocument(own), lookAlikes: alike ?? null }));
    return;
  }
  const names = alike?.kind === "found" ? await namesOf(store.accounts, { workspace: wire.workspace, accounts: alike.nearest.map((near) => near.account), asOf }) : new Map<string, string>();
  const answer = presentAccountBenchmark(own.scored, { pack, past: compared.past, comparison: own, alike, names });
  wire.terminal.out(`${note === undefined ? "" : `${note}\n\n`}${wholeText(answer, { zone: pack.pack.timezone, limit: options.limit, paint: wire.terminal.paint })}`);
}

const wholeText = (answer: Parameters<typeof benchmarkText>[0], view: AnswerView): string => `${benchmarkText(answer, view)}\n\n${answer.definitions.join("\n")}`;
const mostListed = 1000;

/** The same from the answers of a server. */
async function remote({ terminal }: ScoringWire, client: Client, { account, options: { asOf, limit, json } }: { readonly account: string | undefined; readonly options: Options }): Promise<void> {
  const { name, zone } = await packOf(client);
  const view = { zone, limit, paint: terminal.paint };
  if (account !== undefined) {
    const answer = await client.getAccountBenchmark({ account: await remoteAccount(client, account), asOf });
    return terminal.out(json ? jsonText(answer) : `${answer.note === null ? "" : `${noteLine(answer.note)}\n`}${wholeText(answer, view)}`);
  }
  const answer = await client.getBenchmarks({ asOf, limit: Math.min(limit, mostListed) });
  terminal.out(json ? jsonText(answer) : `${headText(name, Date.parse(answer.asOf), zone)}${noteLine(answer.note)}\n${benchmarksText(answer, view)}`);
}

/** One account for scripts; what every account of a group scored stays out. */
function accountDocument({ scored: { account, name, standing }, place, gap }: Compared["accounts"][number]): object {
  return { account, name, owner: standing.owner, mrr: standing.mrr, place, ...gapDocument(gap) };
}

function gapDocument(gap: AccountGap | NoGap): object {
  if (!isCompared(gap)) return { gap: null, reason: gap };
  return { gap: oneGap(gap.overall), categories: gap.categories.map(oneGap), metrics: gap.metrics.map(oneGap) };
}

function oneGap({ benchmark, ...rest }: Gap): object {
  const { points, under, kind } = benchmark;
  return { ...rest, benchmark: { kind, points, under, ...(benchmark.kind === "base" ? baseDocument(benchmark) : { target: benchmark.target }) } };
}

const baseDocument = ({ quartiles, group, tooFew }: Extract<Benchmark, { kind: "base" }>): object => ({ quartiles, group, tooFew });
