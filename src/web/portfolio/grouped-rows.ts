import { keepPreviousData, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import type { AccountRow } from "../../contract/account-row.ts";
import type { Answer } from "../../contract/routes.ts";
import { ask, askOnce } from "../api/ask.ts";
import { usePlace } from "../shell/place.ts";
import { type LaidOut, type Window, othersIn, windowSize } from "./group-layout.ts";
import type { GroupBy } from "./group-words.ts";
import { type PortfolioSearch, fieldsOf, filtersOf, sortingOf } from "./search.ts";

export function useGroups(search: PortfolioSearch, by: GroupBy) {
  const { today } = usePlace();
  const question = { ...filtersOf(search, today), by };
  const found = useQuery({ ...ask("getGroups", question), placeholderData: keepPreviousData });
  const answered = useRef("");
  if (!found.isPlaceholderData) answered.current = JSON.stringify(question);
  return { ...found, answered: answered.current };
}

export const isOpen = ({ groups, toggled = [] }: PortfolioSearch, id: string): boolean => (groups === "closed") === toggled.includes(id);

/** Opens a group that is closed, and closes one that is open. */
export function toggledGroup(search: PortfolioSearch, id: string): PortfolioSearch {
  const { toggled = [], ...rest } = search;
  const next = toggled.includes(id) ? toggled.filter((one) => one !== id) : [...toggled, id];
  return { ...rest, ...(next.length > 0 && { toggled: next }) };
}

/** The accounts of the windows that are asked for, by group and place; what isn't there yet is being read. */
export function useGroupedRows(search: PortfolioSearch, by: GroupBy, { groups, windows }: { readonly groups: readonly LaidOut[]; readonly windows: readonly Window[] }): (group: number, place: number) => AccountRow | undefined {
  const { today } = usePlace();
  const common = { ...filtersOf(search, today), ...sortingOf(search), ...fieldsOf(search), group: by, limit: windowSize };
  const wanted = windows.map(({ group, window }) => ({ group, window, question: { ...common, inGroup: groups[group]?.id ?? "", offset: window * windowSize } }));
  const answers = useQueries({ queries: wanted.map(({ question }) => ({ queryKey: ["listGrouped", question], queryFn: ({ signal }: { readonly signal: AbortSignal }) => askOnce("listAccounts", question, signal), staleTime: 30_000 })) });
  const found = new Map(wanted.map(({ group, window }, index) => [`${group} ${window}`, answers[index]?.data?.accounts]));
  return (group, place) => found.get(`${group} ${Math.floor(place / windowSize)}`)?.[place % windowSize];
}

type Groups = Answer<"getGroups">["groups"];

/** Rows are brought up to date where they stand; those of a group are read anew only when it has others than before. `question` is what the groups answer. */
export function useRegrouping(groups: Groups, question: string): void {
  const cache = useQueryClient();
  const before = useRef({ groups, question });
  useEffect(() => {
    const moved = before.current.question === question ? othersIn(before.current.groups, groups) : new Set<string>();
    before.current = { groups, question };
    if (moved.size > 0) void cache.invalidateQueries({ predicate: ({ queryKey: [name, asked] }) => name === "listGrouped" && moved.has((asked as { inGroup: string }).inGroup) });
  }, [cache, groups, question]);
}

/** The groups with whether each is open, laid out anew only when one of them changes. */
export function useLaidOut(search: PortfolioSearch, groups: readonly { readonly id: string; readonly accounts: number }[]): readonly LaidOut[] {
  const key = JSON.stringify([search.groups, search.toggled]);
  return useMemo(() => groups.map(({ id, accounts }) => ({ id, accounts, isOpen: isOpen(search, id) })), [groups, key]);
}
