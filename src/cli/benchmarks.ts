import type { Command } from "commander";
import { lookAlikes } from "../insights/benchmarks/look-alikes.ts";
import type { Benchmark } from "../insights/benchmarks/benchmark.ts";
import { type AccountGap, type Gap, type NoGap, isCompared } from "../insights/benchmarks/gap.ts";
import { localDate } from "../lib/zone.ts";
import { type Compared, type ComparedAccount, compare } from "./benchmarking.ts";
import { benchmarkText } from "./benchmark-text.ts";
import { benchmarkDefinitions } from "../engine/answers/benchmark-words.ts";
import { benchmarksText } from "./benchmarks-text.ts";
import { findAccount } from "./find-account.ts";
import { jsonText } from "./json-text.ts";
import { limitOption, packOption } from "./options.ts";
import { Refused, type ScoreOptions, type Scored, type ScoringStore, type ScoringWire, scoreAll, withStore } from "./scoring.ts";

interface Options extends ScoreOptions {
  readonly limit: number;
  readonly json?: boolean;
}

/** `bellwether benchmarks`: the score that accounts should have, from the company's own customers. */
export function register(program: Command, wire: ScoringWire): void {
  program
    .command("benchmarks")
    .description("Hold accounts against customers at the same stage, in the same segment, as long with you: what those who renewed had, who is under it, and what became of those who looked the same")
    .summary("accounts against what your customers had")
    .argument("[account]", "id or name of one account, for its gap and its look-alikes")
    .addOption(packOption(wire.defaultPack))
    .option("--as-of <date>", "as of the start of this day, or `now`")
    .addOption(limitOption("how many lines each table shows"))
    .option("--json", "print one JSON document")
    .action((account: string | undefined, options: Options) => withStore(wire, (store) => (account === undefined ? all(wire, store, options) : one(wire, store, { account, options }))));
}

async function all(wire: ScoringWire, store: ScoringStore, options: Options): Promise<void> {
  const scored = await scoreAll(wire, store, options);
  const compared = await compare(wire, store, scored);
  const { pack, asOf, version, note } = scored;
  if (options.json) {
    wire.terminal.out(jsonText({ asOf, version, frozenAt: compared.past.frozenAt, definitions: benchmarkDefinitions(pack, compared.past), accounts: compared.accounts.map(accountDocument) }));
    return;
  }
  wire.terminal.out(head(scored));
  if (note) wire.terminal.out(note);
  wire.terminal.out("");
  wire.terminal.out(benchmarksText({ pack, compared, limit: options.limit, paint: wire.terminal.paint }));
}

const head = ({ pack, asOf }: Scored): string => `${pack.pack.name}: benchmarks as of ${localDate(asOf, pack.pack.timezone)}`;

async function one(wire: ScoringWire, store: ScoringStore, { account, options }: { account: string; options: Options }): Promise<void> {
  const id = await findAccount(store, wire, account);
  const scored = await scoreAll(wire, store, { ...options, accounts: [id] });
  const compared = await compare(wire, store, scored);
  const { pack, asOf, version, note } = scored;
  const [own] = compared.accounts;
  if (!own) throw new Refused(`${account} is no customer on ${localDate(asOf, pack.pack.timezone)}, so there is nothing to compare then. \`bellwether history\` shows the days on which it was.`);
  const alike = isCompared(own.gap) ? lookAlikes(compared.past, looking(own), pack.benchmarks) : undefined;
  if (options.json) {
    wire.terminal.out(jsonText({ asOf, version, frozenAt: compared.past.frozenAt, definitions: benchmarkDefinitions(pack, compared.past), ...accountDocument(own), lookAlikes: alike ?? null }));
    return;
  }
  if (note) wire.terminal.out(`${note}\n`);
  const names = new Map((await store.accounts.namedAccounts({ workspace: wire.workspace, limit: mostNames })).filter(({ name }) => name !== "").map((named) => [named.account, named.name]));
  wire.terminal.out(benchmarkText({ pack, compared: own, alike, names, limit: options.limit, paint: wire.terminal.paint }));
  wire.terminal.out(`\n${benchmarkDefinitions(pack, compared.past).join("\n")}`);
}

/** So many names are read in a moment. */
const mostNames = 100_000;

const looking = ({ scored: { account, snapshot }, place }: ComparedAccount): Parameters<typeof lookAlikes>[1] => ({
  account,
  place,
  metrics: new Map(snapshot.metrics.flatMap(({ metric, score }) => (score === null ? [] : [[metric, score] as const]))),
});

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
