import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { type Act, useAct } from "../api/use-act.ts";
import { sendWork } from "../api/work.ts";
import { readSearch } from "../route/search-text.ts";
import { readPortfolioSearch } from "./search.ts";
import { type View, addressOf } from "./views.ts";

type Kept = Answer<"listViews">["views"][number];

/** A view that the server keeps. */
export interface SavedView extends View {
  readonly kept: Omit<Kept, "name" | "search">;
}

export interface SavedViews {
  readonly views: readonly SavedView[];
  readonly mayShare: boolean;
  /** Whether the server has answered. */
  readonly isKnown: boolean;
}

const savedOf = ({ name, search, ...kept }: Kept): SavedView => ({ name, search: readPortfolioSearch(readSearch(search)), kept });

export function useSavedViews(): SavedViews {
  const { data } = useQuery({ ...ask("listViews", {}), staleTime: 60_000, select: ({ views, mayShare }) => ({ views: views.map(savedOf), mayShare }) });
  return { views: data?.views ?? [], mayShare: data?.mayShare ?? false, isKnown: data !== undefined };
}

/** The name and the filters of a view, as the server keeps them. */
export const textOf = ({ search }: Pick<View, "search">): string => addressOf(search).replace(/^\?/, "");

const touched = ["listViews"];

/** Keeps a view; one's own of the same name becomes this one. */
export function useKeep(): Act<[view: View, isShared: boolean]> {
  const { views } = useSavedViews();
  return useAct(touched, async (view, isShared) => {
    const known = views.find(({ name, kept }) => kept.isOwn && kept.mayWrite && name === view.name);
    if (known) await sendWork("changeView", { view: known.kept.id, body: { search: textOf(view), ...(isShared !== known.kept.isShared && { isShared }) } });
    else await sendWork("keepView", { body: { name: view.name, search: textOf(view), isShared } }, { key: crypto.randomUUID() });
  });
}

type Change = Parameters<typeof sendWork<"changeView">>[1]["body"];

export const useChange = (): Act<[view: SavedView, change: Change]> => useAct(touched, ({ kept }, body) => sendWork("changeView", { view: kept.id, body }));

export const useRemove = (): Act<[view: SavedView]> => useAct(touched, ({ kept }) => sendWork("removeView", { view: kept.id }));

/** Where a browser kept views before the server kept them. */
export const browserViews = "bellwether-views";

/** Whoever has none in the browser needs nothing of what brings them to the server. */
export function useTakeOver(isKnown: boolean): void {
  const cache = useQueryClient();
  useEffect(() => {
    const text = isKnown ? localStorage.getItem(browserViews) : null;
    if (text === null) return;
    // Where it fails the browser goes on holding them, and the next visit tries again.
    void import("./take-over.ts").then(({ takeOver }) => takeOver(text)).then(() => cache.invalidateQueries({ queryKey: touched })).catch(() => undefined);
  }, [isKnown, cache]);
}
