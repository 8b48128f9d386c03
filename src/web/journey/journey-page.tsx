import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useCallback } from "react";
import { ask } from "../api/ask.ts";
import { Empty, Failure } from "../kit/notice.tsx";
import page from "../kit/page.module.css";
import { Waiting } from "../kit/waiting.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { StageBoard } from "./board.tsx";
import { Cohorts } from "./cohorts.tsx";
import type { JourneySearch } from "./search.ts";
import { Travellers } from "./travellers.tsx";

/** Where accounts are on their way, who is late and why, and how long it takes. */
export function JourneyPage(): ReactNode {
  const search = useSearch({ from: "/shell/journey" });
  const navigate = useNavigate();
  const change = useCallback((next: JourneySearch): void => void navigate({ to: "/journey", search: next, resetScroll: false }), [navigate]);
  const instant = search.asOf === undefined ? {} : { asOf: search.asOf };
  const board = useQuery({ ...ask("getJourney", { ...instant, limit: 1 }), placeholderData: keepPreviousData });
  const line = board.data?.lines.find((one) => one.line === search.line) ?? board.data?.lines[0];
  return (
    <>
      <PageHead title="Journey" />
      <div className={page.page}>
        {board.data?.note && <p className={page.note}>{board.data.note}</p>}
        {board.error && !board.data && <Failure error={board.error} retry={board.refetch} />}
        {board.isPending && <Waiting lines={8} />}
        {board.data && !line && <Empty title="The health definition has no journey">A section `journey` in it says which stages customers pass; `journey: {"{"} based_on: default {"}"}` are the usual seven.</Empty>}
        {line && (
          <>
            {board.data && board.data.lines.length > 1 && (
              <div className={page.bar} role="group" aria-label="Line of business">
                {board.data.lines.map((one) => (
                  <button key={one.line} type="button" aria-pressed={one === line} onClick={() => change({ ...instant, line: one.line })}>
                    <bdi>{one.name}</bdi>
                  </button>
                ))}
              </div>
            )}
            <StageBoard line={line} search={search} change={change} />
            <Travellers line={line} search={search} change={change} />
            <Cohorts line={line} search={search} change={change} />
          </>
        )}
      </div>
    </>
  );
}
