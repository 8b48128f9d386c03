import { z } from "zod";

/** Dates inside properties are instants: epoch milliseconds. */
const instant = z.number().int();
const band = z.enum(["green", "yellow", "red"]);

/**
 * What usage libraries don't know, as events of the same log. Each name has the schema of its flat properties;
 * a contract event states the whole contract as known at that time, so the latest one replaces the earlier ones.
 */
export const vocabulary = {
  contract_changed: z.strictObject({
    contract: z.string().min(1),
    start: instant,
    /** Agreed in advance, therefore known from the start. */
    term_end: instant.optional(),
    /** Only known once it has happened. */
    ended: instant.optional(),
    /** Monthly recurring revenue in `currency`. */
    mrr: z.number().nonnegative(),
    currency: z.string().length(3).optional(),
    seats: z.number().nonnegative().optional(),
    product: z.string().optional(),
  }),
  ticket_opened: z.looseObject({ ticket: z.string().min(1), priority: z.string().optional() }),
  ticket_closed: z.looseObject({ ticket: z.string().min(1) }),
  survey_answered: z.looseObject({ score: z.number(), touchpoint: z.string().optional(), survey: z.string().optional() }),
  interaction_logged: z.looseObject({
    channel: z.enum(["email", "call", "meeting", "kick_off", "workshop"]),
    direction: z.enum(["inbound", "outbound"]).optional(),
    teammate: z.string().optional(),
    invited: z.number().nonnegative().optional(),
    attended: z.number().nonnegative().optional(),
    note: z.string().optional(),
  }),
  review_held: z.looseObject({
    sponsor_present: z.enum(["true", "false"]),
    attended: z.number().nonnegative().optional(),
    invited: z.number().nonnegative().optional(),
    teammate: z.string().optional(),
    note: z.string().optional(),
  }),
  /** What somebody wants to be remembered; no contact with the customer, so no metric of contacts counts it. */
  note_written: z.strictObject({ text: z.string().min(1), author: z.string().min(1) }),
  outcome_recorded: z.looseObject({
    outcome: z.enum(["renewed", "expanded", "contracted", "churned"]),
    contract: z.string().optional(),
    mrr_before: z.number().optional(),
    mrr_after: z.number().optional(),
    reason: z.string().optional(),
  }),
  pulse_set: z.strictObject({ band, reason: z.string().optional(), author: z.string().min(1) }),
  measurement_recorded: z.strictObject({ measurement: z.string().min(1), value: z.number(), author: z.string().optional() }),
  adjustment_set: z.strictObject({
    operation: z.enum(["multiply", "add", "cap", "floor"]),
    amount: z.number(),
    reason: z.string().min(1),
    author: z.string().min(1),
    expires: instant.optional(),
  }),
  override_set: z.strictObject({
    band: band.optional(),
    score: z.number().min(0).max(100).optional(),
    reason: z.string().min(1),
    author: z.string().min(1),
    expires: instant.optional(),
  }),
  /** Without a line of business it counts in every line that has the stage. */
  stage_set: z.strictObject({ stage: z.string().min(1), line: z.string().min(1).optional(), reason: z.string().optional(), author: z.string().optional() }),
  owner_changed: z.strictObject({ owner: z.string().min(1), note: z.string().optional(), author: z.string().optional() }),
  /** States the whole goal as then known; it counts as reached once `reached` has come and somebody confirmed it. */
  goal_set: z.looseObject({
    goal: z.string().min(1),
    measure: z.string().min(1),
    target: z.number(),
    baseline: z.number().optional(),
    date: instant.optional(),
    reached: instant.optional(),
    confirmed_by: z.string().min(1).optional(),
  }),
  record_matched: z.strictObject({
    source: z.string().min(1),
    record: z.string().min(1),
    by: z.enum(["explicit", "key", "domain", "name"]),
    author: z.string().min(1),
  }),
  withdrawn: z.strictObject({ withdraws: z.string().min(1), reason: z.string().optional(), author: z.string().optional() }),
  usage_total: z.looseObject({ measure: z.string().min(1), value: z.number(), period_start: instant, period_end: instant }),
} as const;

export type ReservedName = keyof typeof vocabulary;
export type ReservedProperties<N extends ReservedName> = z.infer<(typeof vocabulary)[N]>;

export const reservedNames = Object.keys(vocabulary) as readonly ReservedName[];

export function isReserved(name: string): name is ReservedName {
  return Object.hasOwn(vocabulary, name);
}

/** What people decide and may take back: a `withdrawn` event that names the message id undoes it from then on. */
export const withdrawableNames: readonly ReservedName[] = ["pulse_set", "override_set", "adjustment_set", "measurement_recorded", "goal_set", "stage_set", "note_written"];

export function isWithdrawable(name: string): boolean {
  return (withdrawableNames as readonly string[]).includes(name);
}
