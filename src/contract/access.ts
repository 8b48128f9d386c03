import { z } from "zod";

/** What a teammate may do, from least to most: each also may what those before it may. */
export const roles = ["viewer", "csm", "manager", "administrator"] as const;
export type Role = (typeof roles)[number];
export const roleSchema = z.enum(roles);

/**
 * What read keys are made for. `people` opens users of accounts and their events, which is personal data; `record` lets its
 * holder record pulses, contacts and the like, as a CSM may; `privacy` is for programs that answer people's requests: it
 * exports everything that is held of somebody, and forgets them; `publish` puts another health definition in use.
 */
export const scopes = ["accounts", "people", "pipeline", "record", "privacy", "publish"] as const;
export type Scope = (typeof scopes)[number];
export const scopeSchema = z.enum(scopes);

/** Whether a teammate with one role may do what asks for another. */
export const includesRole = (role: Role, asked: Role): boolean => roles.indexOf(role) >= roles.indexOf(asked);
