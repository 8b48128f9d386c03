import type { Role } from "../../contract/access.ts";

const ranks: Readonly<Record<Role, number>> = { viewer: 0, csm: 1, manager: 2, administrator: 3 };

/** Whether a role includes another; nothing is offered that the server would refuse. */
export const mayAs = (role: Role | undefined, asked: Role): boolean => role !== undefined && ranks[role] >= ranks[asked];
