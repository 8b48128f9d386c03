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

/** Whether whoever reads may record what they know; everybody may where the server knows no sign-in. */
export function useMayRecord(): boolean {
  const me = useMe();
  return me === undefined || mayAs(me.role, "csm");
}

export const useMay = (asked: Role): boolean => mayAs(useMe()?.role, asked);
