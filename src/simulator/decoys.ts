import type { Random } from "../lib/random.ts";
import { hourMs } from "../lib/zone.ts";
import { clamped, rounded } from "./choose.ts";
import type { Life } from "./life.ts";
import { atWork } from "./clock-times.ts";
import type { Writer } from "./writer.ts";

/**
 * What looks as if it meant something and means nothing: drawn for each account without a look at its utility.
 * Whoever learns from the data has to leave these alone.
 */
export const decoys = {
  events: ["status_page_viewed", "webinar_registered"],
  /** Numeric properties of events, by event. */
  properties: { logged_in: "load_ms", webinar_registered: "minutes" },
  traits: ["credit_rating", "web_rank", "employee_growth"],
} as const;

export function decoy(life: Life, writer: Writer, random: Random): void {
  const { midnight } = life.world.calendar;
  const time = midnight(life.firstDay) + hourMs;
  writer.accountTrait(time, "credit_rating", Math.round(clamped(70 + 14 * random.normal(), 5, 100)));
  writer.accountTrait(time, "web_rank", Math.round(random.logNormal(40_000, 1.2)));
  writer.accountTrait(time, "employee_growth", rounded(0.04 + 0.15 * random.normal(), 3));
  visits(life, writer, random);
}

/** Visitors from the account's network who are not logged in: as many as ever, whatever becomes of the account. */
function visits(life: Life, writer: Writer, random: Random): void {
  const perDay = { status: random.logNormal(0.06, 0.8), webinar: random.logNormal(0.015, 0.6) };
  for (let day = life.firstDay; day < life.endDay; day += 1) {
    if (random.unit() < perDay.status) writer.product(atWork(life, day, random), "", { name: "status_page_viewed", properties: {} });
    if (random.unit() >= perDay.webinar) continue;
    const minutes = Math.round(random.between(5, 60));
    writer.product(atWork(life, day, random), "", { name: "webinar_registered", properties: { minutes } });
  }
}
