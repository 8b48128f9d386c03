import { z } from "zod";
import { nameSchema } from "./teammate.ts";

export const workspaceSchema = z.object({ id: z.string(), name: z.string().meta({ description: "What people call it." }), createdAt: z.string() }).meta({ id: "Workspace" });

export const workspaceChange = z.strictObject({ name: nameSchema });
