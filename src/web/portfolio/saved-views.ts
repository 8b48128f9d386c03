import { useQuery } from "@tanstack/react-query";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { type Act, useAct } from "../api/use-act.ts";
import { sendWork } from "../api/work.ts";
import { readSearch } from "../route/search-text.ts";
import { readPortfolioSearch } from "./search.ts";
import { type View, textOf } from "./views.ts";

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

/** What shows views. */
export const touched = ["listViews"];

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
