import type { Random } from "../lib/random.ts";
import { archetypes } from "./archetypes.ts";
import { clamped, logistic } from "./choose.ts";
import { type Company, companyOf } from "./companies.ts";
import { type ContractStory, contractsOf } from "./contracts.ts";
import { type Person, peopleOf } from "./people.ts";
import { type UtilityPath, utilityOf } from "./utility.ts";
import type { World } from "./world.ts";

/** Everything about an account that its facts only hint at; the chapters turn it into facts. */
export interface Life {
  readonly world: World;
  readonly company: Company;
  readonly path: UtilityPath;
  readonly contracts: ContractStory;
  readonly people: readonly Person[];
  readonly firstDay: number;
  /** The first day on which nobody acts any more: the account left, or the period ended. */
  readonly endDay: number;
  /** How much of the account is at work in the product, from 0 to 1, for each day from `firstDay` on. */
  readonly activity: Float32Array;
}

/** By how much activity has fallen on the last day of an account that leaves for want of value. */
const farewell = 0.75;

function activityOf(company: Company, path: UtilityPath, { leaves }: ContractStory): Float32Array {
  const { activityBias } = archetypes[company.archetype];
  const decaying = leaves?.cause === "utility" ? leaves : undefined;
  return path.byDay.map((utility, at) => {
    const logOdds = Math.log(utility / (1 - utility));
    const level = logistic(1.15 * logOdds + activityBias - 0.1);
    if (decaying === undefined) return level;
    const passed = (path.firstDay + at - decaying.decidedDay) / Math.max(1, decaying.day - decaying.decidedDay);
    return level * (1 - farewell * clamped(passed, 0, 1));
  });
}

export function lifeOf(world: World, index: number, random: Random): Life {
  const company = companyOf(world, index, random.fork("company"));
  const path = utilityOf(world, company, random.fork("utility"));
  const contracts = contractsOf(world, company, { path, random: random.fork("contracts") });
  const firstDay = path.firstDay;
  const endDay = Math.min(contracts.leaves?.day ?? world.calendar.endDay, world.calendar.endDay);
  const activity = activityOf(company, path, contracts);
  const people = peopleOf({ world, company, path, contracts, activity, endDay, random: random.fork("people") });
  return { world, company, path, contracts, people, firstDay, endDay, activity };
}

export const utilityAt = ({ path }: Life, day: number): number => path.byDay[clamped(day - path.firstDay, 0, path.byDay.length - 1)] ?? 0;
export const activityAt = ({ activity, firstDay }: Life, day: number): number => activity[clamped(day - firstDay, 0, activity.length - 1)] ?? 0;
export const paceAt = ({ world }: Life, day: number): number => world.calendar.pace[day - world.calendar.firstDay] ?? 1;
export const isNew = ({ company, firstDay }: Life): boolean => company.signedDay === firstDay;
export const presentOn = (life: Life, day: number): readonly Person[] => life.people.filter((person) => person.joinedDay <= day && day < person.leftDay);
