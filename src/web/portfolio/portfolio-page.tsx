import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, Suspense, lazy, useCallback, useEffect, useMemo, useState } from "react";
import { ask } from "../api/ask.ts";
import { Waiting } from "../kit/waiting.tsx";
import { noteList } from "../route/last-list.ts";
import { PageHead } from "../shell/page-head.tsx";
import { usePlace } from "../shell/place.ts";
import { AccountTable } from "./account-table.tsx";
import type { ChangeSearch } from "./change.ts";
import { FilterBar } from "./filter-bar.tsx";
import { useFirstView } from "./first-view.ts";
import styles from "./portfolio.module.css";
import { type PortfolioSearch, filtersOf, withKnownOrder } from "./search.ts";
import { nothingSelected, selectedTo, toggled } from "./selection.ts";
import { SummaryStrip } from "./summary-strip.tsx";
import { type Selecting, SelectionContext } from "./use-selection.ts";
import { shownWith } from "./views.ts";

/** Between two letters of somebody who types; sums are asked for after the last. */
const typingMs = 150;

const NearlyThere = lazy(async () => ({ default: (await import("./nearly-there.tsx")).NearlyThere }));
const BulkBar = lazy(() => import("./bulk-bar.tsx"));
const GroupedTable = lazy(() => import("./grouped-table.tsx"));

/** All accounts: who needs somebody, and why. Everything that is chosen here stands in the address, but for what is selected to be changed. */
export function PortfolioPage(): ReactNode {
  const asked = useSearch({ from: "/shell/portfolio" });
  const navigate = useNavigate();
  const { today, pack } = usePlace();
  const search = useMemo(() => withKnownOrder(asked, pack.metrics), [asked, pack]);
  const first = useFirstView(search);
  useEffect(() => noteList(search), [search]);
  const change = useCallback((next: PortfolioSearch, { replace = false } = {}): void => void navigate({ to: "/portfolio", search: shownWith(next, first !== undefined), replace }), [navigate, first]);
  const selecting = useSelecting();
  const { band: _band, text: _text, ...rest } = search;
  // What the strip counts isn't narrowed by the band that was chosen in it. While somebody types, the rows come first.
  const [text] = useDebouncedValue(search.text, typingMs);
  const summary = useQuery({ ...ask("getSummary", filtersOf(text === undefined ? rest : { ...rest, text }, today)), placeholderData: keepPreviousData });
  const owners = (summary.data?.owners ?? []).flatMap(({ id }) => (id === "" ? [] : [id]));
  return (
    <>
      <PageHead title="Portfolio" />
      <div className={styles.page}>
        {summary.data?.note && <p className={styles.note}>{summary.data.note}</p>}
        <SummaryStrip summary={summary.data} search={search} change={change} />
        <FilterBar summary={summary.data} search={search} change={change} />
        <SelectionContext value={selecting}>
          <Shown search={search} change={change} />
        </SelectionContext>
        {selecting.selection.rows.size > 0 && (
          <Suspense>
            <BulkBar selection={selecting.selection} owners={owners} clear={() => selecting.become(nothingSelected)} />
          </Suspense>
        )}
      </div>
    </>
  );
}

/** The list as the address asks for it. */
function Shown({ search, change }: { readonly search: PortfolioSearch; readonly change: ChangeSearch }): ReactNode {
  if (search.show !== "near" && search.group === undefined) return <AccountTable search={search} change={change} />;
  return <Suspense fallback={<Waiting lines={8} height={48} />}>{search.group !== undefined && search.show !== "near" ? <GroupedTable search={search} by={search.group} change={change} /> : <NearlyThere search={search} />}</Suspense>;
}

function useSelecting(): Selecting {
  const [selection, become] = useState(nothingSelected);
  const select: Selecting["select"] = useCallback((row, upToOf) => become((now) => (upToOf ? selectedTo(now, row, upToOf) : toggled(now, row))), []);
  return useMemo(() => ({ selection, select, become }), [selection, select]);
}
