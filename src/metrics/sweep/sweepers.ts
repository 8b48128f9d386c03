import type { Window } from "../aggregate.ts";
import type { Selection } from "../selection.ts";
import type { AccountDays } from "./account-days.ts";
import type { Calendar } from "./calendar.ts";
import { Coverage } from "./coverage.ts";
import { type SweepPlan, type SweptAggregate, selectionKey } from "./plan.ts";

/** Turns an account's days into one aggregate at every instant. */
export interface Sweeper {
  /** After each user of the account has been read; absent when single users don't matter. */
  readonly user?: (days: AccountDays) => void;
  /** When the account is complete: writes its value at each instant from `offset` on. */
  readonly finish: (days: AccountDays, out: Float64Array, offset: number) => void;
}

export interface Sweeping {
  readonly plan: SweepPlan;
  readonly calendar: Calendar;
}

interface DayWindow {
  readonly length: number;
  readonly back: number;
}

function dayWindow({ length, back }: Window): DayWindow {
  if (!("days" in length) || (back && !("days" in back))) throw new TypeError("only windows of whole days can be swept");
  return { length: length.days, back: back && "days" in back ? back.days : 0 };
}

const bitOf = ({ plan }: Sweeping, selection: Selection): number =>
  plan.selections.findIndex((each) => selectionKey(each) === selectionKey(selection));

interface DailyCounts {
  readonly of: (days: AccountDays) => Uint32Array;
  /** Which stretch of days in the array. */
  readonly place: number;
  /** Count days with anything instead of what there is. */
  readonly asDays?: boolean;
}

/** Running totals, so that a window is one subtraction: whole numbers only, where that is exact. */
function windowTotals({ calendar }: Sweeping, window: Window, { of, place, asDays = false }: DailyCounts): Sweeper {
  const { length, back } = dayWindow(window);
  const { instantDays, starts } = calendar;
  const totals = new Float64Array(starts.length + 1);
  const most = asDays ? 1 : Infinity;
  return {
    finish(days, out, offset) {
      runningTotals(of(days), place * days.days, { totals, most });
      for (let index = 0; index < instantDays.length; index += 1) {
        const end = (instantDays[index] as number) - back;
        out[offset + index] = (totals[end] as number) - (totals[end - length] as number);
      }
    },
  };
}

function runningTotals(daily: Uint32Array, base: number, { totals, most }: { totals: Float64Array; most: number }): void {
  let total = 0;
  for (let day = 0; day < totals.length - 1; day += 1) {
    const count = daily[base + day] as number;
    total += count > most ? most : count;
    totals[day + 1] = total;
  }
}

/** Sums of arbitrary numbers are added up afresh for each window, because differences of running totals would drift. */
function windowSums({ calendar }: Sweeping, window: Window, place: number): Sweeper {
  const { length, back } = dayWindow(window);
  const { instantDays } = calendar;
  return {
    finish(days, out, offset) {
      for (let index = 0; index < instantDays.length; index += 1) {
        const end = (instantDays[index] as number) - back;
        let sum = 0;
        for (let day = end - length; day < end; day += 1) sum += days.sums[place * days.days + day] as number;
        out[offset + index] = sum;
      }
    },
  };
}

function latestTime(sweeping: Sweeping, selection: number): Sweeper {
  const { instantDays } = sweeping.calendar;
  return {
    finish(days, out, offset) {
      let latest = Number.NaN;
      let day = 0;
      for (let index = 0; index < instantDays.length; index += 1) {
        for (; day < (instantDays[index] as number); day += 1) {
          const time = days.latest[selection * days.days + day] as number;
          if (time > 0) latest = time;
        }
        out[offset + index] = latest;
      }
    },
  };
}

const bitsOf = (selections: readonly number[]): number => selections.reduce((mask, selection) => mask | (1 << selection), 0);

function coveredUsers(sweeping: Sweeping, window: Window, selections: readonly number[]): Sweeper {
  const coverage = new Coverage(sweeping.calendar, dayWindow(window));
  const bits = bitsOf(selections);
  return {
    user: ({ user }) => coverage.add(user, bits),
    finish: (_days, out, offset) => coverage.finish(out, offset),
  };
}

/** A feature that once is enough for is used when any user's event of it lies in the window. */
function featuresUsedOnce(sweeping: Sweeping, window: Window, selections: readonly number[]): Sweeper {
  const coverage = new Coverage(sweeping.calendar, dayWindow(window));
  return {
    finish({ anyUser }, out, offset) {
      for (const selection of selections) coverage.add(anyUser, 1 << selection);
      coverage.finish(out, offset);
    },
  };
}

interface RegularUse {
  readonly calendar: Calendar;
  readonly window: DayWindow;
  readonly minDays: number;
}

/** Whether one user used a feature on at least `minDays` days of the window, at every instant. */
function regularUse({ user, days }: AccountDays, selection: number, { calendar, window, minDays }: RegularUse, use: (index: number) => void): void {
  const active = new Int32Array(days + 1);
  for (let day = 0; day < days; day += 1) {
    active[day + 1] = (active[day] as number) + (((user.masks[day] as number) >>> selection) & 1);
  }
  calendar.instantDays.forEach((day, index) => {
    const end = day - window.back;
    if ((active[end] as number) - (active[end - window.length] as number) >= minDays) use(index);
  });
}

function regularUsers(sweeping: Sweeping, aggregate: Extract<SweptAggregate, { fn: "feature_users" }>, selections: readonly number[]): Sweeper {
  const { calendar } = sweeping;
  const how = { calendar, window: dayWindow(aggregate.window), minDays: aggregate.minDays };
  const needed = aggregate.require === "all" ? selections.length : 1;
  const users = new Float64Array(calendar.instantDays.length);
  const used = new Uint8Array(users.length);
  return {
    user(days) {
      used.fill(0);
      for (const selection of selections) regularUse(days, selection, how, (index) => (used[index] = (used[index] as number) + 1));
      used.forEach((count, index) => (users[index] = (users[index] as number) + (count >= needed ? 1 : 0)));
    },
    finish(_days, out, offset) {
      out.set(users, offset);
      users.fill(0);
    },
  };
}

function regularFeatures(sweeping: Sweeping, aggregate: Extract<SweptAggregate, { fn: "features_used" }>, selections: readonly number[]): Sweeper {
  const { calendar } = sweeping;
  const how = { calendar, window: dayWindow(aggregate.window), minDays: aggregate.minDays };
  const used = selections.map(() => new Uint8Array(calendar.instantDays.length));
  return {
    user: (days) => selections.forEach((selection, feature) => regularUse(days, selection, how, (index) => ((used[feature] as Uint8Array)[index] = 1))),
    finish(_days, out, offset) {
      calendar.instantDays.forEach((_day, index) => (out[offset + index] = used.reduce((sum, feature) => sum + (feature[index] as number), 0)));
      for (const feature of used) feature.fill(0);
    },
  };
}

/** The sweeper of one aggregate. */
export function sweeperOf(sweeping: Sweeping, aggregate: SweptAggregate): Sweeper {
  const selections = ("features" in aggregate ? aggregate.features : [aggregate.select]).map((select) => bitOf(sweeping, select));
  const [selection] = selections as [number, ...number[]];
  switch (aggregate.fn) {
    case "count":
    case "days":
      return windowTotals(sweeping, aggregate.window, { of: ({ counts }) => counts, place: selection, asDays: aggregate.fn === "days" });
    case "numbers":
    case "sum": {
      const place = selection + sweeping.plan.properties.indexOf(aggregate.property) * sweeping.plan.selections.length;
      if (aggregate.fn === "sum") return windowSums(sweeping, aggregate.window, place);
      return windowTotals(sweeping, aggregate.window, { of: ({ numbers }) => numbers, place });
    }
    case "last_time":
      return latestTime(sweeping, selection);
    case "users":
      return coveredUsers(sweeping, aggregate.window, selections);
    case "feature_users":
      if (aggregate.minDays === 1 && (aggregate.require === "any" || selections.length === 1)) return coveredUsers(sweeping, aggregate.window, selections);
      return regularUsers(sweeping, aggregate, selections);
    case "features_used":
      return aggregate.minDays === 1 ? featuresUsedOnce(sweeping, aggregate.window, selections) : regularFeatures(sweeping, aggregate, selections);
  }
}
