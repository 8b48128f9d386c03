import { queryOptions } from "@tanstack/react-query";
import { askAccess } from "../api/access.ts";

/** Uploaded files, and what came of importing them. */
export const importsQuery = queryOptions({ queryKey: ["getImports"], queryFn: () => askAccess("getImports") });
