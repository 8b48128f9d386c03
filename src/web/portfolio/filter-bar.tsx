import { Button, TextInput } from "@mantine/core";
import { IconSearch, IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Answer } from "../../contract/routes.ts";
import { type Choice, Choices } from "../kit/choices.tsx";
import { usePlace } from "../shell/place.ts";
import { useShortcuts } from "../shell/use-shortcuts.ts";
import type { ChangeSearch } from "./change.ts";
import { ColumnsMenu } from "./columns-menu.tsx";
import { ExportButton } from "./export-button.tsx";
import { statusLook, statusOrder } from "../words/journey-status.ts";
import styles from "./filter-bar.module.css";
import { GroupChoice } from "./group-choice.tsx";
import { KeepView } from "./keep-view.tsx";
import { type PortfolioSearch, filteredBy, isFiltered } from "./search.ts";
import { ViewsMenu } from "./views-menu.tsx";

type Groups = Answer<"getSummary">["owners"];

interface Props {
  readonly summary: Answer<"getSummary"> | undefined;
  readonly search: PortfolioSearch;
  readonly change: ChangeSearch;
}

const groups = [
  ["segment", "Segment", "segments"],
  ["owner", "Owner", "owners"],
  ["stage", "Stage", "stages"],
] as const;

const wayChoices = statusOrder.map((status): Choice => ({ value: status, label: statusLook[status].word }));
const benchmarkChoices: readonly Choice[] = [{ value: "under", label: "Under the benchmark" }];

function underBenchmark({ benchmark: _before, ...search }: PortfolioSearch, isUnder: boolean): PortfolioSearch {
  return isUnder ? { ...search, benchmark: "under" } : search;
}

const withoutOne = { segment: "No segment", owner: "No owner", stage: "No stage" } as const;

/** What narrows the list: by text, segment, owner and stage; and below how it is shown, in a line of its own so that nothing moves when the choices come. */
export function FilterBar({ summary, search, change }: Props): ReactNode {
  const { pack } = usePlace();
  return (
    <div className={styles.bars}>
      <div className={styles.bar}>
        <ViewsMenu search={search} change={change} />
        <TextFilter search={search} change={change} />
        {groups.map(([name, label, of]) => {
          const chosen = search[name] ?? [];
          const choices = choicesOf(summary?.[of] ?? [], withoutOne[name], chosen);
          return choices.length > 1 || chosen.length > 0 ? <Choices key={name} label={label} choices={choices} chosen={chosen} onChange={(values) => change(filteredBy(search, name, values))} /> : null;
        })}
        {/* With the choices that wait for an answer, so that nothing moves when it comes. */}
        {summary && pack.stages.length > 0 && <Choices label="On its way" choices={wayChoices} chosen={search.stageStatus ?? []} onChange={(values) => change(filteredBy(search, "stageStatus", values))} />}
        {search.benchmark && <Choices label="Benchmark" choices={benchmarkChoices} chosen={[search.benchmark]} onChange={([chosen]) => change(underBenchmark(search, chosen === "under"))} />}
        {isFiltered(search) && (
          <Button variant="subtle" leftSection={<IconX size={14} aria-hidden="true" />} onClick={() => change({ ...(search.asOf !== undefined && { asOf: search.asOf }), ...(search.sort && { sort: search.sort }), ...(search.order && { order: search.order }), ...(search.group && { group: search.group }), ...(search.columns && { columns: search.columns }) })}>
            Clear
          </Button>
        )}
      </div>
      <div className={styles.bar}>
        {search.show !== "near" && <GroupChoice search={search} change={change} />}
        <KeepView search={search} />
        <span className={styles.space} />
        {search.show !== "near" && <ColumnsMenu search={search} change={change} />}
        <ExportButton search={search} />
      </div>
    </div>
  );
}

/** What is chosen stays among the choices, also where the other filters leave none of it. */
function choicesOf(found: Groups, without: string, chosen: readonly string[]): Choice[] {
  const choices = found.map(({ id, name, accounts }) => ({ value: id, label: id === "" ? without : name, count: accounts }));
  return [...choices, ...chosen.filter((value) => !found.some(({ id }) => id === value)).map((value) => ({ value, label: value || without, count: 0 }))];
}

/** Letters are shown at once and asked for as they come; each answer replaces the one before in the address. */
function TextFilter({ search, change }: { readonly search: PortfolioSearch; readonly change: ChangeSearch }): ReactNode {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(search.text ?? "");
  const asked = useRef(search.text ?? "");
  useShortcuts({ filter: () => field.current?.focus() });
  useEffect(() => {
    if ((search.text ?? "") === asked.current) return;
    asked.current = search.text ?? "";
    setText(asked.current);
  }, [search.text]);
  const write = (next: string): void => {
    setText(next);
    asked.current = next;
    const { text: _before, ...rest } = search;
    change(next.trim() === "" ? rest : { ...rest, text: next }, { replace: true });
  };
  return (
    <TextInput
      ref={field}
      size="xs"
      className={styles.text ?? ""}
      value={text}
      onChange={(event) => write(event.currentTarget.value)}
      onKeyDown={(event) => event.key === "Escape" && (write(""), event.currentTarget.blur())}
      placeholder="Filter by name, id or owner"
      aria-label="Filter by name, id or owner"
      leftSection={<IconSearch size={14} aria-hidden="true" />}
      maxLength={200}
    />
  );
}
