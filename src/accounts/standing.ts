import type { Circumstances } from "../conditions/circumstances.ts";
import { compileCondition } from "../conditions/evaluate.ts";
import { bindCircumstances } from "../conditions/circumstances.ts";
import type { Truth } from "../conditions/truth.ts";
import type { EventFact } from "../events/fact.ts";
import { type Instant, localDay } from "../lib/zone.ts";
import { type AccountLog, eventsBefore, textOf, traitsBefore } from "./account-log.ts";
import { type Contract, type Money, contractsBefore, customerSince, isActive, revenueOf } from "./contract.ts";
import { lifespanBefore } from "./lifespan.ts";
import type { Segment } from "./segment.ts";

/** Everything about an account at an instant that is not a measurement of what its users did. */
export interface Standing {
  readonly circumstances: Circumstances;
  readonly isCustomer: boolean;
  readonly owner: string | null;
  /** In the pack's currency a month; null without an active contract or without a rate for its currency. */
  readonly mrr: number | null;
  /** When the earliest term of an active contract ends; null when none does. */
  readonly renewal: Instant | null;
  /** People's adjustments and overrides so far, ascending, as events of the log. */
  readonly adjustments: readonly EventFact[];
  readonly overrides: readonly EventFact[];
}

export interface StandingRequest {
  readonly zone: string;
  readonly money: Money;
  readonly segments: Readonly<Record<string, Segment>>;
}

/** The average month of the Gregorian calendar, in days. */
const monthDays = 30.4375;

/** Reads standings: the conditions of segments are compiled once for all accounts and instants. */
export function compileStanding({ zone, money, segments }: StandingRequest): (log: AccountLog, asOf: Instant) => Standing {
  const memberships = Object.entries(segments).map(([id, { when }]) => [id, compileCondition(when, bindCircumstances)] as const);
  return (log, asOf) => {
    const known = contractsBefore(log, asOf);
    const active = known.filter((contract) => isActive(contract, asOf));
    const mrr = active.length > 0 ? revenueOf(active, asOf, money) : null;
    const renewal = earliestTermEnd(active);
    const plain: Circumstances = {
      stage: textOf(eventsBefore(log, "stage_set", asOf).at(-1), "stage") ?? null,
      segments: new Map(),
      traits: new WholeTraits(traitsBefore(log, asOf)),
      ...figures({ known, active, mrr, renewal, born: log.born, asOf, zone }),
    };
    return {
      circumstances: { ...plain, segments: new Map<string, Truth>(memberships.map(([id, isMember]) => [id, isMember(plain)])) },
      isCustomer: lifespanBefore(log, known, asOf).until === undefined,
      owner: textOf(eventsBefore(log, "owner_changed", asOf).at(-1), "owner") ?? null,
      mrr,
      renewal,
      adjustments: eventsBefore(log, "adjustment_set", asOf),
      overrides: eventsBefore(log, "override_set", asOf),
    };
  };
}

/** A trait that the log never mentioned is known to be absent, because the whole log of the account was read. */
class WholeTraits extends Map<string, string | number | null> {
  override get(name: string): string | number | null {
    return super.get(name) ?? null;
  }
}

function earliestTermEnd(active: readonly Contract[]): Instant | null {
  const ends = active.flatMap(({ termEnd }) => (termEnd === undefined ? [] : [termEnd]));
  return ends.length > 0 ? Math.min(...ends) : null;
}

interface Figures {
  readonly known: readonly Contract[];
  readonly active: readonly Contract[];
  readonly mrr: number | null;
  readonly renewal: Instant | null;
  readonly born: Instant;
  readonly asOf: Instant;
  readonly zone: string;
}

function figures({ known, active, mrr, renewal, born, asOf, zone }: Figures): Pick<Circumstances, "contract" | "dates"> {
  const today = localDay(asOf, zone);
  const start = active.length > 0 ? localDay(customerSince(known, asOf), zone) : null;
  const renewalDay = renewal === null ? null : localDay(renewal, zone);
  return {
    contract: {
      mrr,
      seats: active.length > 0 ? active.reduce((sum, { seats }) => sum + seats, 0) : null,
      months: start === null ? null : (today - start) / monthDays,
      days_to_renewal: renewalDay === null ? null : renewalDay - today,
    },
    dates: { today, first_seen: localDay(born, zone), contract_start: start, renewal: renewalDay },
  };
}
