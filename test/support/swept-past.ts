import type { AccountLog } from "../../src/accounts/account-log.ts";
import { accountEvents } from "../../src/accounts/account-log.ts";
import type { KnownValues, MetricColumn } from "../../src/engine/learn/as-known.ts";
import type { Measurements, Rates } from "../../src/engine/ports.ts";
import type { AccountTraitFact, EventFact, Fact } from "../../src/events/fact.ts";
import { isReserved } from "../../src/events/vocabulary.ts";
import { type Instant, localDay } from "../../src/lib/zone.ts";
import { aggregateKey } from "../../src/metrics/aggregate.ts";
import { compileMeasure } from "../../src/metrics/measure.ts";
import { type Metrics, aggregatesOf } from "../../src/metrics/plan.ts";
import { type AccountStep, accountSteps } from "../../src/metrics/sweep/account-steps.ts";
import { type Calendar, calendarOf } from "../../src/metrics/sweep/calendar.ts";
import type { DayFacts } from "../../src/metrics/sweep/day-facts.ts";
import { type SweepPlan, planSweep } from "../../src/metrics/sweep/plan.ts";
import { sweep } from "../../src/metrics/sweep/sweep.ts";

export interface SweptRequest {
  readonly metrics: Metrics;
  readonly zone: string;
  readonly currency: string;
  readonly rates: Rates;
  /** Local midnights, ascending. */
  readonly instants: readonly Instant[];
}

export interface SweptPast {
  readonly values: KnownValues;
  readonly measured: Measurements;
  readonly logs: ReadonlyMap<string, AccountLog>;
}

interface Packed {
  readonly accounts: number[];
  readonly isUser: number[];
  readonly ends: number[];
  readonly days: number[];
  readonly masks: number[];
  readonly times: number[];
  readonly numbers: number[][];
}

/**
 * Measures accounts straight from their facts with the sweep that the store uses too, without a store: what hundreds of simulated
 * companies need. For metrics of days, traits and contracts without filters; others are refused. Every fact counts from its time.
 */
export class SweptCompany {
  readonly #request: SweptRequest;
  readonly #plan: SweepPlan;
  readonly #calendar: Calendar;
  readonly #masks = new Map<string, number>();
  readonly #packed: Packed;
  readonly #accounts: string[] = [];
  readonly #born: number[] = [];
  readonly #logs = new Map<string, AccountLog>();
  readonly #feeds = new Map<string, Instant>();

  constructor(request: SweptRequest) {
    this.#request = request;
    this.#plan = planSweep(Object.values(request.metrics).flatMap((metric) => aggregatesOf(metric, request.metrics)));
    const calendar = calendarOf(request.instants, this.#plan.swept, request.zone);
    if (!calendar) throw new RangeError("only local midnights can be swept");
    const refused = [...this.#plan.rest, ...this.#plan.stepped.filter((aggregate) => "select" in aggregate)];
    if (refused.length > 0) throw new RangeError(`can't be swept: ${refused.map(aggregateKey).join(", ")}`);
    this.#calendar = calendar;
    this.#packed = { accounts: [], isUser: [], ends: [], days: [], masks: [], times: [], numbers: this.#plan.properties.map(() => []) };
  }

  add(account: string, facts: readonly Fact[]): void {
    const place = this.#accounts.push(account) - 1;
    const dated = facts.filter((fact) => fact.type !== "user_trait");
    this.#born.push(dated.reduce((first, { time }) => Math.min(first, time), Infinity));
    const events = facts.filter((fact): fact is EventFact => fact.type === "event");
    for (const { name, time } of events) if (time < (this.#feeds.get(name) ?? Infinity)) this.#feeds.set(name, time);
    this.#logs.set(account, {
      account,
      born: this.#born[place] as number,
      events: events.filter(({ name }) => (accountEvents as readonly string[]).includes(name)),
      traits: facts.filter((fact): fact is AccountTraitFact => fact.type === "account_trait"),
    });
    const { starts } = this.#calendar;
    const swept = events.filter((event) => this.#maskOf(event.name) !== 0 && event.time >= (starts[0] as number) && event.time < (starts.at(-1) as number));
    for (const [user, own] of Map.groupBy(swept, (event) => event.user)) this.#pack(place, user, own);
  }

  #pack(place: number, user: string, events: readonly EventFact[]): void {
    const packed = this.#packed;
    for (const { time, name, properties } of events) {
      packed.days.push(localDay(time, this.#request.zone) - this.#calendar.firstDay);
      packed.masks.push(this.#maskOf(name));
      packed.times.push(time);
      this.#plan.properties.forEach((property, index) => {
        const value = properties[property];
        packed.numbers[index]?.push(typeof value === "number" ? value : Number.NaN);
      });
    }
    packed.accounts.push(place);
    packed.isUser.push(user === "" ? 0 : 1);
    packed.ends.push(packed.days.length);
  }

  /** Which selections select events of this name. */
  #maskOf(name: string): number {
    let mask = this.#masks.get(name);
    if (mask === undefined) {
      mask = this.#plan.selections.reduce((bits, { events, where }, bit) => {
        if (where) throw new RangeError("events can't be filtered here");
        return (events ? events.includes(name) : !isReserved(name)) ? bits | (1 << bit) : bits;
      }, 0);
      this.#masks.set(name, mask);
    }
    return mask;
  }

  #facts(): DayFacts {
    const { accounts, isUser, ends, days, masks, times, numbers } = this.#packed;
    return {
      accounts: Uint32Array.from(accounts), isUser: Uint8Array.from(isUser), ends: Float64Array.from(ends), days: Uint16Array.from(days),
      masks: Uint32Array.from(masks), times: Float64Array.from(times), numbers: numbers.map((column) => Float64Array.from(column)),
    };
  }

  measure(): SweptPast {
    const { metrics, zone, instants, currency, rates } = this.#request;
    const columns = sweep({ plan: this.#plan, calendar: this.#calendar }, this.#facts(), this.#accounts.length);
    for (const aggregate of this.#plan.stepped as readonly AccountStep[]) {
      const column = new Float64Array(this.#accounts.length * instants.length);
      this.#accounts.forEach((account, place) => accountSteps(aggregate, { log: this.#logs.get(account) as AccountLog, instants, money: { currency, rates } }, column, place * instants.length));
      columns.set(aggregateKey(aggregate), column);
    }
    const born = Float64Array.from(this.#born);
    const measured = compileMeasure({ zone, instants, metrics, feeds: this.#feeds })({ born, columns }, this.#accounts);
    const width = measured.metricIds.length;
    const column = (slot: number): MetricColumn => ({ values: measured.values.filter((_, at) => at % width === slot), states: measured.states.filter((_, at) => at % width === slot) });
    const values: KnownValues = { accounts: this.#accounts, instants, columns: new Map(measured.metricIds.map((id, slot) => [id, column(slot)])), born, bornThen: new Map() };
    return { values, measured, logs: this.#logs };
  }
}
