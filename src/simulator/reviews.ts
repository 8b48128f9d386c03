import type { Random } from "../lib/random.ts";
import { plans } from "./companies.ts";
import { type Life, isNew, presentOn, utilityAt } from "./life.ts";
import { ask } from "./surveys.ts";
import { atWork, workday } from "./clock-times.ts";
import type { Writer } from "./writer.ts";

/** Business reviews at the plan's interval, when the owner gets round to them and the customer finds the time. */
export function reviews(life: Life, writer: Writer, random: Random): void {
  const every = plans[life.company.plan].reviewEveryDays;
  let day = life.firstDay + (isNew(life) ? Math.min(every, 120) : 0) + random.below(every);
  for (; day < life.endDay - 1; day += Math.round(every * random.between(0.8, 1.25))) {
    const willing = 0.35 + 0.6 * utilityAt(life, day);
    if (random.chance(willing * (0.45 + 0.55 * life.company.attention))) review(workday(day), life, { writer, random });
  }
}

function review(day: number, life: Life, { writer, random }: { writer: Writer; random: Random }): void {
  if (day >= life.endDay) return;
  const utility = utilityAt(life, day);
  const sponsored = presentOn(life, day).some((person) => person.role === "executive_sponsor") && random.chance(0.2 + 0.75 * utility);
  const invited = 3 + random.below(6);
  const others = Array.from({ length: invited - 1 }, () => random.chance(0.3 + 0.6 * utility)).filter(Boolean).length;
  const time = atWork(life, day, random);
  writer.record(
    "review_held",
    { sponsor_present: sponsored ? "true" : "false", attended: Math.max(1, others + Number(sponsored)), invited },
    { time, source: "crm" },
  );
  ask("review", life, { day, time: time + 3_600_000, writer, random });
}
