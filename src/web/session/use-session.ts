import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Role } from "../../contract/access.ts";
import type { AccessAnswer } from "../../contract/access-routes.ts";
import { askAccess } from "../api/access.ts";
import { mayAs } from "./may.ts";

/** Who is signed in. */
export const sessionQuery = queryOptions({ queryKey: ["getSession"], queryFn: () => askAccess("getSession"), staleTime: 5 * 60_000, retry: false });

export type Me = AccessAnswer<"getSession">["teammate"];

/** Who reads; undefined until it is known, and where the server knows no sign-in. */
export const useMe = (): Me | undefined => useQuery(sessionQuery).data?.teammate;

export const useMay = (asked: Role): boolean => mayAs(useMe()?.role, asked);
