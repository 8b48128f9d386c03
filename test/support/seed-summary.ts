import { scorePast } from "../../src/engine/learn/score-past.ts";
import { type BacktestReport, type LeadResult, backtest } from "../../src/insights/backtest/backtest.ts";
import type { Decision } from "../../src/insights/outcomes/observe.ts";
import type { FindingVerdict } from "../../src/insights/won-lost/finding.ts";
import { wonLost } from "../../src/insights/won-lost/won-lost.ts";
import { Random } from "../../src/lib/random.ts";
import type { Estimate } from "../../src/lib/statistics/interval.ts";
import { type SimulatedPast, decoyMetrics, simulatedPast, truthScorer } from "./simulated-past.ts";

/** An estimate, and what it weighs when those of many seeds become one. */
export interface Weighed extends Pick<Estimate, "value" | "low" | "high"> {
  readonly weight: number;
}

/** What is learned from one simulated company. */
export interface SeedSummary {
  readonly lost: number;
  /** The best verdict on each metric over all lead times. */
  readonly found: Readonly<Record<string, FindingVerdict>>;
  /** Of all findings that are at least possible, how many are about decoys. */
  readonly findings: { readonly all: number; readonly decoys: number };
  readonly verdict: BacktestReport["verdict"]["kind"];
  /** The same scores judged by what became of other customers, drawn at random. */
  readonly shuffled: BacktestReport["verdict"]["kind"];
  readonly estimates: Readonly<Record<string, Weighed>>;
}

const leads = [30, 60, 90];
const zone = "UTC";

export function summaryOf(seed: string, accounts?: number): SeedSummary {
  const past = simulatedPast(seed, accounts === undefined ? {} : { accounts });
  const { measured, decisions } = past;
  const { findings } = wonLost({ measured, decisions, leads, zone });
  const history = scorePast(past, truthScorer);
  const judge = (of: readonly Decision[]): BacktestReport => backtest({ history, baselines: [], decisions: of, leads, zone });
  const report = judge(decisions);
  return {
    lost: decisions.filter(({ lost }) => lost).length,
    // Findings come strongest first.
    found: Object.fromEntries(findings.toReversed().map(({ metric, verdict }) => [metric, verdict])),
    findings: { all: findings.filter(isFound).length, decoys: findings.filter((finding) => isFound(finding) && decoyMetrics.includes(finding.metric)).length },
    verdict: report.verdict.kind,
    shuffled: judge(shuffled(decisions, past, seed)).verdict.kind,
    estimates: {
      ...Object.fromEntries(findings.filter(({ leadDays }) => leadDays === 60).map(({ metric, auc }) => [`AUC of ${metric}`, { ...auc, weight: auc.positives * auc.negatives }])),
      ...ofLead(report.leads.find(({ leadDays }) => leadDays === 60) as LeadResult),
    },
  };
}

const isFound = ({ verdict }: { readonly verdict: FindingVerdict }): boolean => verdict !== "nothing_found" && verdict !== "not_enough";

function ofLead({ auc, bands, ranking }: LeadResult): Record<string, Weighed> {
  const red = bands.find(({ band }) => band === "red");
  const lost = bands.reduce((sum, band) => sum + band.lost, 0);
  const revenueLost = bands.reduce((sum, band) => sum + band.mrrLost, 0);
  return {
    "AUC of the score": { ...auc, weight: auc.positives * auc.negatives },
    "lift of the worst tenth": { ...ranking.worstDecileLift, weight: lost },
    "share of the lost in the worst tenth": { ...ranking.worstDecileRecall, weight: lost },
    "share of red that was lost": { ...(red?.lossRate ?? nothing), weight: red?.n ?? 0 },
    "share of the lost in red": { ...(red?.shareOfLost ?? nothing), weight: lost },
    "share of the lost revenue in red": { ...ranking.revenueCaughtRed, weight: revenueLost },
  };
}

const nothing = { value: Number.NaN, low: 0, high: 1 };

/**
 * Every account gets the outcomes of another, with their dates: whatever decisions of one account have in common they keep, only
 * what was measured before them is somebody else's.
 */
function shuffled(decisions: readonly Decision[], { values: { accounts } }: SimulatedPast, seed: string): Decision[] {
  const others = [...accounts];
  const random = Random.seeded(`shuffled ${seed}`);
  for (let place = others.length - 1; place > 0; place -= 1) {
    const other = random.below(place + 1);
    [others[place], others[other]] = [others[other] as string, others[place] as string];
  }
  const otherOf = new Map(accounts.map((account, place) => [account, others[place] as string]));
  return decisions.map((decision) => ({ ...decision, account: otherOf.get(decision.account) as string }));
}
