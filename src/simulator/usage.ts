import type { Random } from "../lib/random.ts";
import { type Life, activityAt, utilityAt } from "./life.ts";
import type { Person } from "./people.ts";
import { features, loggedIn, viewReport } from "./product.ts";
import { atWork } from "./clock-times.ts";
import type { Writer } from "./writer.ts";

/** Somebody who has given up still looks in now and then. */
const looksIn = 0.006;
const minuteMs = 60_000;
/** Mean number of things done in a session after logging in, for each unit of weight of the features in hand. */
const actsPerWeight = 0.36;

/** Days of work of everybody in the product, each with what they did. */
export function usage(life: Life, writer: Writer, random: Random): void {
  for (const person of life.people) {
    if (person.role === "executive_sponsor") sponsorDays(person, life, { writer, random });
    else workingDays(person, life, { writer, random });
  }
}

interface Tools {
  readonly writer: Writer;
  readonly random: Random;
}

function workingDays(person: Person, life: Life, tools: Tools): void {
  const { firstDay, activity, world } = life;
  const { pace, firstDay: paceFirst } = world.calendar;
  const { random } = tools;
  for (let day = person.joinedDay; day < person.leftDay; day += 1) {
    const level = activity[day - firstDay] ?? 0;
    const likely = level > person.threshold ? person.diligence * (0.6 + 0.4 * level) : looksIn;
    if (random.unit() < likely * (pace[day - paceFirst] ?? 1)) session(person, day, { ...tools, life });
  }
}

/** Executives open reports as long as they see what the product does for them. */
function sponsorDays(person: Person, life: Life, { writer, random }: Tools): void {
  const { pace, firstDay } = life.world.calendar;
  for (let day = person.joinedDay; day < person.leftDay; day += 1) {
    const likely = 0.02 + 0.3 * utilityAt(life, day) * activityAt(life, day) * (0.5 + person.diligence);
    if (random.unit() >= likely * (pace[day - firstDay] ?? 1)) continue;
    const time = atWork(life, day, random);
    writer.product(time, person.id, viewReport(random));
    if (random.unit() < 0.3) writer.product(time + minuteMs, person.id, viewReport(random));
  }
}

/** Whoever has more features in hand does more in a session: another feature takes nothing from the others. */
function session(person: Person, day: number, { life, writer, random }: Tools & { life: Life }): void {
  let time = atWork(life, day, random);
  writer.product(time, person.id, loggedIn(180 + random.below(900)));
  let total = 0;
  for (const habit of person.habits) if (habit.fromDay <= day) total += habit.weight;
  const mean = actsPerWeight * total;
  while (random.unit() < mean / (1 + mean)) {
    time += 1 + Math.floor(random.unit() * 9 * minuteMs);
    const feature = featureOf(person, day, random.unit() * total);
    if (feature) writer.product(time, person.id, feature.act(random));
  }
}

/** The feature at a place on the line that all features in hand make up, each as long as its weight. */
function featureOf(person: Person, day: number, place: number): (typeof features)[number] | undefined {
  let left = place;
  for (const habit of person.habits) {
    if (habit.fromDay > day) continue;
    left -= habit.weight;
    if (left < 0) return features[habit.feature];
  }
  return undefined;
}
