import type { Instant } from "../lib/zone.ts";
import type { Archetype } from "./archetypes.ts";
import type { Plan } from "./companies.ts";
import type { Cause, Decision, Outcome } from "./contracts.ts";
import type { Journey, Stage } from "./journey.ts";
import type { Life } from "./life.ts";
import type { Role } from "./people.ts";

export interface TrueDecision {
  readonly contract: string;
  readonly kind: "renewal" | "mid_term";
  readonly outcome: Outcome;
  /** Only for churned. */
  readonly cause: Cause | undefined;
  /** When the account made up its mind; what is observed later may be the consequence of it. */
  readonly decidedAt: Instant;
  /** When it took effect; may lie after the simulated period. */
  readonly at: Instant;
  /** Mean utility of the 90 days before it was decided, from 0 to 1. */
  readonly utility: number;
  readonly mrrBefore: number;
  readonly mrrAfter: number;
}

/** What really went on in an account; none of it is in its facts as such. */
export interface AccountTruth {
  readonly account: string;
  readonly archetype: Archetype;
  readonly plan: Plan;
  /** Monthly accounts decide at the end of each month, annual ones once a year. */
  readonly billing: "annual" | "monthly";
  readonly signedAt: Instant;
  /** First and last (exclusive) instant at which the account can act within the period. */
  readonly from: Instant;
  readonly to: Instant;
  /** Utility from 0 to 1 at the local midnights from `from` to the end of the period, one a day. */
  readonly utility: Float32Array;
  /** Every decision that was made within the period, in order of time. */
  readonly decisions: readonly TrueDecision[];
  readonly championLeftAt: Instant | undefined;
  readonly firstValueAt: Instant | undefined;
  readonly stages: readonly { readonly stage: Stage; readonly at: Instant }[];
  readonly people: readonly { readonly user: string; readonly role: Role; readonly joinedAt: Instant; readonly leftAt: Instant }[];
}

/** The churn of an account whose end lies within the period. */
export function churnOf(truth: AccountTruth, until: Instant): TrueDecision | undefined {
  return truth.decisions.find((decision) => decision.outcome === "churned" && decision.at < until);
}

export function truthOf(life: Life, journey: Journey): AccountTruth {
  const { midnight } = life.world.calendar;
  const instant = (day: number | undefined): Instant | undefined => (day === undefined ? undefined : midnight(day));
  const stated = ({ decidedDay, day, ...rest }: Decision): TrueDecision => ({ ...rest, decidedAt: midnight(decidedDay), at: midnight(day) });
  const { championLeavesDay } = life.path;
  return {
    account: life.company.id,
    archetype: life.company.archetype,
    plan: life.company.plan,
    billing: life.company.billing,
    signedAt: midnight(life.company.signedDay),
    from: midnight(life.firstDay),
    to: midnight(life.endDay),
    utility: life.path.byDay,
    decisions: life.contracts.decisions.map(stated).sort((one, other) => one.at - other.at),
    championLeftAt: championLeavesDay !== undefined && championLeavesDay < life.endDay ? instant(championLeavesDay) : undefined,
    firstValueAt: instant(journey.firstValueDay),
    stages: journey.moves.map(({ stage, day }) => ({ stage, at: midnight(day) })),
    people: life.people.map(({ id, role, joinedDay, leftDay }) => ({ user: id, role, joinedAt: midnight(joinedDay), leftAt: midnight(leftDay) })),
  };
}
