import type { Answer, Asked } from "../../contract/routes.ts";
import { type Reason, describeClauseReason, sorted } from "../../conditions/reason.ts";
import { adjustmentReasons } from "../../scores/explain.ts";
import type { AdjustmentPart } from "../../scores/snapshot.ts";
import { inWords } from "../../lib/words.ts";
import type { Instant } from "../../lib/zone.ts";
import { categoryName, metricName, wordingOf, stageName } from "../../pack/names.ts";
import type { Pack } from "../../pack/schema.ts";
import { eventsBehind } from "../events-behind.ts";
import type { LineAt } from "../journey-chain.ts";
import type { ScoredAccount } from "../score-now.ts";
import { accountRowOf, isoOf, isoOrNull, leversUp, measuredOf, percentOf, pointsOf, pointsOrNull, shareOf } from "./present.ts";
import type { Customer, Scores } from "./scores.ts";

type AccountAnswer = Answer<"getAccount">;

export async function getAccount(scores: Scores, workspace: string, { account, asOf }: Asked<"getAccount">): Promise<AccountAnswer> {
  const moment = await scores.moment(workspace, asOf);
  const customer = await scores.customer(workspace, account, moment);
  return presentAccount(customer, { pack: scores.pack, note: moment.note, evidence: await evidenceOf(scores, workspace, customer.scored) });
}

/** How many events a metric's value rests on, and the time of the latest. */
interface Evidence {
  readonly events: number;
  readonly latest: Instant | undefined;
}

interface About {
  readonly pack: Pack;
  readonly note: string | null;
  /** By metric; what isn't there rests on no event. */
  readonly evidence: ReadonlyMap<string, Evidence>;
}

/** A customer with everything that its score came from, as it is answered. */
export function presentAccount({ scored, row }: Customer, { pack, note, evidence }: About): AccountAnswer {
  const { snapshot, standing, model } = scored;
  const { traits, contract } = standing.circumstances;
  return {
    asOf: isoOf(snapshot.asOf),
    version: snapshot.version,
    note,
    knownAt: isoOf(snapshot.knownAt),
    row: accountRowOf(row, pack, { sparkline: true }),
    model: model.model.key,
    computed: { score: pointsOrNull(snapshot.computed.score), band: snapshot.computed.band, since: isoOf(snapshot.computed.since) },
    mean: pointsOrNull(snapshot.mean),
    categories: snapshot.categories.map((part) => ({ ...part, name: categoryName(pack, part.category), score: pointsOrNull(part.score), since: isoOf(part.since), coverage: percentOf(part.coverage), weight: shareOf(part.weight) })),
    metrics: snapshot.metrics.map(({ metric, raw, score, weight, ...part }) => {
      const { events = 0, latest } = evidence.get(metric) ?? {};
      return { ...part, metric, name: metricName(pack, metric), raw: measuredOf(pack, metric, raw), score: pointsOrNull(score), weight: shareOf(weight), events, latestEvent: isoOrNull(latest) };
    }),
    adjustments: adjustmentsOf(scored, pack),
    override: overrideOf(scored),
    levers: leversUp(scored, row, pack),
    journey: scored.journey.map((line) => journeyLineOf(line, pack)),
    traits: Object.fromEntries(traits),
    seats: contract.seats ?? null,
    contractMonths: contract.months ?? null,
  };
}

async function evidenceOf({ pack, ports }: Scores, workspace: string, { account, snapshot: { asOf, metrics: parts } }: ScoredAccount): Promise<ReadonlyMap<string, Evidence>> {
  const { metrics, pack: about } = pack;
  const found = parts.map(async ({ metric }) => {
    const definition = metrics[metric];
    const stretches = definition ? eventsBehind(definition, { metrics, asOf, zone: about.timezone }) : [];
    const { events, total } = await ports.events.readEvents({ workspace, account, asOf, stretches, limit: 1 });
    return [metric, { events: total, latest: events[0]?.time }] as const;
  });
  return new Map(await Promise.all(found));
}

function adjustmentsOf({ snapshot, model, row }: ScoredAccount, pack: Pack): AccountAnswer["adjustments"] {
  const reasons = adjustmentReasons(model, row, wordingOf(pack));
  return snapshot.adjustments.map((part) => ({ ...part, author: part.author ?? null, expires: isoOrNull(part.expires), because: decidingClauses(reasons.get(part.id), part.outcome) }));
}

/** The clauses that decided; under a `not` a clause decides by failing, so there the whole condition is told. */
function decidingClauses(reason: Reason | undefined, outcome: AdjustmentPart["outcome"]): string[] {
  if (!reason || (outcome !== "applied" && outcome !== "unknown")) return [];
  return reason.words.includes("not (") ? [reason.words] : sorted(reason)[outcome === "applied" ? "held" : "unknown"].map(describeClauseReason);
}

export function journeyLineOf({ line, scores, stage, state, days, status, reasons, activities }: LineAt, pack: Pack): AccountAnswer["journey"][number] {
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
