import { Button, SegmentedControl } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { type Choice, Choices } from "../kit/choices.tsx";
import { DataTable, TableHead } from "../kit/data-table.tsx";
import { Empty, Failure } from "../kit/notice.tsx";
import page from "../kit/page.module.css";
import { Section } from "../kit/section.tsx";
import { rowsOf, withMoreRows } from "../route/rows.ts";
import { Waiting } from "../kit/waiting.tsx";
import { StatusText } from "../score/journey-status.tsx";
import { useWriter } from "../words/reading.tsx";
import type { LineProps } from "./board.tsx";
import { type JourneySearch, listQuestion } from "./search.ts";

type Traveller = Answer<"getJourney">["listed"][number];

/** Who is late, the worst first; or everybody of a stage. */
export function Travellers({ line, search, change }: LineProps): ReactNode {
  const write = useWriter();
  const list = useQuery({ ...ask("getJourney", { ...listQuestion({ ...search, line: line.line }), limit: rowsOf(search) }), placeholderData: keepPreviousData });
  const stage = line.stages.find((one) => one.stage === search.stage);
  const { show: _show, ...late } = search;
  const further = list.data && withMoreRows(search, { shown: list.data.listed.length, total: list.data.total });
  const title = `${search.show === "all" ? "Accounts" : "Stuck or behind"}${stage ? ` in ${stage.name}` : ""}`;
  const control = (
    <>
      <Filters search={search} change={change} />
      <SegmentedControl size="xs" aria-label="Which accounts" value={search.show ?? "late"} onChange={(value) => change(value === "all" ? { ...search, show: "all" } : late)} data={[{ value: "late", label: "Stuck or behind" }, { value: "all", label: "All" }]} />
    </>
  );
  return (
    <Section id="accounts" title={title} aside={control}>
      {list.error && !list.data && <Failure error={list.error} retry={list.refetch} />}
      {list.isPending && <Waiting lines={5} />}
      {list.data?.total === 0 && <Empty title={search.show === "all" ? "Nobody is here" : "Nobody is stuck or behind"} next={<Button variant="default" onClick={() => change({ ...(search.asOf !== undefined && { asOf: search.asOf }), ...(search.line !== undefined && { line: search.line }), show: "all" })}>Everybody of all stages</Button>}>{search.show === "all" ? "Choose another stage, or take a filter away." : "Everybody is within the time that the stages should take."}</Empty>}
      {list.data && list.data.total > 0 && (
        <>
          <TravellerTable listed={list.data.listed} label={title} />
          <div className={page.more}>
            <span>{`${write.count(list.data.listed.length)} of ${write.count(list.data.total)}`}</span>
            {further && (
              <Button variant="default" onClick={() => change(further)}>
                Show more
              </Button>
            )}
          </div>
        </>
      )}
    </Section>
  );
}

function Filters({ search, change }: { readonly search: JourneySearch; readonly change: (next: JourneySearch) => void }): ReactNode {
  const summary = useQuery({ ...ask("getSummary", search.asOf === undefined ? {} : { asOf: search.asOf }), placeholderData: keepPreviousData });
  const choices = (groups: readonly { readonly id: string; readonly name: string; readonly accounts: number }[] | undefined, without: string): Choice[] => (groups ?? []).map(({ id, name, accounts }) => ({ value: id, label: id === "" ? without : name, count: accounts }));
  const filter = (name: "owner" | "segment") => (values: readonly string[]): void => {
    const { [name]: _before, ...rest } = search;
    change(values.length > 0 ? { ...rest, [name]: values } : rest);
  };
  return (
    <>
      <Choices label="Owner" choices={choices(summary.data?.owners, "No owner")} chosen={search.owner ?? []} onChange={filter("owner")} />
      <Choices label="Segment" choices={choices(summary.data?.segments, "No segment")} chosen={search.segment ?? []} onChange={filter("segment")} />
    </>
  );
}

const heads = [{ name: "Account" }, { name: "Stage" }, { name: "On its way" }, { name: "Days", isNumber: true, meaning: "Days in the stage, of those expected" }, { name: "Why" }, { name: "Revenue", isNumber: true }, { name: "Owner" }];

function TravellerTable({ listed, label }: { readonly listed: readonly Traveller[]; readonly label: string }): ReactNode {
  const write = useWriter();
  return (
    <DataTable label={label}>
      <TableHead heads={heads} />
      <tbody>
        {listed.map(({ account, line, name, stageName, since, days, expectedDays, status, reasons, waitsFor, mrr, owner }) => (
          <tr key={`${line} ${account}`}>
            <th scope="row">
              <Link to="/accounts/$account" params={{ account }} hash="journey">
                <bdi>{name}</bdi>
              </Link>
            </th>
            <td>
              <bdi>{stageName}</bdi>
            </td>
            <td>
              <StatusText status={status} />
            </td>
            <td data-number title={`Since ${write.day(since)}`}>
              {write.count(days)}
              {expectedDays !== null && <span className={page.dim}> of {write.count(Math.round(expectedDays))}</span>}
            </td>
            <td>
              <bdi>{(waitsFor.length > 0 ? waitsFor : reasons).join("; ")}</bdi>
            </td>
            <td data-number>{write.shortMoney(mrr)}</td>
            <td data-short>
              <bdi>{owner ?? "–"}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
