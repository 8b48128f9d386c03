import type { ReactNode } from "react";
import { Section } from "../kit/section.tsx";
import { nameIn, usePlace } from "../shell/place.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./insights.module.css";
import { sentence, useMetricName } from "./parts.tsx";
import type { Compared } from "./won-lost-view.tsx";

/** How long value takes, and whether those who had it early stayed. */
export function ValueTimes({ times }: { readonly times: Compared["timesToValue"] }): ReactNode {
  const write = useWriter();
  const nameOf = useMetricName();
  const { pack } = usePlace();
  const days = (value: number | null): string => (value === null ? "–" : write.count(Math.round(value)));
  return (
    <Section id="time-to-value" title="Time to value">
      {times.length === 0 && <p className={styles.note}>{`The health definition has no metric of kind "milestones", which says when a customer had value for the first time. With one, this shows how long that takes and whether those who had it early stayed.`}</p>}
      <ul className={styles.facts}>
        {times.map(({ metric, report: { reaching: { overall, groups }, verdict } }) => (
          <li key={metric}>
            <strong>
              <bdi>{nameOf(metric)}</bdi>
            </strong>
            {`: ${overall.events} of ${overall.n} have it; ${overall.median.value === null ? "fewer than half so far" : `half by day ${days(overall.median.value)} (95 % interval ${days(overall.median.low)} to ${days(overall.median.high)})`}. Those still on their way are counted as such.`}
            {groups.length > 1 && ` By segment: ${groups.map(({ group, curve }) => `${nameIn(pack.segments, group)} day ${days(curve.median.value)}`).join(", ")}.`}
            {` ${sentence(verdict)}`}
          </li>
        ))}
      </ul>
    </Section>
  );
}
