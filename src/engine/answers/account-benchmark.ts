import { traitsBefore } from "../../accounts/account-log.ts";
import type { Answer, Asked } from "../../contract/routes.ts";
import { type Gap, type MetricGap, isCompared } from "../../insights/benchmarks/gap.ts";
import { type LookAlikes, type LossRate, type Looking, lookAlikes } from "../../insights/benchmarks/look-alikes.ts";
import type { PastStandings } from "../../insights/benchmarks/standings.ts";
import type { Pack } from "../../pack/schema.ts";
import type { Comparison } from "../portfolio/held-benchmarks.ts";
import type { AccountReader } from "../ports.ts";
import type { ScoredAccount } from "../score-now.ts";
import { definitionsOf, noGapText, presentBenchmark, scoreName } from "./benchmark-parts.ts";
import { groupText, lookAlikesVerdict } from "./benchmark-words.ts";
import { isoOf, isoOrNull, pointsOrNull, shareOf } from "./present.ts";
import type { Scores } from "./scores.ts";

type AccountBenchmark = Answer<"getAccountBenchmark">;

export async function getAccountBenchmark(scores: Scores, workspace: string, { account, asOf: asked }: Asked<"getAccountBenchmark">): Promise<AccountBenchmark> {
  const moment = await scores.moment(workspace, asked);
  const { scored } = await scores.customer(workspace, account, moment);
  const held = await scores.benchmarks(workspace, moment);
  const comparison = held?.compare(scored);
  const alike = held && comparison ? alikeOf(scored, comparison, { past: held.past, pack: scores.pack }) : undefined;
  const names = alike?.kind === "found" ? await namesOf(scores.ports.accounts, { workspace, accounts: alike.nearest.map((one) => one.account), asOf: moment.asOf }) : new Map<string, string>();
  return { asOf: isoOf(moment.asOf), version: scores.live.running.version, note: moment.note, ...presentAccountBenchmark(scored, { pack: scores.pack, past: held?.past, comparison, alike, names }) };
}

/** Those of the past that looked as this account looks now; undefined where it has nothing to be compared with. */
export function alikeOf({ account, snapshot }: Pick<ScoredAccount, "account" | "snapshot">, { place, gap }: Comparison, { past, pack }: { readonly past: PastStandings; readonly pack: Pack }): LookAlikes | undefined {
  if (!isCompared(gap)) return undefined;
  const looking: Looking = { account, place, metrics: new Map(snapshot.metrics.flatMap(({ metric, score }) => (score === null ? [] : [[metric, score] as const]))) };
  return lookAlikes(past, looking, pack.benchmarks);
}

/** What a few accounts are called; those without a name are left out. */
export async function namesOf(reader: AccountReader, { asOf, ...asked }: { readonly workspace: string; readonly accounts: readonly string[]; readonly asOf: number }): Promise<ReadonlyMap<string, string>> {
  const logs = await reader.readAccounts(asked);
  return new Map([...logs].flatMap(([account, log]) => {
    const name = traitsBefore({ ...log, born: 0 }, asOf).get("name");
    return typeof name === "string" && name !== "" ? [[account, name] as const] : [];
  }));
}

interface About {
  readonly pack: Pack;
  /** Undefined before the data begins, as is the comparison. */
  readonly past: PastStandings | undefined;
  readonly comparison: Comparison | undefined;
  readonly alike: LookAlikes | undefined;
  readonly names: ReadonlyMap<string, string>;
}

/** One account against customers like it, and what became of those who looked the same. */
export function presentAccountBenchmark({ account, name, snapshot }: ScoredAccount, about: About): Omit<AccountBenchmark, "asOf" | "version" | "note"> {
  const { pack, past, comparison, alike } = about;
  const gap = comparison?.gap ?? { kind: "no_score" as const };
  const found = isCompared(gap) ? gap : undefined;
  const worst = found && found.overall.points < 0 ? found.metrics.find(({ effect }) => effect < 0) : undefined;
  return {
    account,
    name,
    computed: { score: pointsOrNull(snapshot.computed.score), band: snapshot.computed.band },
    isOverridden: snapshot.override !== undefined,
    frozenAt: isoOrNull(past?.frozenAt),
    noGap: isCompared(gap) ? null : { kind: gap.kind, text: noGapText(gap, snapshot.unknown) },
    overall: found ? presentGap(found.overall, pack) : null,
    categories: found?.categories.map((one) => presentGap(one, pack)) ?? [],
    metrics: found?.metrics.map((one) => presentGap(one, pack)) ?? [],
    mostBy: worst ? { metric: worst.subject, name: scoreName(pack, worst.subject), score: worst.score, benchmark: worst.benchmark.points, effect: worst.effect } : null,
    lookAlikes: alike ? presentAlike(alike, about) : null,
    definitions: definitionsOf(pack, past),
  };
}

function presentGap({ subject, score, points, isUnder, rank, benchmark, ...rest }: Gap | MetricGap, pack: Pack): AccountBenchmark["categories"][number] {
  return { subject, name: scoreName(pack, subject), score, gap: points, isUnder, rank: rank ?? null, effect: "effect" in rest ? rest.effect : null, benchmark: presentBenchmark(benchmark, pack) };
}

function presentAlike(alike: LookAlikes, { pack, names, comparison }: About): NonNullable<AccountBenchmark["lookAlikes"]> {
  if (alike.kind === "too_few") return { kind: "too_few", days: alike.days, standings: alike.rows, needed: alike.needed };
  const { days, by, nearest } = alike;
  return {
    kind: "found",
    days,
    group: comparison ? groupText(pack, { by, place: comparison.place }) : "",
    nearest: nearest.map(({ account, at, score, distance, became }) => ({ account, name: names.get(account) ?? account, at: isoOf(at), score: Number.isNaN(score) ? null : score, distance, became })),
    alike: presentRate(alike.alike),
    all: presentRate(alike.all),
    verdict: lookAlikesVerdict(alike),
  };
}

const presentRate = ({ rows, accounts, lost, rate: { value, low, high } }: LossRate): Extract<AccountBenchmark["lookAlikes"], { kind: "found" }>["all"] => ({
  standings: rows, accounts, lost, rate: { value: shareOf(value), low: shareOf(low), high: shareOf(high) },
});
