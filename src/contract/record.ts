import { z } from "zod";
import { customerRoles, mostRoleCharacters } from "./customer-role.ts";
import { operations } from "../scores/adjustment.ts";
import { countSchema } from "./values.ts";

/** What people record about an account. The author is whoever is signed in, or the key's name; never a field. */
const reason = z.string().trim().min(1, "say why").max(2000, "write at most 2,000 characters");
const text = z.string().trim().min(1, "write something").max(10_000, "write at most 10,000 characters");
const name = z.string().trim().min(1, "write a name").max(200, "write at most 200 characters");
const instant = z.iso.datetime({ offset: true, error: "write a time with its offset, such as 2026-03-29T14:00:00Z" });
const at = instant.optional().meta({ description: "From when it counts; default now. It can't lie in the future." });
const expires = instant.optional().meta({ description: "From when it no longer counts; default after 30 days, at most a year." });
const people = z.number().int().nonnegative().max(100_000).optional();
/** Unlike the one of answers it is never unknown: nobody judges that they don't know. */
const band = z.enum(["green", "yellow", "red"], "write green, yellow or red");

export const pulseWish = z
  .strictObject({ band, reason: reason.optional().meta({ description: "Needed for yellow and red." }), at })
  .refine(({ band, reason }) => band === "green" || reason !== undefined, { path: ["reason"], error: "say why: yellow and red need a reason" });

export const measurementWish = z.strictObject({ measurement: name.meta({ description: "A measurement that the health definition asks for, or the id of its metric." }), value: z.number(), at });

/** What an amount may be; beyond, it is a slip of the keyboard. */
const amounts: Readonly<Record<(typeof operations)[number], readonly [least: number, most: number, words: string]>> = {
  multiply: [0, 2, "from 0 to 2: 0.8 takes 20 % off"],
  add: [-100, 100, "from -100 to 100 points"],
  cap: [0, 100, "from 0 to 100 points"],
  floor: [0, 100, "from 0 to 100 points"],
};

export const adjustmentWish = z
  .strictObject({ operation: z.enum(operations, `write ${operations.join(", ")}`).meta({ description: "`cap` is the most that the score can be, `floor` the least." }), amount: z.number(), reason, expires, at })
  .check(({ value: { operation, amount }, issues }) => {
    const [least, most, words] = amounts[operation];
    if (amount < least || amount > most) issues.push({ code: "custom", input: amount, path: ["amount"], message: `write a number ${words}` });
  });

export const overrideWish = z
  .strictObject({ band: band.optional(), score: z.number().min(0).max(100).optional(), reason, expires, at })
  .refine(({ band, score }) => band !== undefined || score !== undefined, { path: ["band"], error: "write a band, a score, or both" });

export const stageWish = z.strictObject({ stage: name, line: name.optional().meta({ description: "Line of business; without it every line that has the stage." }), reason, at });

export const goalWish = z.strictObject({
  goal: name.meta({ description: "What it is called; the same name again states it anew." }),
  measure: name.meta({ description: "What it is measured by." }),
  target: z.number(),
  baseline: z.number().optional(),
  date: instant.optional().meta({ description: "By when." }),
  reached: instant.optional().meta({ description: "When it was reached; it counts once somebody has confirmed it." }),
  confirmedBy: name.optional(),
  at,
});

export const channels = ["email", "call", "meeting", "kick_off", "workshop"] as const;

export const interactionWish = z.strictObject({ channel: z.enum(channels, `write ${channels.join(", ")}`), direction: z.enum(["inbound", "outbound"]).optional(), invited: people, attended: people, note: text.optional(), at });

export const reviewWish = z.strictObject({ sponsorPresent: z.boolean(), invited: people, attended: people, note: text.optional(), at });

export const noteWish = z.strictObject({ text, at });

export const ownerWish = z.strictObject({ owner: name.meta({ description: "Under which name the account then stands, as books name it." }), note: text.optional().meta({ description: "What the new owner has to know." }) });

export const roleWish = z.strictObject({
  role: z
    .string()
    .trim()
    .min(1, "write a role, or null for none")
    .max(mostRoleCharacters, `write at most ${mostRoleCharacters} characters`)
    .nullable()
    .meta({ description: `${customerRoles.map((role) => `\`${role}\``).join(", ")}, also with spaces or capitals, or any other text. Null says that there is none any more.` }),
  at,
});

export const withdrawalWish = z.strictObject({ reason: reason.optional() });

/** Answered once it would outlast a power cut; it is in the scores some seconds later. */
export const recordedSchema = z
  .object({
    message: z.string().meta({ description: "Its id: what a withdrawal names." }),
    at: z.iso.datetime({ precision: 3 }).meta({ description: "From when it counts." }),
    moved: countSchema.nullable().optional().meta({ description: "Only of a hand-over: how many pieces of open work moved along; null where that failed, so repeat the request with the same Idempotency-Key." }),
  })
  .meta({ id: "Recorded", description: "What was recorded, and when." });
