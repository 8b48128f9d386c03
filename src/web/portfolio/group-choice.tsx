import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { usePlace } from "../shell/place.ts";
import type { ChangeSearch } from "./change.ts";
import { type GroupBy, groupWords } from "./group-words.ts";
import styles from "./filter-bar.module.css";
import type { PortfolioSearch } from "./search.ts";

/** What the table is grouped by, and a button for all groups at once. */
export function GroupChoice({ search, change }: { readonly search: PortfolioSearch; readonly change: ChangeSearch }): ReactNode {
  const { pack } = usePlace();
  const { group, groups, toggled: _toggled, ...rest } = search;
  const possible = (Object.keys(groupWords) as GroupBy[]).filter((by) => (by === "stage" ? pack.stages.length > 0 : by === "segment" ? pack.segments.length > 0 : true));
  const choose = (value: string): void => change(value === "" ? rest : { ...rest, group: value as GroupBy, ...(groups && { groups }) });
  const all = groups === "closed" ? "Open all groups" : "Close all groups";
  return (
    <>
      <select className={styles.group} aria-label="Group by" value={group ?? ""} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">No groups</option>
        {possible.map((by) => (
          <option key={by} value={by}>
            By {groupWords[by].toLowerCase()}
          </option>
        ))}
      </select>
      {group && (
        <Button variant="subtle" onClick={() => change(groups === "closed" ? { ...rest, group } : { ...rest, group, groups: "closed" })}>
          {all}
        </Button>
      )}
    </>
  );
}
