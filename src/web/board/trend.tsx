import { SegmentedControl } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { type TrendDay, monthRows } from "../chart/band-trend.ts";
import { BandTrendChart } from "../chart/band-trend.tsx";
import { DataTable, TableHead } from "../kit/data-table.tsx";
import { Empty, Failure } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { bandLook, bandOrder } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";

type Day = Answer<"getTrend">["days"][number];
type Of = "accounts" | "revenue";

/** How the bands were shared over the year before. */
export function Trend({ instant }: { readonly instant: { readonly asOf?: string } }): ReactNode {
  const write = useWriter();
  const { of = "accounts" } = useSearch({ from: "/shell/board" });
  const navigate = useNavigate({ from: "/board" });
  const setOf = (next: Of): void => void navigate({ search: ({ of: _of, ...rest }) => ({ ...rest, ...(next === "revenue" && { of: next }) }), replace: true, resetScroll: false });
  const trend = useQuery({ ...ask("getTrend", instant), placeholderData: keepPreviousData });
  const days = trend.data?.days ?? [];
  const control = <SegmentedControl size="xs" aria-label="Bands of" value={of} onChange={(value) => setOf(value)} data={[{ value: "accounts", label: "Accounts" }, { value: "revenue", label: "Revenue" }]} />;
  return (
    <Section id="trend" title="Bands over time" aside={control}>
      {trend.error && !trend.data && <Failure error={trend.error} retry={trend.refetch} />}
      {trend.isPending && <Waiting lines={4} height={50} />}
      {trend.data && days.length < 2 && <Empty title="There is no history yet">After the second midnight the bands can be followed here.</Empty>}
      {days.length > 1 && (
        <>
          <BandTrendChart days={days.map((day) => pointOf(day, of))} label={`Share of ${of} in each band, ${write.day(days[0]?.asOf ?? null)} to ${write.day(days.at(-1)?.asOf ?? null)}. The table below has the figures.`} />
          <details>
            <summary>Figures by month</summary>
            <DataTable label={`${of === "accounts" ? "Accounts" : "Revenue"} in each band at the start of months`}>
              <TableHead heads={[{ name: "Day" }, ...bandOrder.map((band) => ({ name: bandLook[band].word, isNumber: true }))]} />
              <tbody>
                {monthRows(days, ({ asOf }) => write.month(asOf)).map((day) => (
                  <tr key={day.asOf}>
                    <th scope="row">{write.day(day.asOf)}</th>
                    {bandOrder.map((band) => {
                      const own = day.bands.find((one) => one.band === band);
                      return (
                        <td key={band} data-number>
                          {own && (of === "accounts" ? write.count(own.accounts) : write.shortMoney(own.mrr))}
                        </td>
                      );
                    })}
                  </tr>
                ))}
              </tbody>
            </DataTable>
          </details>
        </>
      )}
    </Section>
  );
}

function pointOf({ asOf, bands }: Day, of: Of): TrendDay {
  const value = (band: Day["bands"][number]["band"]): number => {
    const own = bands.find((one) => one.band === band);
    return (of === "accounts" ? own?.accounts : own?.mrr.amount) ?? 0;
  };
  return { time: Date.parse(asOf), values: { red: value("red"), yellow: value("yellow"), green: value("green"), unknown: value("unknown") } };
}
