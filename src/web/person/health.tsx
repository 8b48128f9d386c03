import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { Card, Explained } from "../kit/explained.tsx";
import { Section } from "../kit/section.tsx";
import { BandChip } from "../score/band.tsx";
import { useWriter } from "../words/reading.tsx";
import styles from "./person.module.css";
import { stateWords } from "./words.ts";

export type Person = Answer<"getPerson">;

/** A person compared with themselves; what others do stands beside it and counts for nothing. */
export function HealthSection({ person: { health } }: { readonly person: Person }): ReactNode {
  const write = useWriter();
  const { state, score, band, text, windowDays, activeDays, earlier } = health;
  const columns = [...earlier.toReversed(), activeDays];
  const most = Math.max(1, ...columns);
  return (
    <Section id="health" title="Own health">
      <div className={styles.health}>
        <span className={styles.score}>
          <Explained label="own health" card={() => <HealthCard health={health} />}>
            {write.score(score)}
          </Explained>
        </span>
        <BandChip band={band} />
        <strong>{stateWords[state]}</strong>
      </div>
      <p className={styles.text}>{text}</p>
      {earlier.length > 0 && (
        <ol className={styles.windows} aria-label={`Active days in windows of ${windowDays} days, the latest last`}>
          {columns.map((days, place) => (
            // The windows have no other name than their place.
            <li key={place} data-latest={place === columns.length - 1 || undefined}>
              <span className={styles.bar} style={{ height: `${(days / most) * 44 + 2}px` }} aria-hidden="true" />
              <span className={styles.days}>{write.count(days)}</span>
              <span className={styles.when}>{place === columns.length - 1 ? `last ${windowDays} days` : `${(columns.length - 1 - place) * windowDays} days before`}</span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

function HealthCard({ health: { activeDays, usualDays, windowDays, peers } }: Pick<Person, "health">): ReactNode {
  const write = useWriter();
  return (
    <Card
      title="Own health"
      text="Days on which this person did something that metrics of usage count, as a share of what is usual for them. As many as usual are 100. The account's score doesn't contain it."
      facts={[
        ["Window", `${windowDays} days`],
        ["Active days", write.count(activeDays)],
        ["Usual", usualDays === null ? "not known yet" : write.exact(usualDays)],
        ...(peers ? [[peers.of === "role" ? "Others with this role" : "Others of the account", `${write.exact(peers.median)} (median of ${peers.people})`] as const] : []),
      ]}
    />
  );
}
