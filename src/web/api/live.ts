import { type InfiniteData, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { changesPath } from "../../contract/paths.ts";
import type { z } from "zod";
import type { changeSchema } from "../../contract/changes.ts";
import { type RowsPage, withChangedRows } from "./apply-change.ts";

type Change = z.infer<typeof changeSchema>;

export type LiveState = "connecting" | "live" | "waiting";

/** Sums are asked for again at most so often, however much arrives. */
const calmMs = 4000;
const sums = new Set(["getSummary", "getGroups", "getDistribution", "getNearlyThere", "listTransitions", "listAccountTransitions", "listDisagreements", "listMeasurementsDue", "getPipeline"]);
const ofAccount = new Set(["getAccount", "getHistory", "getDifference", "listUsers", "getPerson", "listEvents", "listContracts", "listRecorded", "getAccountJourney"]);

/** Keeps what is shown of now up to date. Nothing is followed while a date of the past is shown. */
export function useLiveChanges(isFollowing: boolean): LiveState | undefined {
  const cache = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");
  useEffect(() => {
    if (!isFollowing) return undefined;
    const source = new EventSource(changesPath);
    const calm = new Calm(() => void cache.invalidateQueries({ predicate: ({ queryKey }) => sums.has(String(queryKey[0])) }));
    source.addEventListener("open", () => setState("live"));
    source.addEventListener("error", () => {
      const isRefused = source.readyState === EventSource.CLOSED;
      setState(isRefused ? "waiting" : "connecting");
      // Perhaps nobody is signed in any more; the shell learns it from what it always needs.
      if (isRefused) void cache.invalidateQueries({ queryKey: ["getPack"] });
    });
    const take = (event: MessageEvent<string>): void => {
      applyChange(cache, JSON.parse(event.data) as Change);
      calm.ask();
    };
    source.addEventListener("message", take);
    source.addEventListener("change", take);
    return () => {
      source.close();
      calm.end();
    };
  }, [cache, isFollowing]);
  return isFollowing ? state : undefined;
}

function applyChange(cache: QueryClient, { rows, gone }: Change): void {
  // Nobody in particular changed: another health definition is in use, and everything is to be read again.
  if (rows.length + gone.length === 0) return void cache.invalidateQueries();
  const changed = new Map(rows.map((row) => [row.account, row]));
  cache.setQueriesData<InfiniteData<RowsPage>>({ queryKey: ["listAccounts"] }, (data) => {
    if (!data || !("pages" in data)) return data;
    const pages = withChangedRows(data.pages, changed);
    return pages === data.pages ? data : { ...data, pages: [...pages] };
  });
  // Of a portfolio in groups the rows stay too; who moves to another group does so when the groups' sums say it.
  cache.setQueriesData<RowsPage>({ queryKey: ["listGrouped"] }, (page) => page && withChangedRows([page], changed)[0]);
  const touched = new Set([...changed.keys(), ...gone]);
  void cache.invalidateQueries({ predicate: ({ queryKey: [name, question] }) => ofAccount.has(String(name)) && touched.has((question as { account?: string } | undefined)?.account ?? "") });
}

/** Does something once for many askings that come close together. */
class Calm {
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #act: () => void;

  constructor(act: () => void) {
    this.#act = act;
  }

  ask(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#act();
    }, calmMs);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
