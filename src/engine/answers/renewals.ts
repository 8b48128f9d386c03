import type { Answer, Asked } from "../../contract/routes.ts";
import { risksOf } from "../../insights/money/at-risk.ts";
import { localMonth } from "../../lib/month.ts";
import { compareText } from "../../lib/text-order.ts";
import { type Instant, shiftDays } from "../../lib/zone.ts";
import type { Pack } from "../../pack/schema.ts";
import { bands } from "../../scores/bands.ts";
import type { PortfolioRow } from "../portfolio/row.ts";
import { filterOf } from "../portfolio/select.ts";
import { accountRowOf, isoOf, measuredOf, moneyOf } from "./present.ts";
import { revenueDefinitions, riskWords, risksFor } from "./revenue-words.ts";
import { riskSubjectOf } from "./revenue.ts";
import type { Moment, Scores } from "./scores.ts";

type RenewalsAnswer = Answer<"getRenewals">;
type Group = RenewalsAnswer["months"][number];

/** The pulses of some hundred accounts are scored for it; while scores move all the time the answer may be so old. */
const leastMs = 15_000;

export async function getRenewals(scores: Scores, workspace: string, { asOf: asked, ...question }: Asked<"getRenewals">): Promise<RenewalsAnswer> {
  const moment = await scores.moment(workspace, asked);
  return await scores.answerOnce(workspace, { key: ["renewals", question], moment, leastMs }, () => renewalsAt(scores, workspace, { moment, ...question }));
}

interface Renewing {
  readonly asOf: Instant;
  readonly until: Instant;
  /** The next to renew first. */
  readonly rows: readonly PortfolioRow[];
}

/** Who renews in the time that is asked for. */
export async function renewing(scores: Scores, workspace: string, { asOf, ...question }: Asked<"getRenewals">): Promise<Renewing> {
  return renewingAt(scores, workspace, { moment: await scores.moment(workspace, asOf), ...question });
}

async function renewingAt(scores: Scores, workspace: string, { moment, days, limit: _limit, ...filter }: Omit<Asked<"getRenewals">, "asOf"> & { readonly moment: Moment }): Promise<Renewing> {
  const { asOf, rows } = await scores.compared(workspace, moment);
  const until = shiftDays(asOf, days, scores.pack.pack.timezone);
  return { asOf, until, rows: [...rows].filter(filterOf({ ...filter, renewalFrom: asOf, renewalBefore: until })).sort((one, other) => (one.renewal ?? 0) - (other.renewal ?? 0) || compareText(one.account, other.account)) };
}

async function renewalsAt(scores: Scores, workspace: string, question: Omit<Asked<"getRenewals">, "asOf"> & { readonly moment: Moment }): Promise<RenewalsAnswer> {
  const { moment, limit } = question;
  const { asOf, until, rows: found } = await renewingAt(scores, workspace, question);
  const { pack } = scores;
  const shown = found.slice(0, limit);
  const pulses = await pulsesOf(scores, workspace, { accounts: shown.map(({ account }) => account), moment: { ...moment, asOf } });
  return {
    asOf: isoOf(asOf),
    version: scores.live.running.version,
    note: moment.note,
    until: isoOf(until),
    ...sumsOf(found, pack),
    months: groupsOf(found, ({ renewal }) => localMonth(renewal ?? asOf, pack.pack.timezone), pack).sort((one, other) => compareText(one.name, other.name)),
    owners: groupsOf(found, ({ owner }) => owner, pack).sort((one, other) => other.mrr.amount - one.mrr.amount || compareText(one.name, other.name)),
    renewals: shown.map((row) => ({ row: accountRowOf(row, pack, { sparkline: false }), risks: risksOf(riskSubjectOf(row), pack.revenue), pulse: pulses.get(row.account) ?? null })),
    definitions: definitionsOf(pack, until),
  };
}

function definitionsOf(pack: Pack, until: number): string[] {
  const risky = new Set(risksFor(pack).map((risk) => riskWords[risk]));
  return ["A renewal is the end of the earliest term of a contract that runs; without an end agreed there is none.", ...revenueDefinitions(pack, { start: until }).slice(0, risky.size)];
}

const sumsOf = (rows: readonly PortfolioRow[], pack: Pack): Pick<Group, "accounts" | "mrr" | "bands"> => ({
  accounts: rows.length,
  mrr: revenueOf(rows, pack),
  bands: bands.toReversed().map((band) => {
    const own = rows.filter((row) => row.band === band);
    return { band, accounts: own.length, mrr: revenueOf(own, pack) };
  }),
});

const revenueOf = (rows: readonly PortfolioRow[], pack: Pack): Group["mrr"] => moneyOf(rows.reduce((sum, { mrr }) => sum + (mrr ?? 0), 0), pack);

function groupsOf(rows: readonly PortfolioRow[], keyOf: (row: PortfolioRow) => string | null, pack: Pack): Group[] {
  return [...Map.groupBy(rows, keyOf)].map(([id, own]) => ({ id, name: id ?? "", ...sumsOf(own, pack) }));
}

/** The pulse as a metric of the pack counts it: lines don't hold it, so these few are scored again. */
async function pulsesOf(scores: Scores, workspace: string, { accounts, moment }: { readonly accounts: readonly string[]; readonly moment: Moment }): Promise<ReadonlyMap<string, RenewalsAnswer["renewals"][number]["pulse"]>> {
  const { pack } = scores;
  const [metric] = Object.entries(pack.metrics).find(([, { kind }]) => kind === "pulse") ?? [];
  if (metric === undefined || accounts.length === 0) return new Map();
  const customers = await scores.customers(workspace, accounts, moment);
  return new Map([...customers].flatMap(([account, { scored }]) => {
    const part = scored.snapshot.metrics.find((one) => one.metric === metric);
    return part ? [[account, measuredOf(pack, metric, part.raw)] as const] : [];
  }));
}
