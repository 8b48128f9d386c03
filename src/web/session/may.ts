import type { Role } from "../../contract/access.ts";

const ranks: Readonly<Record<Role, number>> = { viewer: 0, csm: 1, manager: 2, administrator: 3 };

/** Whether a role includes another; nothing is offered that the server would refuse. */
export const mayAs = (role: Role | undefined, asked: Role): boolean => role !== undefined && ranks[role] >= ranks[asked];

interface Reader {
  readonly role: Role;
  readonly email: string;
  readonly books: readonly string[];
}

/** Whether an account is somebody's to change: a CSM's where its owner stands in the own books or is the own address, a manager's always. */
export function isTheirs({ role, email, books }: Reader, owner: string | null): boolean {
  if (mayAs(role, "manager")) return true;
  return mayAs(role, "csm") && owner !== null && (owner === email || books.includes(owner));
}
