import type { Role } from "../../contract/access.ts";

/** Each role may also do what those above it may. */
export const roleWords: Readonly<Record<Role, { readonly name: string; readonly may: string }>> = {
  viewer: { name: "Viewer", may: "Sees every account, score and reason. Changes nothing." },
  csm: { name: "CSM", may: "Also records what only people know about the own accounts: pulses, typed-in values, contacts, plans; and may lower a score with a reason. The own accounts are those whose owners stand in the book." },
  manager: { name: "Manager", may: "Also works on everybody's accounts, raises scores, and sends calls again that couldn't be stored." },
  administrator: { name: "Administrator", may: "Also invites teammates, gives roles and books, makes keys, names the workspace, deletes calls that couldn't be stored, and forgets people and accounts." },
};

export const roleChoices = (Object.keys(roleWords) as Role[]).map((value) => ({ value, label: roleWords[value].name }));
