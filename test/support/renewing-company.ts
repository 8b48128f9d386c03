import { Random } from "../../src/lib/random.ts";
import { dayMs } from "../../src/lib/zone.ts";
import type { Decision } from "../../src/insights/outcomes/observe.ts";
import type { MeasuredGrid } from "../../src/insights/won-lost/rows.ts";

export interface CompanyOptions {
  readonly accounts?: number;
  /** Log odds of leaving per standard deviation of utility; 0 makes every measurement a decoy. */
  readonly effect?: number;
  /** Share of losses that nothing in the data goes before. */
  readonly causeless?: number;
  readonly weeks?: number;
}

export const companyStart = Date.UTC(2023, 0, 2);
export const causalMetrics = ["logins", "days_since_login"] as const;
export const decoyMetrics = ["noise", "office", "season", "size", "wandering"] as const;

/**
 * A company whose truth is known: each account has a utility that wanders around a level of its own and drives logins, recency and, at
 * each renewal half a year apart, the odds of leaving. The decoys are as alive as real data: constant for an account, seasonal, wandering, or plain
 * noise; none has to do with leaving.
 */
export function renewingCompany(seed: number, options: CompanyOptions = {}): { measured: MeasuredGrid; decisions: Decision[]; metricIds: string[] } {
  const { accounts = 250, effect = 1.2, causeless = 0.2, weeks = 130 } = options;
  const random = Random.seeded(`company ${seed}`);
  const metricIds = [...causalMetrics, ...decoyMetrics];
  const instants = Array.from({ length: weeks }, (_, week) => companyStart + week * 7 * dayMs);
  const values = new Float64Array(accounts * weeks * metricIds.length);
  const decisions: Decision[] = [];
  for (let account = 0; account < accounts; account += 1) {
    const level = random.normal() * 0.8;
    const [office, size] = [random.below(5), random.logNormal(20, 1)];
    const utility = wandering(random, weeks).map((step) => level + step * 0.6);
    const drift = wandering(random, weeks);
    for (let week = 0; week < weeks; week += 1) {
      const u = utility[week]!;
      const row = [random.poisson(10 * Math.exp(0.6 * u)), random.exponential(3 * Math.exp(-0.6 * u)), random.normal(), office, Math.sin((2 * Math.PI * week) / 52) + random.normal() * 0.2, size, drift[week]!];
      values.set(row, (account * weeks + week) * metricIds.length);
    }
    const first = random.below(26);
    for (let week = first + 26; week < weeks; week += 26) {
      const odds = Math.exp(-2.1 - effect * utility[week - 4]!);
      const lost = random.unit() < (random.chance(causeless) ? 0.12 : odds / (1 + odds));
      const at = instants[week]!;
      decisions.push({ account: `account ${account}`, at, knownAt: at, since: instants[first]!, lost, mrr: size * 10, growth: lost ? -1 : 0.05 * utility[week - 4]! + 0.1 * random.normal() });
      if (lost) break;
    }
  }
  const grid = { accounts: Array.from({ length: accounts }, (_, i) => `account ${i}`), instants, metricIds, values, states: new Uint8Array(values.length) };
  return { measured: grid, decisions: decisions.toSorted((a, b) => a.at - b.at), metricIds };
}

/** A stationary walk with unit variance that forgets half of itself in ten weeks. */
function wandering(random: Random, weeks: number): number[] {
  const keep = 0.933;
  const walk = [random.normal()];
  for (let week = 1; week < weeks; week += 1) walk.push(keep * walk[week - 1]! + Math.sqrt(1 - keep * keep) * random.normal());
  return walk;
}
