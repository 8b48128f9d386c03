import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { AccountRow } from "../../contract/account-row.ts";
import { askOnce } from "../api/ask.ts";
import { Failure } from "../kit/notice.tsx";
import { usePlace } from "../shell/place.ts";
import styles from "./account-table.module.css";
import type { ChangeSearch } from "./change.ts";
import { type Column, columnsFor } from "./columns.tsx";
import { NoAccounts } from "./no-accounts.tsx";
import { useRowKeys } from "./row-keys.ts";
import { type PortfolioSearch, fieldsOf, filtersOf, sortingOf } from "./search.ts";
import { Heads, tracksOf } from "./table-heads.tsx";
import { Line } from "./table-line.tsx";
import { useSelection } from "./use-selection.ts";

const rowHeight = 48;
/** The first window is small, so that something is seen soon; those behind it are read before they are reached. */
const [firstRows, moreRows, readAhead] = [60, 400, 160];
/** So few rows before the end nothing waits. */
const nearEnd = 20;
const typingMs = 150;
const waiting = 40;

interface Props {
  readonly search: PortfolioSearch;
  readonly change: ChangeSearch;
}

/** Filtered and sorted by the server, read window by window, drawn as far as it is seen. */
export function AccountTable({ search, change }: Props): ReactNode {
  const list = useRows(search);
  const { pack } = usePlace();
  const columns = useMemo(() => columnsFor(pack, search.columns), [pack, search.columns]);
  if (list.error && !list.data) return <Failure error={list.error} retry={list.refetch} />;
  if (list.data && list.total === 0) return <NoAccounts search={search} change={change} />;
  return (
    <div role="table" aria-label="Accounts" aria-rowcount={list.total + 1} aria-busy={list.isPlaceholderData} className={styles.table} style={{ "--columns": tracksOf(columns) } as CSSProperties}>
      <Heads columns={columns} search={search} change={change} total={list.data && list.total} />
      <Rows list={list} columns={columns} resetOn={JSON.stringify(search)} />
    </div>
  );
}

function useRows(search: PortfolioSearch) {
  const { today } = usePlace();
  const question = { ...filtersOf(search, today), ...sortingOf(search), ...fieldsOf(search) };
  const list = useInfiniteQuery({
    queryKey: ["listAccounts", question],
    queryFn: ({ pageParam, signal }) => askOnce("listAccounts", { ...question, limit: pageParam === undefined ? firstRows : moreRows, ...(pageParam !== undefined && { cursor: pageParam }) }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => list.data?.pages.flatMap(({ accounts }) => accounts) ?? [], [list.data]);
  return { ...list, rows, total: list.data?.pages[0]?.total ?? 0 };
}

type Rows = ReturnType<typeof useRows>;

function Rows({ list, columns, resetOn }: { readonly list: Rows; readonly columns: readonly Column[]; readonly resetOn: string }): ReactNode {
  const { rows, total, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const body = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(body.current?.offsetTop ?? 0), []);
  const count = list.data ? Math.min(total, rows.length + (hasNextPage ? waiting : 0)) : waiting;
  const virtual = useWindowVirtualizer({ count, estimateSize: () => rowHeight, overscan: 14, scrollMargin: top, scrollPaddingStart: 110 });
  const seen = virtual.getVirtualItems();
  const last = seen.at(-1)?.index ?? 0;
  useEffect(() => {
    if (!hasNextPage || isFetchingNextPage || last <= rows.length - readAhead) return undefined;
    // Whoever types has asked something else by then; whoever scrolls is not kept waiting.
    const pause = setTimeout(() => void fetchNextPage(), last > rows.length - nearEnd ? 0 : typingMs);
    return () => clearTimeout(pause);
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  // Another question begins at its top.
  const asked = useRef(resetOn);
  useEffect(() => {
    if (asked.current === resetOn) return;
    asked.current = resetOn;
    if (globalThis.scrollY > top) globalThis.scrollTo({ top: Math.max(0, top - 110) });
  }, [resetOn, top]);
  const { selection, select } = useSelection();
  const loaded = useRef(rows);
  loaded.current = rows;
  const choose = useCallback((row: AccountRow, isRange: boolean) => select(row, isRange ? loaded.current : undefined), [select]);
  useRowKeys(body, {
    count: rows.length,
    show: (index) => virtual.scrollToIndex(index, { align: "auto" }),
    select: (index, isRange) => {
      const row = rows[index];
      if (row) choose(row, isRange);
    },
  });
  return (
    <div role="rowgroup" ref={body} className={styles.body} data-stale={list.isPlaceholderData || undefined} style={{ height: virtual.getTotalSize() }}>
      {seen.map(({ index, start }) => {
        const row = rows[index];
        return <Line key={row?.account ?? `waiting ${index}`} row={row} index={index} columns={columns} top={start - top} isSelected={row !== undefined && selection.rows.has(row.account)} select={choose} />;
      })}
    </div>
  );
}
