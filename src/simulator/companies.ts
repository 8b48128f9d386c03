import type { Random } from "../lib/random.ts";
import { type Archetype, archetypeNames, archetypes } from "./archetypes.ts";
import { chosen, clamped } from "./choose.ts";
import { type Industry, companyName, distinctNames, industries } from "./names.ts";
import type { World } from "./world.ts";

interface PlanTerms {
  /** How many accounts of a hundred. */
  readonly share: number;
  readonly seats: { readonly median: number; readonly sigma: number; readonly least: number; readonly most: number };
  /** Per seat and month. */
  readonly price: number;
  /** Share of accounts that are billed by the month and may leave at the end of any. */
  readonly monthly: number;
  /** How often the owner means to get in touch in a month, and days between business reviews. */
  readonly touchesPerMonth: number;
  readonly reviewEveryDays: number;
}

export const plans = {
  starter: { share: 48, seats: { median: 6, sigma: 0.45, least: 3, most: 15 }, price: 35, monthly: 0.55, touchesPerMonth: 1, reviewEveryDays: 150 },
  growth: { share: 36, seats: { median: 22, sigma: 0.45, least: 8, most: 60 }, price: 45, monthly: 0.2, touchesPerMonth: 2, reviewEveryDays: 91 },
  enterprise: { share: 16, seats: { median: 75, sigma: 0.5, least: 30, most: 240 }, price: 65, monthly: 0, touchesPerMonth: 4, reviewEveryDays: 75 },
} as const satisfies Record<string, PlanTerms>;

export type Plan = keyof typeof plans;
const planShares = { starter: plans.starter.share, growth: plans.growth.share, enterprise: plans.enterprise.share };
const archetypeShares = Object.fromEntries(archetypeNames.map((name) => [name, archetypes[name].share])) as Record<Archetype, number>;

const regions = ["europe", "north_america", "asia_pacific"] as const;
type Region = (typeof regions)[number];

/** What an account is before anything happens. */
export interface Company {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly archetype: Archetype;
  readonly plan: Plan;
  readonly billing: "annual" | "monthly";
  readonly industry: Industry;
  readonly region: Region;
  readonly currency: "EUR" | "USD";
  readonly parent: string | undefined;
  /** Its first contract begins on this day, for many accounts before the simulated period. */
  readonly signedDay: number;
  readonly seats: number;
  readonly pricePerSeat: number;
  readonly owner: string;
  /** From 0 to 1: how well the owner keeps in touch. */
  readonly attention: number;
}

const accountId = (index: number): string => `a-${String(index + 1).padStart(5, "0")}`;

/** Share of the accounts that were customers before the simulated period. */
const customersBefore = 0.62;

function signedDay({ calendar }: World, random: Random): number {
  if (random.chance(customersBefore)) return calendar.firstDay - 1 - random.below(36 * 30);
  return calendar.firstDay + random.below(Math.max(1, calendar.endDay - calendar.firstDay - 14));
}

/** The teammates share the accounts by plan, the larger plans among the first. */
function ownerIndex(plan: Plan, teammates: number, random: Random): number {
  const [from, to] = { enterprise: [0, 0.4], growth: [0.4, 0.75], starter: [0.75, 1] }[plan] as [number, number];
  return clamped(Math.floor(teammates * random.between(from, to)), 0, teammates - 1);
}

export function companyOf(world: World, index: number, random: Random): Company {
  const { options } = world;
  const plan = chosen(random, planShares);
  const { seats, price, monthly } = plans[plan];
  const region = chosen(random, { europe: 66, north_america: 24, asia_pacific: 10 });
  const industry = random.pick(industries);
  const owner = ownerIndex(plan, options.teammates, random);
  const drawnSeats = clamped(random.logNormal(seats.median, seats.sigma), seats.least, seats.most);
  return {
    id: accountId(index),
    ...companyName(index, world.nameOffset % distinctNames, industry),
    archetype: chosen(random, archetypeShares),
    plan,
    billing: random.chance(monthly) ? "monthly" : "annual",
    industry,
    region,
    currency: region === "north_america" ? "USD" : "EUR",
    parent: index > 0 && random.chance(0.06) ? accountId(random.below(index)) : undefined,
    signedDay: signedDay(world, random),
    seats: Math.max(1, Math.round(drawnSeats * options.scale)),
    pricePerSeat: Math.round(price * random.between(0.8, 1.15)),
    owner: `csm-${owner + 1}`,
    attention: clamped((world.diligence[owner] ?? 0.5) + 0.2 * random.normal(), 0.05, 1),
  };
}
