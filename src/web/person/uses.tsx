import type { ReactNode } from "react";
import { Section } from "../kit/section.tsx";
import { useWriter } from "../words/reading.tsx";
import type { Person } from "./health.tsx";
import styles from "./person.module.css";

/** What a person did in the latest window, the most used first. */
export function Uses({ person: { uses, health, asOf } }: { readonly person: Person }): ReactNode {
  const write = useWriter();
  return (
    <Section id="uses" title="What they use" aside={`last ${health.windowDays} days`}>
      {uses.length === 0 ? (
        <p className={styles.dim}>Nothing that metrics of usage count, in this time.</p>
      ) : (
        <table className={styles.uses}>
          <thead>
            <tr>
              <th scope="col">Event</th>
              <th scope="col">Days</th>
              <th scope="col">Times</th>
              <th scope="col">Last</th>
            </tr>
          </thead>
          <tbody>
            {uses.map(({ name, days, events, last }) => (
              <tr key={name}>
                <th scope="row">
                  <bdi>{name.replaceAll("_", " ")}</bdi>
                </th>
                <td>{write.count(days)}</td>
                <td>{write.count(events)}</td>
                <td>
                  <time dateTime={last}>{write.distance(last, asOf)}</time>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
