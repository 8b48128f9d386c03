import { Button } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type CSSProperties, type ReactNode, useRef, useState } from "react";
import { ask } from "../api/ask.ts";
import { Empty, Failure } from "../kit/notice.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { mayAs } from "../session/may.ts";
import { sessionQuery } from "../session/use-session.ts";
import { PageHead } from "../shell/page-head.tsx";
import { useWriter } from "../words/reading.tsx";
import { Cell } from "./cell.tsx";
import { type Grid, type GridPlace, gridOf } from "./grid.ts";
import { type TypingSearch, typingNeeds, typingShows } from "./search.ts";
import styles from "./typing.module.css";

const mostItems = 2000;

/** Pulses and typed-in values of a book, by keyboard alone. */
export function TypingPage(): ReactNode {
  const search = useSearch({ from: "/shell/typing" });
  const session = useQuery(sessionQuery);
  const books = session.data?.teammate.books ?? [];
  const show = search.show ?? (books.length > 0 ? "book" : "everybody");
  const due = useQuery({ ...ask("listMeasurementsDue", { state: ["overdue", "due", "current", "optional"], limit: mostItems, ...(show === "book" && { owner: [...books] }) }), placeholderData: keepPreviousData, enabled: session.data !== undefined });
  if (session.data && !mayAs(session.data.teammate.role, "csm")) {
    return (
      <>
        <PageHead title="Typing in" />
        <Empty title="You may read, not type in" next={<Link to="/today">Today</Link>}>What was said stands on each account. Administrators give roles in the settings.</Empty>
      </>
    );
  }
  return (
    <>
      <PageHead title="Typing in" />
      <div className={styles.page}>
        {search.asOf !== undefined && <p className={styles.note}>What is typed in counts from now on, whatever the date of the page.</p>}
        <Bar search={search} show={show} hasBooks={books.length > 0} />
        {(due.error ?? session.error) && !due.data && <Failure error={due.error ?? session.error} retry={due.refetch} />}
        {due.isPending && !due.error && <Waiting lines={8} height={52} />}
        {due.data && <Listed grid={gridOf(due.data.items)} need={search.need ?? "all"} isCut={due.data.total > due.data.items.length} />}
      </div>
    </>
  );
}

function Bar({ search, show, hasBooks }: { readonly search: TypingSearch; readonly show: keyof typeof typingShows; readonly hasBooks: boolean }): ReactNode {
  const navigate = useNavigate();
  const change = (next: TypingSearch): void => void navigate({ to: "/typing", search: next, replace: true });
  return (
    <div className={styles.bar} role="group" aria-label="Which lines">
      {hasBooks &&
        (Object.keys(typingShows) as (keyof typeof typingShows)[]).map((one) => (
          <Button key={one} variant={one === show ? "light" : "default"} aria-pressed={one === show} onClick={() => change({ ...search, show: one })}>
            {typingShows[one].name}
          </Button>
        ))}
      {(Object.keys(typingNeeds) as (keyof typeof typingNeeds)[]).map((one) => (
        <Button key={one} variant={one === (search.need ?? "all") ? "light" : "default"} aria-pressed={one === (search.need ?? "all")} onClick={() => change({ ...search, need: one })}>
          {typingNeeds[one].name}
        </Button>
      ))}
      <span className={styles.help}>Type and press Enter; arrows lead from cell to cell. A pulse is g, y or r with a reason behind it.</span>
    </div>
  );
}

function Listed({ grid, need, isCut }: { readonly grid: Grid; readonly need: keyof typeof typingNeeds; readonly isCut: boolean }): ReactNode {
  // What was asked for when the page came stays, so that no line goes away under the hand that typed into it.
  const [asked, setAsked] = useState<{ need: string; accounts: ReadonlySet<string> }>();
  if (asked?.need !== need) setAsked({ need, accounts: new Set(grid.rows.filter(({ isAsked }) => isAsked).map(({ account }) => account)) });
  const rows = need === "all" ? grid.rows : grid.rows.filter(({ account, isAsked }) => isAsked || asked?.accounts.has(account));
  if (grid.rows.length === 0) return <Empty title="There are no accounts in this book" next={<Link to="/typing" search={{ show: "everybody" }}>Everybody&apos;s accounts</Link>}>Whose accounts stand in your book is set by an administrator, by the names of their owners.</Empty>;
  if (rows.length === 0) return <Empty title="Nothing is due" next={<Link to="/typing" search={{}}>All lines</Link>}>Everything that is asked for has been said lately.</Empty>;
  return (
    <>
      <Table grid={{ ...grid, rows }} />
      {isCut && <p className={styles.note}>Only the first accounts are shown; what is due longest comes first.</p>}
    </>
  );
}

function Table({ grid: { columns, rows } }: { readonly grid: Grid }): ReactNode {
  const write = useWriter();
  const body = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<GridPlace>({ row: 0, column: 0 });
  const go = (to: GridPlace): void => body.current?.querySelector<HTMLInputElement>(`[data-place="${to.row} ${to.column}"]`)?.focus();
  const size = { rows: rows.length, columns: columns.length };
  const held = { row: Math.min(at.row, rows.length - 1), column: Math.min(at.column, columns.length - 1) };
  return (
    <div className={styles.scroll}>
      <div role="grid" aria-label="Typing in" aria-rowcount={rows.length + 1} ref={body} className={styles.grid} style={{ "--count": columns.length } as CSSProperties}>
        <div role="row" className={styles.heads}>
          <span role="columnheader">
            Account <span className={styles.count}>{write.count(rows.length)}</span>
          </span>
          {columns.map(({ id, name }) => (
            <span key={id} role="columnheader">
              {name}
            </span>
          ))}
        </div>
        {rows.map((row, place) => (
          <div key={row.account} role="row" className={styles.row}>
            <span role="rowheader" className={styles.name}>
              <Link to="/accounts/$account" params={{ account: row.account }} tabIndex={-1}>
                <bdi>{row.name}</bdi>
              </Link>
              <bdi className={styles.owner}>{row.owner}</bdi>
            </span>
            {columns.map((column, index) => (
              <Cell key={column.id} row={row} column={column} item={row.cells[index]} place={{ row: place, column: index }} size={size} isFirst={held.row === place && held.column === index} go={go} enter={setAt} />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
