import { z } from "zod";

/**
 * The id of something that a pack defines. Small letters, so that two ids never differ by case alone;
 * `constructor` is what every JavaScript object already has.
 */
export const idSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, "write an id of small letters, digits and _, beginning with a letter")
  .refine((id) => id !== "constructor", "write another id; this one is reserved");
