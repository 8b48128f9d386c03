import type { AccountRow } from "../../contract/account-row.ts";

/** What was said of an account; null where nothing was. A trait may have the name of what every object has. */
export const traitIn = ({ traits }: AccountRow, trait: string): string | number | null => (traits && Object.hasOwn(traits, trait) ? (traits[trait] ?? null) : null);
