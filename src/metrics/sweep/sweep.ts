import { aggregateKey } from "../aggregate.ts";
import { AccountDays } from "./account-days.ts";
import type { DayFacts } from "./day-facts.ts";
import { type Sweeper, type Sweeping, sweeperOf } from "./sweepers.ts";

/**
 * Every swept aggregate of every account at every instant, from one pass over the packed events: a year of days costs
 * little more than one. Columns are laid out like those of a sheet. Accounts without a row stay 0, or NaN for times.
 */
export function sweep(sweeping: Sweeping, facts: DayFacts, accountCount: number): Map<string, Float64Array> {
  const { plan, calendar } = sweeping;
  const instants = calendar.instantDays.length;
  const days = new AccountDays(plan, calendar.starts.length);
  const columns = plan.swept.map((aggregate) => new Float64Array(accountCount * instants).fill(aggregate.fn === "last_time" ? Number.NaN : 0));
  const sweepers = plan.swept.map((aggregate) => sweeperOf(sweeping, aggregate));
  const perUser = sweepers.flatMap(({ user }: Sweeper) => (user ? [user] : []));
  for (let row = 0; row < facts.accounts.length; row += 1) {
    const account = facts.accounts[row] as number;
    days.read(facts, row);
    if (facts.isUser[row] === 1) for (const user of perUser) user(days);
    if (facts.accounts[row + 1] === account) continue;
    sweepers.forEach((sweeper, index) => sweeper.finish(days, columns[index] as Float64Array, account * instants));
    days.clear();
  }
  return new Map(plan.swept.map((aggregate, index) => [aggregateKey(aggregate), columns[index] as Float64Array]));
}
