import { z } from "zod";
import { attributions } from "../events/fact.ts";
import { personStates } from "../accounts/person-health.ts";
import { accountIdSchema, asOfSchema, atInstant, bandSchema, countSchema, cursorSchema, instantSchema, moneySchema, pointsSchema, stamp, wholeNumber } from "./values.ts";

const scalar = z.union([z.string(), z.number()]);
const page = { limit: wholeNumber({ least: 1, most: 500, standard: 50 }), cursor: cursorSchema.optional() };
const next = z.string().nullable().meta({ description: "Cursor of the next page; null on the last." });

export const usersQuery = z.strictObject({ ...atInstant, ...page, health: z.enum(["yes", "no"]).default("no").meta({ description: "Whether each is compared with themselves." }) });

const ownHealth = {
  state: z.enum(personStates),
  score: pointsSchema.nullable().meta({ description: "Active days as a share of what is usual for this person, at most 100; null where that can't be told." }),
  band: bandSchema.meta({ description: "By the limits of the health definition." }),
};

const user = z
  .object({
    user: z.string(),
    name: z.string().nullable(),
    role: z.string().nullable().meta({ description: "The user trait `role`, such as `executive_sponsor` or `champion`." }),
    firstSeen: instantSchema.nullable(),
    lastSeen: instantSchema.nullable().meta({ description: "Latest event of theirs for this account; null when there is none yet." }),
    events30Days: countSchema,
    traits: z.record(z.string(), scalar.nullable()),
    health: z.object(ownHealth).optional().meta({ description: "Only where it was asked for." }),
  })
  .meta({ id: "User" });

export const usersSchema = z.object({ ...stamp, account: accountIdSchema, total: countSchema, users: z.array(user).meta({ description: "Last seen first; who was never seen comes last." }), next }).meta({ id: "Users" });

export const peopleQuery = z.strictObject({
  ...atInstant,
  text: z.string().min(1).max(200).meta({ description: "In name, e-mail address or id; case and accents don't matter." }),
  limit: wholeNumber({ least: 1, most: 50, standard: 10 }),
});

export const peopleSchema = z
  .object({
    ...stamp,
    people: z
      .array(
        z.object({
          user: z.string(),
          name: z.string().nullable(),
          email: z.string().nullable(),
          role: z.string().nullable(),
          account: accountIdSchema.meta({ description: "The one that they belong to since the latest." }),
          accountName: z.string(),
          accounts: countSchema.meta({ description: "How many accounts they belong to." }),
        }),
      )
      .meta({ description: "Whoever is called exactly that first, then those whose name begins with it. People of whom nothing but events is known aren't found." }),
  })
  .meta({ id: "FoundPeople" });

export const personParams = z.object({ account: accountIdSchema, user: z.string().min(1).max(1000) });

export const personSchema = z
  .object({
    ...stamp,
    account: accountIdSchema,
    accountName: z.string(),
    owner: z.string().nullable().meta({ description: "Of the account, who may say the person's role." }),
    user,
    accounts: z.array(accountIdSchema).meta({ description: "All accounts that the person belongs to or did something for, at most 100." }),
    health: z
      .object({
        ...ownHealth,
        text: z.string(),
        windowDays: z.number().meta({ description: "The longest window of the metrics of usage." }),
        activeDays: countSchema.meta({ description: "Local days of the latest window on which the person did something that metrics of usage count." }),
        usualDays: z.number().nullable().meta({ description: "The mean of up to three windows before it." }),
        earlier: z.array(countSchema).meta({ description: "Those windows, the latest first." }),
        peers: z.object({ of: z.enum(["role", "account"]), people: countSchema, median: z.number() }).nullable().meta({ description: "Others with the same role, or everybody else of the account; they don't count for the score." }),
      })
      .meta({ description: "A person compared with themselves." }),
    uses: z.array(z.object({ name: z.string(), events: countSchema, days: countSchema, last: instantSchema })).meta({ description: "What they did in the window, the most used first." }),
  })
  .meta({ id: "Person" });

export const eventsQuery = z.strictObject({
  ...atInstant,
  metric: z.string().max(200).optional().meta({ description: "Only the events that this metric's value is made of." }),
  name: z.string().max(1000).optional().meta({ description: "Only events of this name." }),
  user: z.string().max(1000).optional().meta({ description: "Only events of this user." }),
  from: asOfSchema.optional(),
  ...page,
});

const event = z
  .object({
    messageId: z.string(),
    name: z.string(),
    user: z.string().nullable(),
    time: instantSchema,
    knownAt: instantSchema,
    source: z.string(),
    attribution: z.enum(attributions).meta({ description: "How it came to belong to this account." }),
    properties: z.record(z.string(), scalar),
  })
  .meta({ id: "Event" });

export const eventsSchema = z.object({ ...stamp, account: accountIdSchema, total: countSchema, events: z.array(event).meta({ description: "Latest first." }), next }).meta({ id: "Events" });

const contract = z
  .object({
    contract: z.string(),
    start: instantSchema,
    termEnd: instantSchema.nullable().meta({ description: "Agreed in advance; null for a contract without a term." }),
    ended: instantSchema.nullable(),
    isActive: z.boolean(),
    mrr: moneySchema.meta({ description: "In the contract's own currency." }),
    seats: z.number(),
  })
  .meta({ id: "Contract" });

export const contractsSchema = z
  .object({ ...stamp, account: accountIdSchema, mrr: moneySchema.nullable().meta({ description: "Of the active ones, in the pack's currency." }), renewal: instantSchema.nullable(), contracts: z.array(contract).meta({ description: "Ascending by start." }) })
  .meta({ id: "Contracts" });
