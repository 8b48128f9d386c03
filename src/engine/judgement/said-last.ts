import type { EventFact } from "../../events/fact.ts";
import { numberOf, textOf } from "../../accounts/account-log.ts";
import type { Instant } from "../../lib/zone.ts";
import type { Pack } from "../../pack/schema.ts";
import type { Band } from "../../scores/bands.ts";
import { pulseEnds } from "../../scores/lasting.ts";
import { pulseMetric } from "./asked.ts";
import type { JudgementReader, JudgementRequest } from "./judgement-reader.ts";

/** A pulse, while it isn't taken back. */
export interface Pulse {
  readonly event: EventFact;
  readonly band: Band;
  readonly ends: Instant;
}

/** What was said last of accounts. */
export interface SaidLast {
  pulse(account: string): Pulse | undefined;
  measured(account: string, measurement: string): (EventFact & { readonly value: number }) | undefined;
}

/** Reads the latest pulse and measurements of everybody. */
export async function saidLast(reader: JudgementReader, request: JudgementRequest, pack: Pack): Promise<SaidLast> {
  const [repeated, changes] = await Promise.all([reader.latestRepeated(request), reader.ownerChanges(request)]);
  const ownerChanged = new Map(changes.map(({ account, time }) => [account, time]));
  const metric = pulseMetric(pack);
  const zone = pack.pack.timezone;
  const pulses = new Map<string, EventFact>();
  const measured = new Map<string, EventFact>();
  for (const event of repeated) {
    if (event.name === "pulse_set") pulses.set(event.account, event);
    else measured.set(keyOf(event.account, textOf(event, "measurement") ?? ""), event);
  }
  return {
    pulse: (account) => {
      const event = pulses.get(account);
      const band = textOf(event, "band");
      if (!event || (band !== "green" && band !== "yellow" && band !== "red")) return undefined;
      return { event, band, ends: pulseEnds(event.time, metric, { ownerChanged: ownerChanged.get(account), zone }) };
    },
    measured: (account, measurement) => {
      const event = measured.get(keyOf(account, measurement));
      const value = event && numberOf(event, "value");
      return event === undefined || value === undefined ? undefined : { ...event, value };
    },
  };
}

/** Ids hold no NUL. */
const keyOf = (account: string, measurement: string): string => `${account}\0${measurement}`;
