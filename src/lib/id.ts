import { z } from "zod";

/** Small letters, so that two ids never differ by case alone. */
const pattern = /^[a-z][a-z0-9_]{0,62}$/;
export const idAdvice = "write an id of small letters, digits and _, beginning with a letter";

/** Whether a text can be the id of something that a pack defines; `constructor` is what every JavaScript object has. */
export function isId(text: string): boolean {
  return pattern.test(text) && text !== "constructor";
}

/** An id where something is defined by a key `id`. */
export const idSchema = z.string().refine(isId, idAdvice).meta({ pattern: pattern.source });

/** An id that is the key of what it defines; {@link isId} has to be asked besides. */
export const idKeySchema = z.string().meta({ pattern: pattern.source });
