import { z } from "zod";

/** Dates inside properties are instants: epoch milliseconds. */
const instant = z.number().int();
const band = z.enum(["green", "yellow", "red"]);
const author = z.string().min(1).describe("Who says it.");
const speaker = z.string().describe("Who says it.");
const reason = z.string().describe("Why.");
const statedReason = z.string().min(1).describe("Why.");
const product = z.string().describe("Which product it is about.");
const teammate = z.string().describe("Who of yours it was.");
const invited = z.number().nonnegative().describe("How many people were invited.");
const attended = z.number().nonnegative().describe("How many came.");
const note = z.string().describe("What should be remembered of it.");

/**
 * What usage libraries don't know, as events of the same log. Each name has the schema of its flat properties;
 * a contract event states the whole contract as known at that time, so the latest one replaces the earlier ones.
 * Descriptions are those of the reference.
 */
export const vocabulary = {
  contract_changed: z
    .strictObject({
      contract: z.string().min(1).describe("Your id of the contract."),
      start: instant.describe("From when it runs."),
      term_end: instant.optional().describe("Until when it was agreed, known from the start."),
      ended: instant.optional().describe("When it really ended, known only once it has."),
      mrr: z.number().nonnegative().describe("Recurring revenue a month, in `currency`."),
      currency: z.string().length(3).optional().describe("Such as `EUR`; without it, that of the pack."),
      seats: z.number().nonnegative().optional().describe("How many people may use it."),
      product: product.optional(),
    })
    .describe("A contract as it is from now on: the whole of it, each time something of it changes. A renewal states another `term_end`, an end states `ended`."),
  ticket_opened: z.looseObject({ ticket: z.string().min(1).describe("Your id of the ticket."), priority: z.string().optional().describe("Such as `high`.") }).describe("Somebody asked for help. Opened again, it is open again."),
  ticket_closed: z.looseObject({ ticket: z.string().min(1).describe("The id that it was opened with.") }).describe("A ticket was closed."),
  survey_answered: z
    .looseObject({
      score: z.number().describe("As it was given, such as 1 to 5."),
      touchpoint: z.string().optional().describe("After what it was asked, such as `onboarding` or `support`."),
      survey: z.string().optional().describe("Which survey, such as `csat`."),
    })
    .describe("Somebody answered a survey."),
  interaction_logged: z
    .looseObject({
      channel: z.enum(["email", "call", "meeting", "kick_off", "workshop"]).describe("How you met."),
      direction: z.enum(["inbound", "outbound"]).optional().describe("Who began it: the customer, or you."),
      teammate: teammate.optional(),
      invited: invited.optional(),
      attended: attended.optional(),
      note: note.optional(),
    })
    .describe("You wrote to the customer, spoke, or met."),
  review_held: z
    .looseObject({
      sponsor_present: z.enum(["true", "false"]).describe("Whether the executive sponsor was there."),
      attended: attended.optional(),
      invited: invited.optional(),
      teammate: teammate.optional(),
      note: note.optional(),
    })
    .describe("A business review."),
  /** No contact with the customer, so no metric of contacts counts it. */
  note_written: z.strictObject({ text: z.string().min(1).describe("What it says."), author }).describe("What somebody wants to be remembered. No metric counts it."),
  outcome_recorded: z
    .looseObject({
      outcome: z.enum(["renewed", "expanded", "contracted", "churned"]).describe("What became of it."),
      contract: z.string().optional().describe("Of which contract; without it, of the account."),
      mrr_before: z.number().optional().describe("Recurring revenue a month until then."),
      mrr_after: z.number().optional().describe("And from then on."),
      reason: reason.optional(),
    })
    .describe("A renewal or its opposite, as your books have it. Without it, outcomes are read from contracts."),
  pulse_set: z.strictObject({ band: band.describe("How it feels."), reason: reason.optional(), author }).describe("How a teammate feels about the account."),
  measurement_recorded: z
    .strictObject({ measurement: z.string().min(1).describe("By the name that the pack's metric of the kind `manual` has for it."), value: z.number().describe("The value."), author: speaker.optional() })
    .describe("A value that is typed in, because no system knows it."),
  adjustment_set: z
    .strictObject({
      operation: z.enum(["multiply", "add", "cap", "floor"]).describe("What is done to the score."),
      amount: z.number().describe("By how much: a factor to multiply by, else points."),
      reason: statedReason,
      author,
      expires: instant.optional().describe("From when it no longer counts; without it, it goes on."),
    })
    .describe("A person's change to the computed score."),
  override_set: z
    .strictObject({
      band: band.optional().describe("The band to show."),
      score: z.number().min(0).max(100).optional().describe("The score to show."),
      reason: statedReason,
      author,
      expires: instant.optional().describe("From when it no longer counts; without it, after 30 days."),
    })
    .describe("A band or a score that a person puts in place of the computed one, which goes on beside it."),
  stage_set: z
    .strictObject({
      stage: z.string().min(1).describe("By its id in the pack's journey."),
      line: z.string().min(1).optional().describe("In which line of business; without it, in every line that has the stage."),
      reason: reason.optional(),
      author: speaker.optional(),
    })
    .describe("The stage of the journey, set by hand."),
  owner_changed: z
    .strictObject({ owner: z.string().min(1).describe("Whose account it is from now on."), note: z.string().optional().describe("What the new owner has to know."), author: speaker.optional() })
    .describe("The account has another owner."),
  /** States the whole goal as then known; it counts as reached once `reached` has come and somebody confirmed it. */
  goal_set: z
    .looseObject({
      goal: z.string().min(1).describe("What it is called; the same name again states it anew."),
      measure: z.string().min(1).describe("What it is measured by."),
      target: z.number().describe("What is to be reached."),
      baseline: z.number().optional().describe("Where it began."),
      date: instant.optional().describe("By when."),
      reached: instant.optional().describe("When it was reached."),
      confirmed_by: z.string().min(1).optional().describe("Who of the customer says so; a goal counts as reached once somebody has."),
    })
    .describe("A goal of the customer, stated as a whole."),
  record_matched: z
    .strictObject({
      source: z.string().min(1).describe("Whose id it is: the name of a write key, or the `source` of an import."),
      record: z.string().min(1).describe("The id there."),
      by: z.enum(["explicit", "key", "domain", "name"]).describe("What it was decided by."),
      author,
    })
    .describe("An id of another system belongs to this account, also for what came before."),
  withdrawn: z.strictObject({ withdraws: z.string().min(1).describe("The `messageId` of what is taken back."), reason: reason.optional(), author: speaker.optional() }).describe("What somebody said is taken back: from now on it doesn't count."),
  usage_total: z
    .looseObject({
      measure: z.string().min(1).describe("What was counted, such as `api_calls`."),
      value: z.number().describe("How much."),
      period_start: instant.describe("From when."),
      period_end: instant.describe("Until when, this instant not included."),
    })
    .describe("A total over a period, where single events are not to be had. It counts at the end of its period."),
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
