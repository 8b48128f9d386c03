import { z } from "zod";
import { emailSchema, nameSchema, passwordSchema, teammateSchema } from "./teammate.ts";

/** Who is signed in. */
export const sessionSchema = z.object({ workspace: z.string(), teammate: teammateSchema }).meta({ id: "Session" });

export const signedOutSchema = z.object({ onward: z.string().nullable().meta({ description: "Where a browser is to go so that the session at the identity provider ends too; null where there is none, or where that isn't wanted." }) }).meta({ id: "SignedOut" });

export const signInWish = z.strictObject({ email: emailSchema, password: z.string().min(1).max(1000) });

export const passwordChange = z.strictObject({ current: z.string().max(1000), next: passwordSchema });

/** One place where somebody is signed in. */
export const openSessionSchema = z
  .object({
    id: z.string(),
    device: z.string().meta({ description: "What the browser said that it is; empty where it said nothing." }),
    startedAt: z.string(),
    endsAt: z.string(),
    isOwn: z.boolean().meta({ description: "Whether it is the one that asks." }),
  })
  .meta({ id: "OpenSession" });

export const openSessionsSchema = z.object({ sessions: z.array(openSessionSchema).meta({ description: "The newest first." }) });

/** Where people can sign in besides with a password. */
export const providersSchema = z.object({ providers: z.array(z.object({ id: z.string(), name: z.string() })) });

/** Whether somebody still has to become the first administrator. */
export const setupSchema = z.object({ needed: z.boolean() });

const token = z.string().min(1).max(200);

export const setupWish = z.strictObject({ token, email: emailSchema, name: nameSchema, password: passwordSchema });

export const invitationToken = z.strictObject({ token });

export const invitationSeen = z.object({ email: z.string(), role: z.string(), invitedBy: z.string() });

export const acceptanceWish = z.strictObject({ token, name: nameSchema, password: passwordSchema });
