import { inDays } from "../../lib/duration.ts";
import { dayMs, localDate } from "../../lib/zone.ts";
import { mrrAt, type RevenueStep } from "./revenue.ts";
import type { Conflict, ConflictKind, Outcome, OutcomeInput, RecordedOutcome, Span } from "./outcome.ts";

interface AccountStatements {
  readonly account: string;
  readonly derived: readonly Outcome[];
  readonly recorded: readonly RecordedOutcome[];
  readonly spans: readonly Span[];
  /** Revenue by the contracts, for records that don't say what was at stake. */
  readonly steps: readonly RevenueStep[];
  /** Whether anybody records churn in this workspace, so that an unrecorded one is worth a word. */
  readonly churnIsRecorded: boolean;
}

export interface Agreed {
  readonly outcomes: readonly Outcome[];
  readonly spans: readonly Span[];
  readonly conflicts: readonly Conflict[];
}

/**
 * Joins what the contracts say with what was recorded. The two agree when they say the same within the grace period; where they
 * contradict each other, the trusted one counts and a conflict says so.
 */
export function reconcile(statements: AccountStatements, input: OutcomeInput): Agreed {
  const { account, recorded, spans } = statements;
  const outcomes = [...statements.derived];
  const conflicts: Conflict[] = [];
  const window = inDays(input.definition.grace) * dayMs;
  const trustRecorded = input.definition.trust === "recorded";
  for (const record of recorded) {
    const same = outcomes.findIndex((outcome) => agrees(outcome, record) && (Math.abs(outcome.at - record.at) <= window || isNotice(outcome, record, outcomes)));
    if (same >= 0) {
      outcomes[same] = confirmed(outcomes[same]!, record);
      continue;
    }
    const conflict = contradiction(record, statements, window);
    if (conflict !== undefined) {
      const counted = trustRecorded ? "the record counts" : "the contracts count";
      conflicts.push({ kind: conflict, account, at: record.at, text: `${conflictText[conflict](localDate(record.at, input.zone))}; ${counted}` });
    }
    if (conflict !== undefined && !trustRecorded) continue;
    if (conflict !== undefined) removeContradicted(outcomes, record, window);
    outcomes.push(fromRecord(record, statements));
  }
  if (statements.churnIsRecorded) conflicts.push(...unrecorded(outcomes, input));
  return { outcomes, conflicts, spans: spans.length > 0 ? spans : recordedSpans(account, recorded) };
}

const conflictText: Readonly<Record<Exclude<ConflictKind, "ends_before_start" | "overlap" | "churn_not_recorded">, (date: string) => string>> = {
  churn_while_running: (date) => `recorded as churned on ${date} while a contract runs on`,
  churn_dated_differently: (date) => `recorded as churned on ${date}, when no contract ended and none was running`,
  renewed_but_ended: (date) => `recorded as renewed on ${date}, but its last contract ended and none followed`,
};

/** A recorded churn is also met by the loss of a product. */
function agrees(outcome: Outcome, record: RecordedOutcome): boolean {
  if (outcome.basis === "recorded") return false;
  if (record.outcome === "churned") return outcome.kind === "churned" || (outcome.kind === "contracted" && outcome.contract === record.contract && record.contract !== undefined);
  return outcome.kind !== "churned" && outcome.renewal !== "implied" && (outcome.kind === record.outcome || outcome.renewal !== undefined);
}

/** A churn written down when notice was given: the contract ends later, with no decision in between. */
function isNotice(outcome: Outcome, record: RecordedOutcome, outcomes: readonly Outcome[]): boolean {
  const between = (other: Outcome): boolean => other.at > record.at && other.at < outcome.at && other.renewal !== undefined && other.renewal !== "implied";
  return record.outcome === "churned" && outcome.kind === "churned" && outcome.at > record.at && !outcomes.some(between);
}

/** The contract dates it; the record adds its reason, and may have been known earlier. */
function confirmed(outcome: Outcome, record: RecordedOutcome): Outcome {
  const reason = record.reason === undefined ? {} : { reason: record.reason };
  return { ...outcome, basis: "both", knownAt: Math.min(outcome.knownAt, record.knownAt), ...reason };
}

function contradiction(record: RecordedOutcome, { spans, derived }: AccountStatements, window: number): keyof typeof conflictText | undefined {
  if (spans.length === 0) return undefined;
  const running = spans.some((span) => span.from <= record.at && span.to > record.at);
  const ending = spans.some((span) => Math.abs(span.to - record.at) <= window);
  if (record.outcome === "churned" && ending) return undefined;
  if (record.outcome === "churned") return running ? "churn_while_running" : "churn_dated_differently";
  const ended = derived.some((outcome) => outcome.kind === "churned" && Math.abs(outcome.at - record.at) <= window);
  return ended ? "renewed_but_ended" : undefined;
}

function removeContradicted(outcomes: Outcome[], record: RecordedOutcome, window: number): void {
  const contradicted = (outcome: Outcome): boolean =>
    outcome.basis === "contracts" && Math.abs(outcome.at - record.at) <= window && (record.outcome === "churned" ? outcome.renewal !== undefined : outcome.kind === "churned");
  for (let i = outcomes.length - 1; i >= 0; i -= 1) if (contradicted(outcomes[i]!)) outcomes.splice(i, 1);
}

function fromRecord(record: RecordedOutcome, { spans, steps }: AccountStatements): Outcome {
  const { account, outcome: kind, at, knownAt } = record;
  return {
    account,
    kind,
    at,
    knownAt: Math.max(at, knownAt),
    since: spans.findLast((span) => span.from <= at)?.from ?? Number.NEGATIVE_INFINITY,
    ...(kind === "renewed" ? { renewal: "on_time" as const } : {}),
    ...(record.contract === undefined ? {} : { contract: record.contract }),
    mrrBefore: record.mrrBefore ?? (spans.length > 0 ? mrrAt(steps, record.at - 1) : Number.NaN),
    mrrAfter: record.mrrAfter ?? (kind === "churned" ? 0 : Number.NaN),
    basis: "recorded",
    ...(record.reason === undefined ? {} : { reason: record.reason }),
  };
}

function unrecorded(outcomes: readonly Outcome[], { zone }: OutcomeInput): Conflict[] {
  return outcomes
    .filter((outcome) => outcome.kind === "churned" && outcome.basis === "contracts")
    .map(({ account, at }) => ({ kind: "churn_not_recorded" as const, account, at, text: `its last contract ended on ${localDate(at, zone)} and no churn was recorded; counted as churned` }));
}

/** Without contracts, an account counts as a customer until its recorded churn. */
function recordedSpans(account: string, recorded: readonly RecordedOutcome[]): Span[] {
  const churn = recorded.findLast((record) => record.outcome === "churned");
  return [{ account, from: Number.NEGATIVE_INFINITY, to: churn?.at ?? Number.POSITIVE_INFINITY }];
}
