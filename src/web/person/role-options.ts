import { customerRoles } from "../../contract/customer-role.ts";
import { roleText } from "./words.ts";

export interface RoleOption {
  readonly value: string;
  readonly label: string;
}

/** Stands for "none" and for a text that is yet to be written: neither is a role that somebody could have. */
export const [noRole, anotherRole] = ["", " "];

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** What can be chosen for somebody, with the role that they have even if it is an unusual one. */
export function roleOptions(role: string | null, { none, canWrite }: { readonly none: string; readonly canWrite: boolean }): readonly RoleOption[] {
  const usual: readonly string[] = customerRoles;
  return [
    { value: noRole, label: none },
    ...usual.map((value) => ({ value, label: capital(roleText(value)) })),
    ...(role === null || usual.includes(role) ? [] : [{ value: role, label: roleText(role) }]),
    ...(canWrite ? [{ value: anotherRole, label: "Another…" }] : []),
  ];
}

/** What was done, in words. */
export const roleSaid = (name: string, role: string | null): string => (role === null ? `${name} has no role now` : `${name} is ${roleText(role)} now`);

/** From when what is chosen counts: now, but just before the end of data that ended earlier, which is when the page shows it. */
export const countsFrom = ({ asOf, note }: { readonly asOf: string; readonly note: string | null }): string | undefined => (note === null ? undefined : new Date(Date.parse(asOf) - 1).toISOString());
