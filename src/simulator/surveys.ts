import type { Random } from "../lib/random.ts";
import { type Instant, dayMs } from "../lib/zone.ts";
import { clamped } from "./choose.ts";
import { type Life, presentOn, utilityAt } from "./life.ts";
import type { Writer } from "./writer.ts";

/** After what a customer is asked how satisfied it was, and how many of a hundred answer. */
const answering = { kick_off: 60, install: 45, workshop: 40, review: 45, support_case: 30 } as const;
export type Touchpoint = keyof typeof answering;

/** Somebody answers from 1 to 5 within two days, or nobody does. Contentment shows through, with much noise. */
export function ask(touchpoint: Touchpoint, life: Life, on: { day: number; time: Instant; writer: Writer; random: Random }): void {
  const { day, random, writer } = on;
  const share = answering[touchpoint] / 100;
  const answers = random.chance(share);
  const utility = utilityAt(life, day);
  const score = clamped(Math.round(2.3 + 2.7 * utility + 0.95 * random.normal()), 1, 5);
  const time = on.time + Math.floor(random.between(0.01, 1.9) * dayMs);
  const people = presentOn(life, day);
  if (!answers || people.length === 0) return;
  const { id, leftDay } = random.pick(people);
  if (time >= life.world.calendar.midnight(leftDay)) return;
  writer.record("survey_answered", { score, touchpoint, survey: "csat" }, { time, source: "surveys", user: id });
}
