import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { askAccess } from "../api/access.ts";
import { Failure } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { line } from "../kit/line.ts";
import table from "../kit/table.module.css";
import { Waiting } from "../kit/waiting.tsx";
import { useWriter } from "../words/reading.tsx";
import styles from "./data.module.css";
import { type Retained, keptWords, ruleNote } from "./retained.ts";

/** How long what is kept, and from when on scores can be computed. The rules are set where the server runs. */
export function RetentionSection(): ReactNode {
  const write = useWriter();
  const found = useQuery({ queryKey: ["getRetention"], queryFn: () => askAccess("getRetention", { query: {} }), staleTime: 60_000 });
  const boundary = found.data?.boundary;
  return (
    <Section id="retention" title="How long data is kept">
      {found.error && !found.data && <Failure error={found.error} retry={found.refetch} />}
      {found.isPending && <Waiting lines={6} />}
      {found.data && (
        <>
          <p className={styles.hint}>
            {boundary ? `Scores can be computed for every day after ${write.time(boundary)}; histories show the scores that were kept before.` : "Nothing was removed that scores rest on: every day can be computed."} Rules are set where the server runs, and applied after midnight; today&#39;s scores never change by them.
          </p>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">What</th>
                <th scope="col">Kept</th>
                <th scope="col">Oldest</th>
                <th scope="col">Removed before</th>
                <th scope="col" className={table.number}>
                  Held
                </th>
              </tr>
            </thead>
            <tbody>
              {found.data.classes.map((one) => (
                <Row key={one.class} one={one} />
              ))}
            </tbody>
          </table>
        </>
      )}
    </Section>
  );
}

function Row({ one }: { readonly one: Retained }): ReactNode {
  const write = useWriter();
  const note = ruleNote(one);
  const time = (instant: string | null | undefined): ReactNode => (instant ? <time dateTime={instant}>{write.time(instant)}</time> : "–");
  return (
    <tr {...line}>
      <td>{one.holds}</td>
      <td data-label="Kept">
        {keptWords(one)}
        {note !== undefined && <span className={table.dim}> ({note})</span>}
      </td>
      <td data-label="Oldest">{time(one.oldest)}</td>
      <td data-label="Removed before">{time(one.applied?.before)}</td>
      <td data-label="Held" className={table.number}>
        {one.rows === null ? "–" : write.count(one.rows)}
      </td>
    </tr>
  );
}
