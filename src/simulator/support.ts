import type { Random } from "../lib/random.ts";
import { hourMs } from "../lib/zone.ts";
import { archetypes } from "./archetypes.ts";
import { chosen } from "./choose.ts";
import { type Life, activityAt, paceAt, presentOn, utilityAt } from "./life.ts";
import { ask } from "./surveys.ts";
import { atWork } from "./clock-times.ts";
import type { Writer } from "./writer.ts";

/** Tickets on an ordinary working day: of any account, and of each person at work in the product. */
const perAccountDay = 0.012;
const perPersonDay = 0.0013;
/** Something breaks for an account about once in a year and a half; for a week it writes far more. */
const troublePerDay = 1 / 550;
const troubleDays = 7;
const troubleFactor = 9;

/** Hours until an ordinary ticket of the priority is closed. */
const hoursToClose = { low: 60, normal: 30, high: 14, urgent: 6 } as const;

/** Tickets come from people who work with the product, more of them and sharper ones when it disappoints. */
export function support(life: Life, writer: Writer, random: Random): void {
  const factor = archetypes[life.company.archetype].tickets;
  let troubleUntil = 0;
  let number = 0;
  for (let day = life.firstDay; day < life.endDay; day += 1) {
    if (random.unit() < troublePerDay) troubleUntil = day + troubleDays;
    const activity = activityAt(life, day);
    const unhappy = 1 - utilityAt(life, day);
    const people = life.people.length * activity;
    const rate = factor * (0.5 + activity) * (0.6 + 1.1 * unhappy) * (perAccountDay + perPersonDay * people);
    const count = random.poisson(rate * paceAt(life, day) * (day < troubleUntil ? troubleFactor : 1));
    for (let one = 0; one < count; one += 1) {
      number += 1;
      ticket(`${life.company.id}-t${number}`, day, { life, writer, random, unhappy });
    }
  }
}

function ticket(id: string, day: number, { life, writer, random, unhappy }: { life: Life; writer: Writer; random: Random; unhappy: number }): void {
  const people = presentOn(life, day).filter((person) => person.role !== "executive_sponsor");
  const user = people.length === 0 ? "" : random.pick(people).id;
  const priority = chosen(random, { low: 25, normal: 52, high: 12 + 14 * unhappy, urgent: 2 + 8 * unhappy });
  const opened = atWork(life, day, random);
  const hours = random.logNormal(hoursToClose[priority] * (0.8 + 0.6 * unhappy), 0.9);
  const closed = opened + Math.ceil(hours * hourMs);
  writer.record("ticket_opened", { ticket: id, priority }, { time: opened, source: "helpdesk", user });
  const end = life.world.calendar.midnight(life.endDay);
  if (life.contracts.leaves !== undefined && closed >= end) return;
  writer.record("ticket_closed", { ticket: id }, { time: closed, source: "helpdesk" });
  const closedDay = day + Math.floor(hours / 24);
  if (closedDay < life.endDay) ask("support_case", life, { day: closedDay, time: closed, writer, random });
}
