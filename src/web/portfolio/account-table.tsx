import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { type CSSProperties, type ReactNode, memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { AccountRow } from "../../contract/account-row.ts";
import { askOnce } from "../api/ask.ts";
import { Empty, Failure } from "../kit/notice.tsx";
import { usePlace } from "../shell/place.ts";
import { useShortcuts } from "../shell/use-shortcuts.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./account-table.module.css";
import type { ChangeSearch } from "./change.ts";
import { type Column, columnsFor } from "./columns.tsx";
import { type PortfolioSearch, filtersOf, isFiltered, sortedBy, sortingOf } from "./search.ts";

const rowHeight = 48;
/** The first window is small, so that something is seen soon; those behind it are read before they are reached. */
const [firstRows, moreRows, readAhead] = [80, 400, 160];
const waiting = 40;

interface Props {
  readonly search: PortfolioSearch;
  readonly change: ChangeSearch;
}

/** Filtered and sorted by the server, read window by window, drawn as far as it is seen. */
export function AccountTable({ search, change }: Props): ReactNode {
  const list = useRows(search);
  const { pack } = usePlace();
  const columns = useMemo(() => columnsFor(pack.stages.length > 0), [pack]);
  if (list.error && !list.data) return <Failure error={list.error} retry={list.refetch} />;
  if (list.data && list.total === 0) return <NoAccounts search={search} change={change} />;
  return (
    <div role="table" aria-label="Accounts" aria-rowcount={list.total + 1} aria-busy={list.isPlaceholderData} className={styles.table} style={{ "--columns": columns.map(({ width }) => width).join(" ") } as CSSProperties}>
      <Heads columns={columns} search={search} change={change} total={list.data && list.total} />
      <Rows list={list} columns={columns} resetOn={JSON.stringify(search)} />
    </div>
  );
}

function useRows(search: PortfolioSearch) {
  const { today } = usePlace();
  const question = { ...filtersOf(search, today), ...sortingOf(search) };
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

function Heads({ columns, search, change, total }: Props & { readonly columns: readonly Column[]; readonly total: number | undefined }): ReactNode {
  const write = useWriter();
  const { sort, order } = sortingOf(search);
  return (
    <div role="rowgroup" className={styles.heads}>
      <div role="row" aria-rowindex={1} className={styles.row}>
        {columns.map((column) => {
          const isSorted = column.sort === sort;
          const Arrow = order === "ascending" ? IconArrowUp : IconArrowDown;
          return (
            <span key={column.id} role="columnheader" className={styles.head} data-column={column.id} data-align={column.align} aria-sort={isSorted ? order : undefined} title={column.meaning}>
              {column.sort ? (
                <button type="button" onClick={() => column.sort && change(sortedBy(search, column.sort))}>
                  {column.head}
                  {isSorted && <Arrow size={13} aria-hidden="true" />}
                </button>
              ) : (
                column.head
              )}
              {column.id === "name" && total !== undefined && <span className={styles.total}>{write.count(total)}</span>}
            </span>
          );
        })}
      </div>
    </div>
  );
}

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
    if (hasNextPage && !isFetchingNextPage && last > rows.length - readAhead) void fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  // Another question begins at its top.
  const asked = useRef(resetOn);
  useEffect(() => {
    if (asked.current === resetOn) return;
    asked.current = resetOn;
    if (globalThis.scrollY > top) globalThis.scrollTo({ top: Math.max(0, top - 110) });
  }, [resetOn, top]);
  useRowKeys(body, { count: rows.length, show: (index) => virtual.scrollToIndex(index, { align: "auto" }) });
  return (
    <div role="rowgroup" ref={body} className={styles.body} data-stale={list.isPlaceholderData || undefined} style={{ height: virtual.getTotalSize() }}>
      {seen.map(({ index, start }) => {
        const row = rows[index];
        return <Line key={row?.account ?? `waiting ${index}`} row={row} index={index} columns={columns} top={start - top} />;
      })}
    </div>
  );
}

const Line = memo(function Line({ row, index, columns, top }: { readonly row: AccountRow | undefined; readonly index: number; readonly columns: readonly Column[]; readonly top: number }): ReactNode {
  const navigate = useNavigate();
  const open = (): void => void (row && navigate({ to: "/accounts/$account", params: { account: row.account } }));
  return (
    // The name in it is the link; pressing anywhere else on the line is a convenience for pointers.
    <div role="row" aria-rowindex={index + 2} className={`${styles.row} ${styles.line}`} style={{ transform: `translateY(${top}px)` }} onClick={open}>
      {columns.map((column) => (
        <span key={column.id} role="cell" className={styles.cell} data-column={column.id} data-align={column.align}>
          {row && column.id === "name" && (
            <Link to="/accounts/$account" params={{ account: row.account }} className={styles.name} data-row={index} onClick={(event) => event.stopPropagation()}>
              <bdi>{row.name}</bdi>
            </Link>
          )}
          {row ? column.cell(row) : <span className={styles.bone} />}
        </span>
      ))}
    </div>
  );
});

/** j and k move the focus from name to name. */
function useRowKeys(body: { readonly current: HTMLDivElement | null }, { count, show }: { readonly count: number; readonly show: (index: number) => void }): void {
  const at = useRef(-1);
  // A key may come before the row of the one before it is drawn and has the focus.
  const isMoving = useRef(false);
  const move = (by: number): void => {
    const focused = document.activeElement?.closest<HTMLElement>("[data-row]")?.dataset["row"];
    const next = Math.min(count - 1, Math.max(0, (focused === undefined || isMoving.current ? at.current : Number(focused)) + by));
    at.current = next;
    isMoving.current = true;
    show(next);
    const arrive = (): void => {
      if (at.current !== next) return;
      isMoving.current = false;
      body.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus({ preventScroll: true });
    };
    requestAnimationFrame(() => requestAnimationFrame(arrive));
  };
  useShortcuts({ next: () => move(1), previous: () => move(-1) });
}

function NoAccounts({ search, change }: Props): ReactNode {
  const { asOf } = search;
  if (isFiltered(search))
    return (
      <Empty title="No account fits these filters">
        <button type="button" className={styles.plain} onClick={() => change(asOf === undefined ? {} : { asOf })}>
          Show all accounts
        </button>
      </Empty>
    );
  return <Empty title="There are no accounts yet">{asOf === undefined ? "Send events to this server, or bring files in with `bellwether import`; accounts appear here as they arrive." : "Nobody was a customer on that day. Choose another date, above."}</Empty>;
}
