import type { Random } from "../lib/random.ts";
import { type Course, archetypes } from "./archetypes.ts";
import { clamped, logistic } from "./choose.ts";
import type { Company } from "./companies.ts";
import type { World } from "./world.ts";

const daysPerMonth = 30.4;
/** Chance moves an account by this much, in log-odds, and forgets half of it in about three months. */
const wander = 0.55;
const weeklyMemory = 0.95;
/** A champion who leaves takes this much along; a third of it is left after half a year. */
const championDrop = { least: 0.7, most: 1.9, months: 5.5 };
const championLeavesPerYear = 0.14;

/** The value that an account gets, from 0 to 1, for each day of the period from `firstDay` on. Nobody can see it. */
export interface UtilityPath {
  readonly firstDay: number;
  readonly byDay: Float32Array;
  readonly championLeavesDay: number | undefined;
}

function baseline(course: Course, months: number): number {
  return course.settled + (course.start - course.settled) * Math.exp(-Math.max(0, months) / course.months);
}

function courseBegins(company: Company, { calendar }: World, random: Random): number {
  if (archetypes[company.archetype].from === "signing") return company.signedDay;
  const earliest = Math.max(company.signedDay + 60, calendar.firstDay - 90);
  return Math.round(random.between(earliest, Math.max(earliest + 1, calendar.endDay)));
}

function championLeaves(firstDay: number, { calendar }: World, random: Random): number | undefined {
  const day = firstDay + 45 + Math.floor(random.exponential(365 / championLeavesPerYear));
  return day < calendar.endDay ? day : undefined;
}

/** Weekly first-order autoregression, so that neighbouring weeks resemble each other; one value a week. */
function wandering(weeks: number, random: Random): Float64Array {
  const path = new Float64Array(weeks);
  const step = wander * Math.sqrt(1 - weeklyMemory ** 2);
  let at = wander * random.normal();
  for (let week = 0; week < weeks; week += 1) {
    path[week] = at;
    at = weeklyMemory * at + step * random.normal();
  }
  return path;
}

export function utilityOf(world: World, company: Company, random: Random): UtilityPath {
  const { calendar } = world;
  const course = archetypes[company.archetype];
  const firstDay = Math.max(company.signedDay, calendar.firstDay);
  const days = calendar.endDay - firstDay;
  const begins = courseBegins(company, world, random);
  const championLeavesDay = championLeaves(firstDay, world, random);
  const drop = random.between(championDrop.least, championDrop.most);
  const character = 0.35 * random.normal() + 0.6 * (company.attention - 0.5);
  const noise = wandering(Math.ceil(days / 7) + 2, random);
  const byDay = new Float32Array(days);
  for (let at = 0; at < days; at += 1) {
    const day = firstDay + at;
    const week = Math.floor(at / 7);
    const within = (at % 7) / 7;
    const chance = (noise[week] ?? 0) * (1 - within) + (noise[week + 1] ?? 0) * within;
    const sinceChampion = championLeavesDay === undefined ? -1 : (day - championLeavesDay) / daysPerMonth;
    const loss = sinceChampion < 0 ? 0 : drop * Math.exp(-sinceChampion / championDrop.months);
    byDay[at] = logistic(clamped(baseline(course, (day - begins) / daysPerMonth) + character + chance - loss, -5, 5));
  }
  return { firstDay, byDay, championLeavesDay };
}

/** Mean utility of the `span` days before `day`, as far as there are any. */
export function meanUtility({ firstDay, byDay }: UtilityPath, day: number, span: number): number {
  const to = clamped(day - firstDay, 1, byDay.length);
  const from = clamped(to - span, 0, to - 1);
  let sum = 0;
  for (let at = from; at < to; at += 1) sum += byDay[at] ?? 0;
  return sum / (to - from);
}
