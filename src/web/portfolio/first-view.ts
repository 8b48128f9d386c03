import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { type SavedView, useSavedViews } from "./saved-views.ts";
import type { PortfolioSearch } from "./search.ts";
import { addressOf } from "./views.ts";

/** The view that the reader begins with, if there is one; an address that says nothing becomes its address. */
export function useFirstView(search: PortfolioSearch): SavedView | undefined {
  const navigate = useNavigate();
  const first = useSavedViews().views.find(({ kept }) => kept.isDefault);
  const saysNothing = search.show === undefined && addressOf(search) === "";
  useEffect(() => {
    if (first && saysNothing) void navigate({ to: "/portfolio", search: { ...first.search, ...(search.asOf !== undefined && { asOf: search.asOf }) }, replace: true });
  }, [first, saysNothing, search.asOf, navigate]);
  return first;
}
