import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { DataTable, TableHead } from "../kit/data-table.tsx";
import { Card, Explained } from "../kit/explained.tsx";
import { Empty, Failure } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { BandChip } from "../score/band.tsx";
import { useWriter } from "../words/reading.tsx";
import type { Writer } from "../words/writer.ts";
import styles from "./insights.module.css";

type Found = Answer<"listResponses">;
type Times = Found["everybody"];
type Taken = Times["response"];

const mostDips = 50;

/** From a fall to a lower band to what was done about it, and to recovery. */
export function ResponsesView(): ReactNode {
  const found = useQuery(ask("listResponses", { limit: mostDips }));
  const write = useWriter();
  if (found.error && !found.data) return <Failure error={found.error} retry={found.refetch} />;
  if (!found.data) return <Waiting lines={8} />;
  const { everybody, owners, since, until } = found.data;
  if (everybody.dips === 0) {
    return <Empty title="No account fell to a lower band">{`From ${write.day(since)} to ${write.day(until)} no fall is stored for the health definition in use. Once accounts fall, this shows how long it took until somebody acted.`}</Empty>;
  }
  const heads = [{ name: "Owner" }, { name: "Falls", isNumber: true }, { name: "Acted on", isNumber: true }, { name: "Half acted on after", isNumber: true }, { name: "Within a week", isNumber: true }, { name: "Recovered", isNumber: true }, { name: "Half recovered after", isNumber: true }, { name: "By themselves", isNumber: true, meaning: "Back before anything was done" }];
  return (
    <>
      <Section id="by-owner" title="How fast we respond when health falls" aside={`${write.day(since)} to ${write.day(until)}`}>
        <DataTable label="Responses by owner">
          <TableHead heads={heads} />
          <tbody>
            <Line name="Everybody" times={everybody} />
            {owners.map((times) => (
              <Line key={times.owner ?? ""} name={times.owner ?? "No owner"} times={times} />
            ))}
          </tbody>
        </DataTable>
        <p className={styles.note}>The owner is whose the account was when it fell. Falls that nobody has acted on yet are counted for as long as they have waited, so a team that leaves hard cases lying doesn't look fast; where fewer than half were acted on, there is no half.</p>
      </Section>
      <Dips found={found.data} />
    </>
  );
}

function Line({ name, times: { dips, response, recovery, byThemselves } }: { readonly name: string; readonly times: Times }): ReactNode {
  const write = useWriter();
  return (
    <tr>
      <th scope="row">
        <bdi>{name}</bdi>
      </th>
      <td data-number>{write.count(dips)}</td>
      <td data-number>{write.count(response.happened)}</td>
      <td data-number>
        <Half name={name} taken={response} what="acted on" />
      </td>
      <td data-number>{write.share(response.withinWeek)}</td>
      <td data-number>{write.count(recovery.happened)}</td>
      <td data-number>
        <Half name={name} taken={recovery} what="back in their band" />
      </td>
      <td data-number>{write.count(byThemselves)}</td>
    </tr>
  );
}

const daysText = (days: number | null, write: Writer): string => (days === null ? "–" : `${write.exact(days)} days`);

/** A median in which those that still wait count for as long as they have waited. */
function Half({ name, taken: { medianDays, low, high }, what }: { readonly name: string; readonly taken: Taken; readonly what: string }): ReactNode {
  const write = useWriter();
  const title = medianDays === null ? `Fewer than half are ${what}` : `Half were ${what} after ${daysText(medianDays, write)}`;
  return (
    <Explained label={`${name}: half ${what}`} card={() => <Card title={title} text="Estimated after Kaplan and Meier, with those that still wait." facts={[["95 % interval", `${daysText(low, write)} to ${high === null ? "unbounded" : daysText(high, write)}`]]} />}>
      {daysText(medianDays, write)}
    </Explained>
  );
}

const kinds: Readonly<Record<NonNullable<Found["dips"][number]["response"]>["kind"], string>> = { plan_opened: "Plan opened", step_done: "Step done", plan_review: "Plan reviewed", interaction: "Contact", business_review: "Business review", pulse: "Pulse" };

function Dips({ found: { dips, everybody } }: { readonly found: Found }): ReactNode {
  const write = useWriter();
  return (
    <Section id="falls" title="The falls" aside={`The latest ${dips.length} of ${everybody.dips}`}>
      <DataTable label="Falls to a lower band">
        <TableHead heads={[{ name: "Account" }, { name: "Fell on" }, { name: "Owner then" }, { name: "From" }, { name: "To" }, { name: "What was done" }, { name: "Back" }]} />
        <tbody>
          {dips.map(({ account, name, owner, day, at, from, to, response, recovery, isCustomer }) => (
            <tr key={`${account} ${at}`}>
              <th scope="row">
                <Link to="/accounts/$account" params={{ account }} search={{ asOf: day }}>
                  <bdi>{name}</bdi>
                </Link>
              </th>
              <td data-whole>{write.day(at)}</td>
              <td data-short>
                <bdi>{owner ?? "–"}</bdi>
              </td>
              <td>
                <BandChip band={from} />
              </td>
              <td>
                <BandChip band={to} />
              </td>
              <td>{response ? `${kinds[response.kind]} after ${daysText(response.days, write)}` : recovery ? "nothing" : "nothing yet"}</td>
              <td data-whole>{recovery ? `after ${daysText(recovery.days, write)}` : isCustomer ? "not yet" : "lost"}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Section>
  );
}
