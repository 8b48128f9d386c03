import { Select, SegmentedControl } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { StepChart } from "../chart/step-chart.tsx";
import { leftAfter } from "../chart/steps.ts";
import { DataTable, TableHead } from "../kit/data-table.tsx";
import { Definitions } from "../kit/definitions.tsx";
import { Empty, Failure } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { useWriter } from "../words/reading.tsx";
import type { LineProps } from "./board.tsx";
import { CohortHealth } from "./cohort-health.tsx";
import { type TimeGroup, curvesOf, timesOf } from "./times.ts";

type CohortsAnswer = Answer<"getCohorts">;

/** How long onboarding, first value and stages take, and how healthy the cohorts are. */
export function Cohorts({ line, search, change }: LineProps): ReactNode {
  const cohorts = useQuery({ ...ask("getCohorts", search.asOf === undefined ? {} : { asOf: search.asOf }), placeholderData: keepPreviousData });
  const own = cohorts.data?.lines.find((one) => one.line === line.line);
  if (cohorts.error && !cohorts.data) return <Failure error={cohorts.error} retry={cohorts.refetch} />;
  return (
    <>
      {own && cohorts.data ? <TimeSection own={own} definitions={cohorts.data.definitions} search={search} change={change} /> : <Waiting lines={6} />}
      {cohorts.data && <CohortHealth health={cohorts.data.health} limitsOf={line.stages.filter(({ isLost }) => !isLost).map(({ stage }) => stage)} />}
    </>
  );
}

type SectionProps = Pick<LineProps, "search" | "change"> & { readonly own: CohortsAnswer["lines"][number]; readonly definitions: readonly string[] };

function TimeSection({ own, definitions, search, change }: SectionProps): ReactNode {
  const write = useWriter();
  const times = timesOf(own);
  const time = times.find(({ id }) => id === search.time) ?? times[0];
  const by = search.cohorts ?? "month";
  const { cohorts: _cohorts, ...byMonth } = search;
  const groups = time?.groups.filter((group) => group.by === "all" || group.by === by) ?? [];
  const control = (
    <>
      <Select size="xs" aria-label="What is timed" data={times.map(({ id, name }) => ({ value: id, label: name }))} value={time?.id ?? null} onChange={(id) => id !== null && change({ ...search, time: id })} allowDeselect={false} />
      {time && time.groups.length > 1 && <SegmentedControl size="xs" aria-label="Cohorts" value={by} onChange={(value) => change(value === "segment" ? { ...search, cohorts: "segment" } : byMonth)} data={[{ value: "month", label: "By start" }, { value: "segment", label: "By segment" }]} />}
    </>
  );
  return (
    <Section id="times" title="How long it takes" aside={control}>
      {!time || groups.length === 0 ? (
        <Empty title="Nothing to time yet">As soon as accounts begin after the data does, it is known how long they take.</Empty>
      ) : (
        <>
          <StepChart curves={curvesOf(groups)} label={`${time.name}: share of accounts that isn't done, by days since the beginning. The table below has the figures.`} />
          <TimeTable groups={groups} label={time.name} />
          {own.underWay > 0 && <p>{`${write.counted(own.underWay, "account was", "accounts were")} on the way already when the data begins; how long these took isn't known.`}</p>}
        </>
      )}
      <Definitions texts={definitions} />
    </Section>
  );
}

const marks = [30, 90, 180] as const;
const heads = [
  { name: "Began" }, { name: "Accounts", isNumber: true, meaning: "All who began then" }, { name: "Done", isNumber: true, meaning: "Who got there until now" }, { name: "A quarter by day", isNumber: true, meaning: "By this day a quarter of them had got there" }, { name: "Half by day", isNumber: true }, { name: "Three quarters by day", isNumber: true },
  ...marks.map((mark) => ({ name: `Not by day ${mark}`, isNumber: true, meaning: `The share that had not got there ${mark} days after the beginning, among those who were watched for as long` })),
];

function TimeTable({ groups, label }: { readonly groups: readonly TimeGroup[]; readonly label: string }): ReactNode {
  const write = useWriter();
  const days = (value: number | null): string => (value === null ? "–" : write.count(Math.round(value)));
  return (
    <DataTable label={`${label} by cohort`}>
      <TableHead heads={heads} />
      <tbody>
        {groups.map(({ id, name, duration: { accounts, done, quartiles, curve, watchedDays } }) => (
          <tr key={id}>
            <th scope="row">
              <bdi>{name}</bdi>
            </th>
            <td data-number>{write.count(accounts)}</td>
            <td data-number>{write.count(done)}</td>
            {quartiles.map((value, place) => (
              <td key={place} data-number>
                {days(value)}
              </td>
            ))}
            {marks.map((mark) => (
              <td key={mark} data-number>
                {write.share(leftAfter(curve, mark, done === accounts ? Infinity : watchedDays) ?? null)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
