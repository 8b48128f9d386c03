import type { Random } from "../lib/random.ts";
import { dayMs } from "../lib/zone.ts";
import { plans } from "./companies.ts";
import { chosen } from "./choose.ts";
import { type Life, isNew, presentOn, utilityAt } from "./life.ts";
import { ask } from "./surveys.ts";
import { atWork, workday } from "./clock-times.ts";
import type { Writer } from "./writer.ts";

interface Tools {
  readonly writer: Writer;
  readonly random: Random;
}

/** E-mails, calls and meetings in both directions: ours follow the owner's diligence, theirs how much they care. */
export function outreach(life: Life, writer: Writer, random: Random): void {
  if (isNew(life)) welcome(life, { writer, random });
  const perDay = plans[life.company.plan].touchesPerMonth / 30.4;
  const ours = perDay * (0.25 + 0.95 * life.company.attention);
  for (let day = life.firstDay; day < life.endDay; day += 1) {
    if (random.unit() < ours) outbound(workday(day), life, { writer, random });
    const theirs = 0.35 * perDay * (0.3 + utilityAt(life, day));
    if (random.unit() < theirs) touch(workday(day), life, { writer, random, direction: "inbound" });
  }
}

function outbound(day: number, life: Life, tools: Tools): void {
  if (day >= life.endDay) return;
  touch(day, life, { ...tools, direction: "outbound" });
  const answered = tools.random.chance(0.15 + 0.6 * utilityAt(life, day));
  const answerDay = workday(day + 1 + tools.random.below(3));
  if (answered) touch(answerDay, life, { ...tools, direction: "inbound" });
}

function touch(day: number, life: Life, { writer, random, direction }: Tools & { direction: "inbound" | "outbound" }): void {
  const contact = presentOn(life, day).find((person) => person.role !== "user");
  if (day >= life.endDay || contact === undefined) return;
  const channel = chosen(random, { email: 62, call: 24, meeting: 14 });
  const properties = { channel, direction, teammate: life.company.owner };
  writer.record("interaction_logged", properties, { time: atWork(life, day, random), source: "crm", user: contact.id });
}

/** The kick-off in the first days, a workshop in the second month, and what the customer thought of them. */
function welcome(life: Life, { writer, random }: Tools): void {
  const meetings = [
    { channel: "kick_off", touchpoint: "kick_off", day: life.firstDay + 3 + random.below(10) },
    { channel: "workshop", touchpoint: "workshop", day: life.firstDay + 30 + random.below(30) },
    { channel: "meeting", touchpoint: "install", day: life.firstDay + 16 + random.below(14) },
  ] as const;
  for (const { channel, touchpoint, day } of meetings) {
    const on = workday(day);
    if (on >= life.endDay) continue;
    const invited = 2 + random.below(5);
    const attended = Array.from({ length: invited }, () => random.chance(0.45 + 0.5 * utilityAt(life, on))).filter(Boolean).length;
    const time = atWork(life, on, random);
    writer.record("interaction_logged", { channel, direction: "outbound", teammate: life.company.owner, invited, attended }, { time, source: "crm" });
    ask(touchpoint, life, { day: on, time: time + dayMs / 24, writer, random });
  }
}
