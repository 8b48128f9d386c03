import { Temporal } from "temporal-polyfill";
import type { Fact } from "../../src/events/fact.ts";
import type { Instant } from "../../src/lib/zone.ts";

/**
 * A customer's story in relative time:
 *
 *     const story = scenario({ zone: "Europe/Berlin", start: "2026-01-05" }, [
 *       at(day(0), contract("acme", { start: day(0), mrr: 500, seats: 10 })),
 *       at(day(3, "09:30"), login("acme", "ann"), login("acme", "bob")),
 *       recorded({ id: "p1", known: day(6) }, at(day(4), pulse("acme", "green"))),
 *     ]);
 *     story.facts; story.instant(day(30));
 *
 * Moments become instants only with the zone and date at which the story starts, so one story can be told in any zone.
 * What can happen is in `happenings.ts`.
 */
export interface Scenario {
  readonly facts: readonly Fact[];
  readonly instant: When;
}

/** A local wall time so many days after the story's start, moved by elapsed milliseconds. */
export interface Moment {
  readonly days: number;
  readonly wallTime: string;
  readonly elapsedMs: number;
}

/** The start of a day of the story, or a wall time on it such as `09:30`. The story starts on day 0. */
export function day(days: number, wallTime = "00:00"): Moment {
  return { days, wallTime, elapsedMs: 0 };
}

/** So many milliseconds of elapsed time after a moment; before it when negative. */
export function after(milliseconds: number, moment: Moment): Moment {
  return { ...moment, elapsedMs: moment.elapsedMs + milliseconds };
}

export const justBefore = (moment: Moment): Moment => after(-1, moment);

export type When = (moment: Moment) => Instant;

/** When and how something came into the log. */
export type Entry = Pick<Fact, "messageId" | "time" | "knownAt" | "source">;

/** Something that happens; it becomes a fact once it is known when. */
export type Happening = (record: Entry, when: When) => Fact;

interface Recording {
  /** The message id; numbered in the order of the story when absent. Several facts of one recording get `id`, `id-1`, … */
  readonly id?: string;
  /** When it was first known; when it happened, if absent. */
  readonly known?: Moment;
}

export interface Placed {
  readonly moment: Moment;
  readonly happenings: readonly Happening[];
  readonly recording: Recording;
}

export function at(moment: Moment, ...happenings: readonly Happening[]): Placed {
  return { moment, happenings, recording: {} };
}

/** States the message id of something, or that it became known later than it happened. */
export function recorded(recording: Recording, placed: Placed): Placed {
  return { ...placed, recording: { ...placed.recording, ...recording } };
}

export function scenario(where: { readonly zone: string; readonly start: string }, story: readonly Placed[]): Scenario {
  const instant = clockOf(where);
  const facts = story.flatMap((placed, chapter) =>
    placed.happenings.map((happening, place) => happening(entryOf(placed, { chapter, place }, instant), instant)),
  );
  return { facts, instant };
}

function entryOf({ moment, recording }: Placed, where: { readonly chapter: number; readonly place: number }, when: When): Entry {
  const id = recording.id ?? `message-${where.chapter}`;
  return {
    messageId: where.place === 0 ? id : `${id}-${where.place}`,
    time: when(moment),
    knownAt: when(recording.known ?? moment),
    source: "story",
  };
}

function clockOf({ zone, start }: { readonly zone: string; readonly start: string }): When {
  const first = Temporal.PlainDate.from(start);
  return ({ days, wallTime, elapsedMs }) =>
    first.add({ days }).toZonedDateTime({ timeZone: zone, plainTime: wallTime }).epochMilliseconds + elapsedMs;
}
