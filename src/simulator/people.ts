import type { Random } from "../lib/random.ts";
import { clamped } from "./choose.ts";
import type { Company } from "./companies.ts";
import type { ContractStory } from "./contracts.ts";
import { features, lateFeature } from "./product.ts";
import type { UtilityPath } from "./utility.ts";
import type { World } from "./world.ts";

export type Role = "executive_sponsor" | "champion" | "admin" | "user";

/** A feature in somebody's hands. */
interface Habit {
  /** Index into the features of the product. */
  readonly feature: number;
  readonly fromDay: number;
  readonly weight: number;
}

export interface Person {
  readonly id: string;
  readonly role: Role;
  readonly department: string;
  /** Present on the days from `joinedDay` to before `leftDay`. */
  readonly joinedDay: number;
  readonly leftDay: number;
  /** Joined within the simulated period, so that the data shows it. */
  readonly added: boolean;
  /** Takes part on days when the account's activity is above this. */
  readonly threshold: number;
  /** Probability of working with the product on an ordinary working day. */
  readonly diligence: number;
  readonly habits: readonly Habit[];
}

interface Setting {
  readonly world: World;
  readonly company: Company;
  readonly path: UtilityPath;
  readonly contracts: ContractStory;
  readonly activity: Float32Array;
  readonly endDay: number;
  readonly random: Random;
}

const departments = ["marketing", "marketing", "marketing", "sales", "operations", "finance", "it"] as const;
/** Average years that somebody stays with the account. */
const yearsOfService = 7;
const rolloutDays = 50;

/** Share of the purchased seats that get a person at all. */
const seatsFilled = { least: 0.72, most: 0.99 };

function roleOf(place: number): Role {
  if (place === 0) return "champion";
  if (place === 1) return "executive_sponsor";
  return place === 2 ? "admin" : "user";
}

/** What a person will take up, and when. The livelier the account a month after it could begin, the more. */
function habitsOf({ world, company, activity, path, random }: Setting, joinedDay: number): readonly Habit[] {
  const wasThere = joinedDay === path.firstDay && company.signedDay < path.firstDay;
  return features.flatMap((feature, index): Habit[] => {
    const late = feature.name === lateFeature;
    const available = late ? Math.max(world.launchDay, joinedDay) : joinedDay;
    const lively = activity[clamped(available + 30 - path.firstDay, 0, activity.length - 1)] ?? 0;
    const takesUp = random.chance((feature.reach / 100) * (0.35 + 0.85 * lively));
    const delay = Math.round(random.exponential(feature.delayDays));
    const atHand = wasThere && !late && random.chance(0.8);
    const weight = feature.weight * random.logNormal(1, 0.6);
    return takesUp ? [{ feature: index, fromDay: available + (atHand ? 0 : delay), weight }] : [];
  });
}

/** Champions and admins hold out longest, sponsors look in now and then. */
const temper: Readonly<Record<Role, { threshold: number; diligence: number }>> = {
  champion: { threshold: 0.25, diligence: 1.6 },
  admin: { threshold: 0.5, diligence: 1.2 },
  executive_sponsor: { threshold: 0.6, diligence: 0.5 },
  user: { threshold: 0.92, diligence: 1 },
};

function person(setting: Setting, place: { number: number; role: Role; joinedDay: number }): Person {
  const { company, path, endDay, random } = setting;
  const service = Math.ceil(random.exponential(yearsOfService * 365));
  const { threshold, diligence } = temper[place.role];
  const champion = place.role === "champion" && place.number === 1 ? path.championLeavesDay : undefined;
  const leaves = champion ?? (place.role === "champion" ? endDay : place.joinedDay + Math.max(20, service));
  return {
    id: `${company.id}-u${place.number}`,
    role: place.role,
    department: place.role === "executive_sponsor" ? "management" : random.pick(departments),
    joinedDay: place.joinedDay,
    leftDay: Math.min(endDay, leaves),
    added: place.joinedDay > path.firstDay || company.signedDay === path.firstDay,
    threshold: random.between(0.02, threshold),
    diligence: clamped(diligence * random.logNormal(0.175, 0.65), 0.02, 0.85),
    habits: habitsOf(setting, place.joinedDay),
  };
}

/** How many people the seats of a contract bring, and from which day. */
function waves({ contracts, path, endDay, random }: Setting): readonly { day: number; people: number }[] {
  const filled = random.between(seatsFilled.least, seatsFilled.most);
  let seats = 0;
  return contracts.statements
    .filter((statement) => !statement.ended && statement.day < endDay)
    .map((statement) => {
      const added = Math.max(0, statement.seats - seats);
      seats = Math.max(seats, statement.seats);
      return { day: Math.max(statement.day, path.firstDay), people: Math.round(added * filled) };
    });
}

/** When a smaller contract begins, the people for whom it has no seat leave, the newest first. */
function withinSeats(people: readonly Person[], { contracts, endDay }: Setting): readonly Person[] {
  const left = new Map<string, number>();
  const leftDay = (one: Person): number => left.get(one.id) ?? one.leftDay;
  contracts.statements.forEach((statement, index) => {
    const before = contracts.statements[index - 1]?.seats ?? 0;
    const day = Math.max(statement.day, statement.startDay);
    if (statement.ended || statement.seats >= before || day >= endDay) return;
    const present = people.filter((one) => one.joinedDay <= day && day < leftDay(one));
    const movable = present.filter((one) => one.role === "user").reverse();
    for (const one of movable.slice(0, Math.max(0, present.length - statement.seats))) left.set(one.id, day);
  });
  return people.map((one) => ({ ...one, leftDay: leftDay(one) }));
}

/** Everybody who ever was a user of the account, in the order of joining; whoever leaves is mostly replaced. */
export function peopleOf(setting: Setting): readonly Person[] {
  const { company, path, endDay, random } = setting;
  const people: Person[] = [];
  const join = (role: Role, joinedDay: number): void => {
    if (joinedDay < endDay) people.push(person(setting, { number: people.length + 1, role, joinedDay }));
  };
  waves(setting).forEach((wave, index) => {
    const rollout = index > 0 || company.signedDay === path.firstDay ? rolloutDays : 0;
    const count = index === 0 ? Math.max(1, wave.people) : wave.people;
    for (let place = 0; place < count; place += 1) {
      const role = index === 0 ? roleOf(place) : "user";
      const early = place < 3 && index === 0;
      join(role, wave.day + (early ? 0 : Math.floor(rollout * random.unit())));
    }
  });
  // The list grows while it is walked: a replacement may leave and be replaced too.
  for (let at = 0; at < people.length; at += 1) {
    const gone = people[at];
    if (gone && gone.leftDay < endDay && random.chance(0.85)) join(gone.role, gone.leftDay + 5 + random.below(60));
  }
  return withinSeats(people, setting);
}
