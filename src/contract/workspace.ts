import { z } from "zod";
import { nameSchema } from "./teammate.ts";

/** As it stands in settings, in every row, and in the name of the cookie. */
export const workspaceIdSchema = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, "write 1 to 63 small letters, digits and hyphens, with no hyphen at either end");

export const workspaceSchema = z.object({ id: z.string(), name: z.string().meta({ description: "What people call it." }), createdAt: z.string() }).meta({ id: "Workspace" });

export const workspaceChange = z.strictObject({ name: nameSchema });
