import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type ReactNode, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { AccountRow } from "../../contract/account-row.ts";
import type { Answer } from "../../contract/routes.ts";
import { Failure } from "../kit/notice.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { usePlace } from "../shell/place.ts";
import styles from "./account-table.module.css";
import type { ChangeSearch } from "./change.ts";
import { columnsFor } from "./columns.tsx";
import { GroupHead } from "./group-head.tsx";
import { layOut, windowsOf } from "./group-layout.ts";
import type { GroupBy } from "./group-words.ts";
import { toggledGroup, useGroupedRows, useGroups, useLaidOut, useRegrouping } from "./grouped-rows.ts";
import { NoAccounts } from "./no-accounts.tsx";
import { useRowKeys } from "./row-keys.ts";
import type { PortfolioSearch } from "./search.ts";
import { Heads, tracksOf } from "./table-heads.tsx";
import { Line } from "./table-line.tsx";
import { useSelection } from "./use-selection.ts";

const rowHeight = 48;

interface Props {
  readonly search: PortfolioSearch;
  readonly by: GroupBy;
  readonly change: ChangeSearch;
}

/** The portfolio in groups. Their sums say how long each is, so that only what is seen is read, wherever that is. */
export default function GroupedTable({ search, by, change }: Props): ReactNode {
  const found = useGroups(search, by);
  const { pack } = usePlace();
  const columns = useMemo(() => columnsFor(pack, search.columns), [pack, search.columns]);
  if (found.error && !found.data) return <Failure error={found.error} retry={found.refetch} />;
  if (!found.data) return <Waiting lines={8} height={rowHeight} />;
  const { groups } = found.data;
  if (groups.length === 0) return <NoAccounts search={search} change={change} />;
  const total = groups.reduce((sum, { accounts }) => sum + accounts, 0);
  return (
    <div role="table" aria-label="Accounts" aria-rowcount={total + groups.length + 1} aria-busy={found.isPlaceholderData} className={styles.table} style={{ "--columns": tracksOf(columns) } as CSSProperties}>
      <Heads columns={columns} search={search} change={change} total={total} />
      <GroupedRows groups={groups} answered={found.answered} columns={columns} search={search} by={found.data.by} change={change} />
    </div>
  );
}

interface RowsProps extends Props {
  readonly groups: Answer<"getGroups">["groups"];
  /** The question that the groups answer. */
  readonly answered: string;
  readonly columns: ReturnType<typeof columnsFor>;
}

function GroupedRows({ groups, answered, columns, search, by, change }: RowsProps): ReactNode {
  const body = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(body.current?.offsetTop ?? 0), []);
  const laidOut = useLaidOut(search, groups);
  const layout = useMemo(() => layOut(laidOut), [laidOut]);
  useRegrouping(groups, answered);
  const virtual = useWindowVirtualizer({ count: layout.lines, estimateSize: () => rowHeight, overscan: 14, scrollMargin: top, scrollPaddingStart: 110 });
  const seen = virtual.getVirtualItems();
  const rowAt = useGroupedRows(search, by, { groups: laidOut, windows: windowsOf(layout, seen.map(({ index }) => index)) });
  const { selection, select } = useSelection();
  const lineAt = (index: number): AccountRow | undefined => {
    const at = layout.at(index);
    return at.kind === "account" ? rowAt(at.group, at.place) : undefined;
  };
  // A range goes over what is read around it: what nobody saw isn't selected by accident.
  const shown = useRef<readonly AccountRow[]>([]);
  shown.current = seen.flatMap(({ index }) => lineAt(index) ?? []);
  const choose = useCallback((row: AccountRow, isRange: boolean) => select(row, isRange ? shown.current : undefined), [select]);
  useRowKeys(body, {
    count: layout.lines,
    show: (index) => virtual.scrollToIndex(index, { align: "auto" }),
    select: (index, isRange) => {
      const row = lineAt(index);
      if (row) choose(row, isRange);
    },
  });
  return (
    <div role="rowgroup" ref={body} className={styles.body} style={{ height: virtual.getTotalSize() }}>
      {seen.map(({ index, start }) => {
        const at = layout.at(index);
        const group = groups[at.group];
        if (at.kind === "head") return group && <GroupHead key={`group ${group.id}`} group={group} by={by} index={index} top={start - top} isOpen={laidOut[at.group]?.isOpen ?? true} toggle={() => change(toggledGroup(search, group.id), { replace: true })} />;
        const row = rowAt(at.group, at.place);
        return <Line key={`${at.group} ${at.place}`} row={row} index={index} columns={columns} top={start - top} isSelected={row !== undefined && selection.rows.has(row.account)} select={choose} />;
      })}
    </div>
  );
}
