import type { RecordName } from "../../contract/record-paths.ts";
import type { RecordBody } from "../../contract/record-routes.ts";
import type { ReservedName } from "../../events/vocabulary.ts";
import type { Properties } from "../../events/fact.ts";
import { type Instant, shiftDays } from "../../lib/zone.ts";
import { unknownName } from "../../pack/suggest.ts";
import type { Pack } from "../../pack/schema.ts";
import { NotRecorded } from "./not-recorded.ts";

/** What is recorded, as an event of the log. */
export interface Said {
  readonly name: ReservedName;
  readonly properties: Properties;
  /** From when it counts. */
  readonly at: Instant;
}

export interface Saying {
  readonly pack: Pack;
  readonly now: Instant;
  readonly author: string;
}

/** Everything but a role, which is a trait of a user. */
export type SaidName = Exclude<RecordName, "recordRole">;

type Wanted = { readonly [key: string]: string | number | undefined };

/** What a person's opinion lasts that doesn't say so itself, and at most. */
const [standardDays, mostDays] = [30, 366];
/** Clocks of readers and servers differ by a little. */
const aheadMs = 60_000;

/** One clause for each thing that can be recorded; a withdrawal names the message that it takes back. */
const sayings: { readonly [N in SaidName]: (body: RecordBody<N>, saying: Saying & { readonly message: string }) => readonly [ReservedName, Wanted] } = {
  recordPulse: ({ band, reason }, { author }) => ["pulse_set", { band, reason, author }],
  recordMeasurement: ({ measurement, value }, { author, pack }) => ["measurement_recorded", { measurement: measurementOf(measurement, pack), value, author }],
  recordAdjustment: ({ operation, amount, reason, ...times }, saying) => ["adjustment_set", { operation, amount, reason, author: saying.author, expires: expiryOf(times, saying) }],
  recordOverride: ({ band, score, reason, ...times }, saying) => ["override_set", { band, score, reason, author: saying.author, expires: expiryOf(times, saying) }],
  recordStage: ({ stage, line, reason }, { author, pack }) => ["stage_set", { ...stageOf({ stage, line }, pack), reason, author }],
  recordGoal: ({ date, reached, confirmedBy, at: _at, ...goal }, { author }) => ["goal_set", { ...goal, date: instantOf(date), reached: instantOf(reached), confirmed_by: confirmedBy, author }],
  recordInteraction: ({ at: _at, ...contact }, { author }) => ["interaction_logged", { ...contact, teammate: author }],
  recordReview: ({ at: _at, sponsorPresent, ...review }, { author }) => ["review_held", { ...review, sponsor_present: String(sponsorPresent), teammate: author }],
  recordNote: ({ text }, { author }) => ["note_written", { text, author }],
  recordOwner: ({ owner, note }, { author }) => ["owner_changed", { owner, note, author }],
  withdrawRecorded: ({ reason }, { author, message }) => ["withdrawn", { withdraws: message, reason, author }],
};

/** What a body says, as an event. Throws NotRecorded for what the pack doesn't know, and for times that can't be. */
export function saidBy<N extends SaidName>(name: N, body: RecordBody<N>, saying: Saying & { readonly message?: string }): Said {
  const [event, wanted] = sayings[name](body, { message: "", ...saying });
  const properties = Object.fromEntries(Object.entries(wanted).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
  return { name: event, properties, at: momentOf(body, saying.now) };
}

const instantOf = (text: string | undefined): Instant | undefined => (text === undefined ? undefined : Date.parse(text));

/** From when something counts that is said now. */
export function momentOf(body: { readonly at?: string | undefined } | object, now: Instant): Instant {
  const at = "at" in body ? instantOf(body.at) : undefined;
  if (at !== undefined && at > now + aheadMs) throw new NotRecorded("bad_field", "`at` lies in the future; what will be can't be recorded yet", { field: "at" });
  return Math.min(at ?? now, now);
}

function expiryOf(body: { readonly at?: string | undefined; readonly expires?: string | undefined }, saying: Saying): Instant {
  const [at, zone] = [momentOf(body, saying.now), saying.pack.pack.timezone];
  const expires = instantOf(body.expires) ?? shiftDays(at, standardDays, zone);
  if (expires <= at) throw new NotRecorded("bad_field", "`expires` has to come after `at`", { field: "expires" });
  if (expires > shiftDays(at, mostDays, zone)) throw new NotRecorded("bad_field", `\`expires\` lies more than a year ahead; an opinion that old should be formed anew`, { field: "expires" });
  return expires;
}

/** By its own name, or by the id of the metric that it is typed in for. */
function measurementOf(asked: string, { metrics }: Pack): string {
  const known = Object.entries(metrics).flatMap(([id, metric]) => (metric.kind === "manual" ? [[id, metric.measurement] as const] : []));
  const found = known.find(([, measurement]) => measurement === asked) ?? known.find(([id]) => id === asked);
  if (found) return found[1];
  throw new NotRecorded("bad_field", unknownText("measurement", asked, known.map(([, measurement]) => measurement)), { field: "measurement" });
}

/** A pack without a journey lets people call stages what they like. */
function stageOf(asked: { readonly stage: string; readonly line: string | undefined }, { journey }: Pack): Wanted {
  if (!journey) return asked;
  const line = asked.line === undefined ? undefined : journey.lines.find(({ id }) => id === asked.line);
  if (asked.line !== undefined && !line) throw new NotRecorded("bad_field", unknownText("line of business", asked.line, journey.lines.map(({ id }) => id)), { field: "line" });
  const known = new Set((line ? [line] : journey.lines).flatMap(({ stages }) => stages.map(({ id }) => id)));
  if (!known.has(asked.stage)) throw new NotRecorded("bad_field", unknownText("stage", asked.stage, known), { field: "stage" });
  return asked;
}

function unknownText(noun: string, asked: string, known: Iterable<string>): string {
  const { message, help } = unknownName(noun, asked, known);
  return help === undefined ? message : `${message}; ${help}`;
}
