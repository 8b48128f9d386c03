import type { Role } from "../../contract/access.ts";

/** Each role may also do what those above it may. */
export const roleWords: Readonly<Record<Role, { readonly name: string; readonly may: string }>> = {
  viewer: { name: "Viewer", may: "Sees every account, score and reason. Changes nothing." },
  csm: { name: "CSM", may: "Also works on accounts, and has a book: the accounts that stand under the owners named there." },
  manager: { name: "Manager", may: "Also sees calls that couldn't be stored, and sends them again." },
  administrator: { name: "Administrator", may: "Also invites teammates, gives roles and books, makes keys, names the workspace." },
};

export const roleChoices = (Object.keys(roleWords) as Role[]).map((value) => ({ value, label: roleWords[value].name }));
