import { queryOptions } from "@tanstack/react-query";
import { askAccess } from "../api/access.ts";

/** Who is signed in. */
export const sessionQuery = queryOptions({ queryKey: ["getSession"], queryFn: () => askAccess("getSession"), staleTime: 5 * 60_000 });
