import { z } from "zod";
import { scopeSchema } from "./access.ts";
import { nameSchema } from "./teammate.ts";

const instant = z.string().meta({ format: "date-time" });

/** A key without its text. Instants are ISO 8601 in UTC. */
const common = {
  id: z.string(),
  name: z.string(),
  prefix: z.string().meta({ description: "The first letters of the key, to know it again by; empty where they are not known." }),
  createdAt: instant,
  createdBy: z.string().optional(),
  expiresAt: instant.optional(),
  revokedAt: instant.optional(),
  lastUsedAt: instant.optional().meta({ description: "To within a minute." }),
};

export const keySchema = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("write"), ...common, acceptsVocabulary: z.boolean().meta({ description: "Whether events such as contract_changed may come through it; false for keys that stand in web pages." }) }),
    z.object({ kind: z.literal("read"), ...common, scopes: z.array(scopeSchema) }),
  ])
  .meta({ id: "Key" });

export type Key = z.infer<typeof keySchema>;

const wished = { name: nameSchema, expiresAt: z.iso.datetime({ offset: true }).optional() };

export const keyWish = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("write"), ...wished, acceptsVocabulary: z.boolean().default(true) }),
  z.strictObject({ kind: z.literal("read"), ...wished, scopes: z.array(scopeSchema).min(1, "name at least one scope") }),
]);

export type KeyWish = z.input<typeof keyWish>;

/** `text` is the key itself, shown only now. */
export const keyMade = z.object({ key: keySchema, text: z.string() });

export type KeyMade = z.infer<typeof keyMade>;
