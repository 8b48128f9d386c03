import type { Random } from "../lib/random.ts";
import { dayMs } from "../lib/zone.ts";
import { clamped } from "./choose.ts";
import { type Life, activityAt, utilityAt } from "./life.ts";
import { atWork, workday } from "./clock-times.ts";
import type { Writer } from "./writer.ts";

const reasons = {
  yellow: ["slow to answer", "few people use it", "asks about price", "new person in charge"],
  red: ["wants to leave", "sponsor is silent", "stopped using it", "escalated twice"],
} as const;

/** What people of ours think and type in: near the truth, some of it late, some of it wrong. */
export function judgement(life: Life, writer: Writer, random: Random): void {
  pulses(life, writer, random);
  measurements(life, writer, random);
  doubts(life, writer, random);
}

/** How far a pulse may lie from utility, and how often it is simply wrong. */
const misjudged = 0.18;
const plainlyWrong = 0.08;

/** A diligent owner gives a pulse every month, a careless one forgets it for half a year. */
function pulses(life: Life, writer: Writer, random: Random): void {
  const { owner, attention } = life.company;
  const every = 30 + 75 * (1 - attention);
  for (let day = life.firstDay + 20 + random.below(30); day < life.endDay; day += 10 + Math.floor(random.logNormal(every, 0.5))) {
    const on = workday(day);
    if (on >= life.endDay) return;
    const seen = random.chance(plainlyWrong) ? random.unit() : utilityAt(life, on) + misjudged * random.normal();
    const band = seen < 0.4 ? "red" : seen < 0.63 ? "yellow" : "green";
    const reason = band === "green" ? {} : { reason: random.pick(reasons[band]) };
    writer.record("pulse_set", { band, author: owner, ...reason }, { time: atWork(life, on, random), source: "people" });
  }
}

interface TypedIn {
  readonly measurement: string;
  readonly everyDays: number;
  /** Share of the times that nobody typed it in. */
  readonly forgotten: number;
  readonly of: (truth: { readonly utility: number; readonly activity: number }, noise: number) => number;
}

/**
 * In percent, monthly: the share of its goal that the customer has reached, and of its seats that are in use.
 * From 1 to 5, quarterly: the tie to its sponsor.
 */
const typedIn: readonly TypedIn[] = [
  { measurement: "value_realised", everyDays: 31, forgotten: 0.15, of: ({ utility }, noise) => clamped(110 * utility + 18 * noise, 0, 130) },
  { measurement: "utilisation", everyDays: 30, forgotten: 0.12, of: ({ activity }, noise) => clamped(5 + 88 * activity + 6 * noise, 0, 100) },
  { measurement: "sponsor_relationship", everyDays: 91, forgotten: 0.2, of: ({ utility }, noise) => clamped(1.4 + 3.6 * utility + 0.85 * noise, 1, 5) },
];

function measurements(life: Life, writer: Writer, random: Random): void {
  for (const { measurement, everyDays, forgotten, of } of typedIn) {
    for (let day = life.firstDay + random.below(everyDays); day < life.endDay; day += everyDays) {
      const on = workday(day);
      const value = Math.round(of({ utility: utilityAt(life, on), activity: activityAt(life, on) }, random.normal()));
      if (random.chance(forgotten) || on >= life.endDay) continue;
      writer.record("measurement_recorded", { measurement, value, author: life.company.owner }, { time: atWork(life, on, random), source: "people" });
    }
  }
}

/** Some owners lower the score when a champion leaves, for a while, and one in four takes it back. */
function doubts(life: Life, writer: Writer, random: Random): void {
  const { championLeavesDay } = life.path;
  if (championLeavesDay === undefined || !random.chance(0.4)) return;
  const day = workday(championLeavesDay + 2 + random.below(14));
  if (day >= life.endDay) return;
  const { owner } = life.company;
  const time = atWork(life, day, random);
  const adjustment = { operation: "multiply", amount: 0.85, reason: "The champion left", author: owner, expires: time + 90 * dayMs } as const;
  const messageId = writer.record("adjustment_set", adjustment, { time, source: "people" });
  const backDay = workday(day + 20 + random.below(40));
  if (!random.chance(0.25) || backDay >= life.endDay) return;
  const withdrawal = { withdraws: messageId, reason: "The new champion is known and keen", author: owner };
  writer.record("withdrawn", withdrawal, { time: atWork(life, backDay, random), source: "people" });
}
