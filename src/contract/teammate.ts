import { z } from "zod";
import { roleSchema } from "./access.ts";

/** In small letters, as it is compared. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^[^\s@]+@[^\s@]+$/, "write an e-mail address")
  .meta({ format: "email" });

export const nameSchema = z.string().trim().min(1, "write a name").max(200);

/** Long rather than strange; hashing a longer one would only cost time. */
export const passwordSchema = z.string().min(12, "write at least 12 characters").max(128, "write at most 128 characters");

export const booksSchema = z.array(z.string().min(1).max(200)).max(100).meta({ description: "Under which owners of accounts the teammate's own accounts stand." });

export const teammateSchema = z.object({ id: z.string(), email: z.string(), name: z.string(), role: roleSchema, books: z.array(z.string()) }).meta({ id: "Teammate" });

export const teammateChange = z.strictObject({ name: nameSchema.optional(), role: roleSchema.optional(), books: booksSchema.optional() });

/** Shown once. Whoever is given it changes it after signing in. */
export const passwordReset = z.object({ teammate: teammateSchema, password: z.string() });

export const invitationSchema = z
  .object({ id: z.string(), email: z.string(), role: roleSchema, books: z.array(z.string()), invitedBy: z.string(), createdAt: z.string(), expiresAt: z.string() })
  .meta({ id: "Invitation" });

export const invitationWish = z.strictObject({ email: emailSchema, role: roleSchema, books: booksSchema.default([]) });

/** The link is shown once; whoever has it can become the teammate. */
export const invitationMade = z.object({ invitation: invitationSchema, link: z.string() });
