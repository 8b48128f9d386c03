import type { Answer, Asked } from "../../contract/routes.ts";
import { type Reason, describeClauseReason, sorted } from "../../conditions/reason.ts";
import { adjustmentReasons } from "../../scores/explain.ts";
import type { AdjustmentPart } from "../../scores/snapshot.ts";
import { inWords } from "../../lib/words.ts";
import { categoryName, metricName, namesOf, stageName } from "../../pack/names.ts";
import type { Pack } from "../../pack/schema.ts";
import { eventsBehind } from "../events-behind.ts";
import type { LineAt } from "../journey-chain.ts";
import type { ScoredAccount } from "../score-now.ts";
import { accountRowOf, isoOf, isoOrNull, leversUp, measuredOf, percentOf, pointsOf, pointsOrNull, shareOf } from "./present.ts";
import type { Scores } from "./scores.ts";

type AccountAnswer = Answer<"getAccount">;

export async function getAccount(scores: Scores, workspace: string, { account, asOf }: Asked<"getAccount">): Promise<AccountAnswer> {
  const moment = await scores.moment(workspace, asOf);
  const { scored, row } = await scores.customer(workspace, account, moment);
  const { snapshot, standing, model } = scored;
  const { pack } = scores;
  const { traits, contract } = standing.circumstances;
  return {
    asOf: isoOf(snapshot.asOf),
    version: snapshot.version,
    note: moment.note,
    knownAt: isoOf(snapshot.knownAt),
    row: accountRowOf(row, pack, { sparkline: true }),
    model: model.model.key,
    computed: { score: pointsOrNull(snapshot.computed.score), band: snapshot.computed.band, since: isoOf(snapshot.computed.since) },
    mean: pointsOrNull(snapshot.mean),
    categories: snapshot.categories.map((part) => ({ ...part, name: categoryName(pack, part.category), score: pointsOrNull(part.score), since: isoOf(part.since), coverage: percentOf(part.coverage), weight: shareOf(part.weight) })),
    metrics: await metricsOf(scores, workspace, scored),
    adjustments: adjustmentsOf(scored, scores),
    override: overrideOf(scored),
    levers: leversUp(scored, row, pack),
    journey: scored.journey.map((line) => journeyLineOf(line, pack)),
    traits: Object.fromEntries(traits),
    seats: contract.seats ?? null,
    contractMonths: contract.months ?? null,
  };
}

/** Every metric with how many events it rests on, and how fresh they are. */
function metricsOf({ pack, ports }: Scores, workspace: string, { account, snapshot }: ScoredAccount): Promise<AccountAnswer["metrics"]> {
  const { metrics, pack: about } = pack;
  return Promise.all(
    snapshot.metrics.map(async ({ metric, raw, score, weight, ...part }) => {
      const definition = metrics[metric];
      const stretches = definition ? eventsBehind(definition, { metrics, asOf: snapshot.asOf, zone: about.timezone }) : [];
      const { events, total } = await ports.events.readEvents({ workspace, account, asOf: snapshot.asOf, stretches, limit: 1 });
      return { ...part, metric, name: metricName(pack, metric), raw: measuredOf(pack, metric, raw), score: pointsOrNull(score), weight: shareOf(weight), events: total, latestEvent: isoOrNull(events[0]?.time) };
    }),
  );
}

function adjustmentsOf({ snapshot, model, row }: ScoredAccount, { pack }: Scores): AccountAnswer["adjustments"] {
  const reasons = adjustmentReasons(model, row, namesOf(pack));
  return snapshot.adjustments.map((part) => ({ ...part, author: part.author ?? null, expires: isoOrNull(part.expires), because: decidingClauses(reasons.get(part.id), part.outcome) }));
}

/** The clauses that decided; under a `not` a clause decides by failing, so there the whole condition is told. */
export function decidingClauses(reason: Reason | undefined, outcome: AdjustmentPart["outcome"]): string[] {
  if (!reason || (outcome !== "applied" && outcome !== "unknown")) return [];
  return reason.words.includes("not (") ? [reason.words] : sorted(reason)[outcome === "applied" ? "held" : "unknown"].map(describeClauseReason);
}

function journeyLineOf({ line, scores, stage, state, days, status, reasons, activities }: LineAt, pack: Pack): AccountAnswer["journey"][number] {
  const stageAt = (place: number): string => line.stages[place]?.stage.id ?? "";
  return {
    line: line.line.id,
    name: line.line.name ?? inWords(line.line.id),
    scores, stage,
    stageName: stageName(pack, stage),
    since: isoOf(state.since),
    days, status,
    reasons: [...reasons],
    moves: state.moves.map(({ at, from, to, by, reason, author }) => ({ time: isoOf(at), from: from === undefined ? null : stageAt(from), to: stageAt(to), by, reason, author: author ?? null })),
    activities: activities.map(({ id, name, role, required, done, overdue }) => ({ id, name, role, isRequired: required, done: isoOrNull(done), isOverdue: overdue })),
    milestones: line.milestones.map(({ milestone: { id, name } }, place) => ({ id, name: name ?? inWords(id), reached: isoOrNull(state.milestones[place]) })),
  };
}

function overrideOf({ snapshot: { override } }: ScoredAccount): AccountAnswer["override"] {
  if (override === undefined) return null;
  const { id, band, score, reason, author, time, expires } = override;
  return { id, band: band ?? null, score: score === undefined ? null : pointsOf(score), reason, author, time: isoOf(time), expires: isoOf(expires) };
}
