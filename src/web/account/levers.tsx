import type { ReactNode } from "react";
import { Section } from "../kit/section.tsx";
import { bandLook } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";
import { useAccount } from "./account-view.ts";
import styles from "./side.module.css";

/** What alone would bring the account to the next band. */
export function Levers(): ReactNode {
  const write = useWriter();
  const { row, levers } = useAccount().data;
  const { nextUp, pulledDownBy } = row;
  if (!nextUp && !pulledDownBy) return null;
  return (
    <Section id="levers" title="What would lift it">
      {nextUp && <p className={styles.lead}>{nextUp.points === 0 ? `It has the points for ${bandLook[nextUp.band].word.toLowerCase()}; the band follows when they have lasted.` : `${write.exact(Math.max(0.1, nextUp.points))} points are missing to ${bandLook[nextUp.band].word.toLowerCase()}.`}</p>}
      {levers.length > 0 && <p className={styles.hint}>One of these alone would be enough:</p>}
      <ul className={styles.lines}>
        {levers.map(({ metric, name, from, to }) => (
          <li key={metric}>
            <bdi>{name}</bdi>
            <span>
              <span className={styles.dim}>{write.measured(from.text)}</span> <span aria-hidden="true">→</span>
              <span className="visually-hidden">to</span> <strong>{write.measured(to.text)}</strong>
            </span>
          </li>
        ))}
      </ul>
      {nextUp && nextUp.points > 0 && levers.length === 0 && <p className={styles.hint}>No single measurement is enough; it takes several.</p>}
      {pulledDownBy && (
        <p className={styles.hint}>
          <bdi>{pulledDownBy.name}</bdi>
          {pulledDownBy.now.text !== null && ` (${write.measured(pulledDownBy.now.text)})`} holds it down most: {write.exact(pulledDownBy.points)} points.
        </p>
      )}
    </Section>
  );
}
