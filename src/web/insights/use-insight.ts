import { useQuery } from "@tanstack/react-query";
import type { PrintedResult } from "../../contract/insight-results.ts";
import type { InsightKind } from "../../contract/insights.ts";
import type { Answer } from "../../contract/routes.ts";
import { ask, askOnce } from "../api/ask.ts";

type Listed = Answer<"listInsights">;
export type Run = NonNullable<Listed["kinds"][number]["latest"]>;

const isUnderWay = (run: Run | null): boolean => run?.state === "waiting" || run?.state === "running";

/** How often it is asked how far a run is. */
const lookMs = 1000;

/** What was learned, and what runs; asked again and again while something does. */
export const useInsights = () => useQuery({ ...ask("listInsights", {}), refetchInterval: ({ state }) => (state.data?.kinds.some(({ latest }) => isUnderWay(latest)) === true ? lookMs : false) });

export interface Insight<K extends InsightKind> {
  readonly kept: Listed["kinds"][number]["kept"];
  /** Absent while it is read, and where nothing is kept. */
  readonly result: PrintedResult<K> | undefined;
  readonly error: Error | null;
}

/** The newest result of a kind. Another result is another question to the cache. */
export function useInsight<K extends InsightKind>(kind: K, listed: Listed): Insight<K> {
  const kept = listed.kinds.find((one) => one.kind === kind)?.kept ?? null;
  const found = useQuery({ queryKey: ["getInsight", kind, kept?.run.id], queryFn: ({ signal }) => askOnce("getInsight", { kind }, signal), enabled: kept !== null, staleTime: Infinity });
  return { kept, result: (found.data?.result ?? undefined) as PrintedResult<K> | undefined, error: found.error };
}

/** Whether something is waiting or running. */
export const underWay = (listed: Listed): readonly Run[] => listed.kinds.flatMap(({ latest }) => (latest && isUnderWay(latest) ? [latest] : []));
