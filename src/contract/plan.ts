import { z } from "zod";
import { mostOpenSteps, planStates, stepStates } from "../plans/plan.ts";
import { verdicts } from "../plans/improvement.ts";
import { accountRowSchema } from "./account-row.ts";
import { accountIdSchema, bandSchema, countSchema, cursorSchema, instantSchema, listOf, moneySchema, pointsSchema, wholeNumber } from "./values.ts";

export const daySchema = z.iso.date("write a day such as 2026-03-29").meta({ id: "Day", description: "A day of the calendar, in the time zone of the health definition." });

const standing = z.object({ score: pointsSchema.nullable(), band: bandSchema });

const stepSchema = z
  .object({
    id: z.string(),
    text: z.string(),
    owner: z.string().meta({ description: "Whoever does it, or a role where nobody was named yet." }),
    due: daySchema,
    state: z.enum(stepStates),
    isOverdue: z.boolean(),
    doneAt: instantSchema.nullable(),
    doneBy: z.string().nullable(),
  })
  .meta({ id: "PlanStep" });

const reviewSchema = z.object({ id: z.string(), at: instantSchema, author: z.string(), note: z.string(), ...standing.shape }).meta({ id: "PlanReview", description: "What was said when people looked at the plan together, and how the account stood then." });

const accountOfPlan = z
  .object({ account: accountIdSchema, name: z.string(), owner: z.string().nullable(), ...standing.shape, mrr: moneySchema.nullable(), renewal: instantSchema.nullable(), isCustomer: z.boolean() })
  .meta({ id: "PlannedAccount", description: "The account of a plan, as it stands now; without a score where it is no customer any more." });

export const planSchema = z
  .object({
    id: z.string(),
    account: accountOfPlan,
    name: z.string(),
    reason: z.string(),
    owner: z.string(),
    state: z.enum(planStates),
    template: z.string().nullable(),
    startedAt: instantSchema,
    startedBy: z.string(),
    start: standing.meta({ description: "How the account stood when the plan began." }),
    closing: z.object({ at: instantSchema, by: z.string(), result: z.string(), end: standing }).nullable(),
    progress: z.object({ verdict: z.enum(verdicts), points: z.number().nullable() }).meta({ description: "Whether the account stands better than when the plan began, until now or until it was closed. That it does needn't be because of the plan." }),
    steps: z.array(stepSchema),
    overdueSteps: countSchema,
    nextDue: daySchema.nullable().meta({ description: "The earliest day on which an open step is due." }),
    reviews: z.array(reviewSchema).meta({ description: "Ascending by time." }),
    review: z.object({ dueOn: daySchema.nullable(), isDue: z.boolean() }).meta({ description: "The next weekly review: a week after the last one, or after the start." }),
    mayWrite: z.boolean().meta({ description: "Whether whoever asks may change it." }),
  })
  .meta({ id: "Plan", description: "What people have agreed to do about an account at risk." });

export type PlanAnswer = z.output<typeof planSchema>;

const yes = z.enum(["yes", "no"]);
const named = z.string().max(1000);

const whose = {
  owner: listOf(named).optional().meta({ description: "Owners of the plans." }),
  accountOwner: listOf(named).optional().meta({ description: "Owners of the accounts; an empty text is accounts without one." }),
  mine: yes.default("no").meta({ description: "`yes`: only what is mine: plans that I own or that have a step of mine, and those of accounts in my books." }),
};

export const planOrders = ["urgency", "started", "due", "score"] as const;

export const plansQuery = z.strictObject({
  ...whose,
  state: listOf(z.enum(planStates)).prefault(["open"]),
  overdue: yes.default("no").meta({ description: "`yes`: only plans with a step that is overdue." }),
  reviewDue: yes.default("no").meta({ description: "`yes`: only open plans that nobody has reviewed for a week." }),
  verdict: listOf(z.enum(verdicts)).optional().meta({ description: "Whether accounts stand better than when their plans began." }),
  text: z.string().max(200).optional().meta({ description: "In the names of account and plan, its reason and owners; case and accents don't matter." }),
  sort: z.enum(planOrders).default("urgency").meta({ description: "`urgency`: overdue steps first, then reviews that are due, then the lowest score." }),
  limit: wholeNumber({ least: 1, most: 500, standard: 100 }),
  cursor: cursorSchema.optional(),
});

const planStamp = { at: instantSchema.meta({ description: "When this was so." }), today: daySchema };

export const plansSchema = z
  .object({
    ...planStamp,
    total: countSchema.meta({ description: "How many the filters let through, on all pages." }),
    summary: z
      .object({ open: countSchema, withOverdue: countSchema, overdueSteps: countSchema, reviewDue: countSchema, better: countSchema, same: countSchema, worse: countSchema, unknown: countSchema })
      .meta({ description: "Of all open plans of those whom the question is about, whatever else it filters." }),
    owners: z.array(z.object({ owner: z.string(), plans: countSchema })).meta({ description: "Owners of open plans, the most first." }),
    plans: z.array(planSchema),
    next: z.string().nullable().meta({ description: "Cursor of the next page; null on the last." }),
  })
  .meta({ id: "Plans" });

export const planParams = z.strictObject({ plan: z.string().min(1).max(200) });

export const stepsQuery = z.strictObject({
  owner: listOf(named).optional().meta({ description: "Owners of the steps." }),
  mine: yes.default("no").meta({ description: "`yes`: steps of mine, and those of plans that are mine where nobody was named yet." }),
  due: z.enum(["overdue", "week", "all"]).default("all").meta({ description: "`overdue`: before today; `week`: those and what is due until in seven days." }),
  limit: wholeNumber({ least: 1, most: 1000, standard: 200 }),
});

export const stepsSchema = z
  .object({
    ...planStamp,
    total: countSchema,
    overdue: countSchema,
    steps: z
      .array(stepSchema.extend({ plan: z.object({ id: z.string(), name: z.string(), owner: z.string() }), account: accountOfPlan, mayWrite: z.boolean() }).meta({ id: "DueStep" }))
      .meta({ description: "Open steps of open plans, the earliest due first." }),
  })
  .meta({ id: "PlanSteps" });

export const unplannedQuery = z.strictObject({
  band: listOf(bandSchema).prefault(["red"]),
  owner: listOf(named).optional().meta({ description: "Owners of the accounts; an empty text is accounts without one." }),
  mine: yes.default("no").meta({ description: "`yes`: accounts in my books." }),
  limit: wholeNumber({ least: 1, most: 500, standard: 100 }),
});

export const unplannedSchema = z
  .object({
    ...planStamp,
    total: countSchema,
    accountsInBand: countSchema.meta({ description: "All accounts of these bands and owners, with a plan or without." }),
    mrr: moneySchema.meta({ description: "Recurring revenue a month of those without a plan." }),
    accounts: z.array(accountRowSchema).meta({ description: "The most revenue first." }),
  })
  .meta({ id: "Unplanned", description: "Accounts at risk that nobody has a plan for." });

export const proposalSchema = z
  .object({
    template: z.string(),
    name: z.string(),
    reason: z.string().nullable(),
    fits: z.boolean().nullable().meta({ description: "Whether its condition holds; null where that can't be told, or it has none." }),
    because: z.array(z.string()).meta({ description: "The clauses that held." }),
    steps: z.array(z.object({ text: z.string(), owner: z.string(), due: daySchema })),
  })
  .meta({ id: "PlanProposal", description: "A template of the health definition, made ready for an account." });

export const accountPlansSchema = z
  .object({
    ...planStamp,
    account: accountOfPlan,
    plans: z.array(planSchema).meta({ description: "The latest begun first; at most one is open." }),
    proposals: z.array(proposalSchema).meta({ description: "Those whose condition holds first." }),
    mayWrite: z.boolean(),
  })
  .meta({ id: "AccountPlans" });

const text = (most: number, message: string) => z.string().trim().min(1, message).max(most);
const owner = text(200, "say whose it is");

export const stepWish = z.strictObject({ text: text(500, "say what is to be done"), owner: owner.optional().meta({ description: "Default: the plan's owner." }), due: daySchema });

export const planWish = z.strictObject({
  template: z.string().max(100).optional().meta({ description: "A template of the health definition; name, reason and steps are its own where nothing else is written." }),
  name: text(200, "write a name").optional(),
  reason: text(2000, "say why").optional(),
  owner: owner.optional().meta({ description: "Default: the account's owner, or else whoever opens the plan." }),
  steps: z.array(stepWish).max(mostOpenSteps, `write at most ${mostOpenSteps} next steps`).optional(),
});

export const planChange = z.strictObject({
  name: text(200, "write a name").optional(),
  reason: text(2000, "say why").optional(),
  owner: owner.optional(),
  state: z.enum(planStates).optional().meta({ description: "`done` and `abandoned` close the plan and take a result; `open` opens it again." }),
  result: text(2000, "say what came of it").optional(),
});

export const stepChange = z.strictObject({ text: text(500, "say what is to be done").optional(), owner: owner.optional(), due: daySchema.optional(), state: z.enum(stepStates).optional() });

export const reviewWish = z.strictObject({ note: text(4000, "write a note") });
