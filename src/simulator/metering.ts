import type { Random } from "../lib/random.ts";
import { hourMs } from "../lib/zone.ts";
import { addMonths } from "./calendar.ts";
import { rounded } from "./choose.ts";
import { type Life, activityAt, paceAt } from "./life.ts";
import type { Writer } from "./writer.ts";

/** How many messages a seat delivers in a month at full activity. */
const messagesPerSeat = 4_000;

/** What machines send: data that flows in on working days, and a monthly total from the mail servers. */
export function metering(life: Life, writer: Writer, random: Random): void {
  ingested(life, writer, random);
  totals(life, writer, random);
}

/** Larger accounts bring more; each has a volume of its own. No user does this. */
function ingested(life: Life, writer: Writer, random: Random): void {
  const usual = random.logNormal(9, 0.7) * Math.sqrt(life.company.seats);
  for (let day = life.firstDay; day < life.endDay; day += 1) {
    const pace = paceAt(life, day);
    if (pace < 0.3 || random.chance(0.12)) continue;
    const megabytes = rounded(usual * activityAt(life, day) * pace * random.logNormal(1, 0.35), 2);
    if (megabytes < 0.05) continue;
    const time = life.world.calendar.midnight(day) + Math.floor(random.between(2, 5) * hourMs);
    writer.product(time, "", { name: "data_ingested", properties: { megabytes } });
  }
}

/** A total of a whole calendar month is a fact about that month, never spread over its days. */
function totals(life: Life, writer: Writer, random: Random): void {
  const { midnight } = life.world.calendar;
  const dayOfMonth = new Date(life.firstDay * 86_400_000).getUTCDate();
  let start = addMonths(life.firstDay - dayOfMonth + 1, 1);
  for (let end = addMonths(start, 1); end <= life.endDay; end = addMonths(start, 1)) {
    const value = Math.round(life.company.seats * messagesPerSeat * activityAt(life, start + 15) * random.logNormal(1, 0.3));
    const time = midnight(end) - 1;
    writer.record("usage_total", { measure: "messages_delivered", value, period_start: midnight(start), period_end: midnight(end) }, { time, source: "metering" });
    start = end;
  }
}
