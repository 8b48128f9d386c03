import type { ReactNode } from "react";
import { Card, Explained } from "../kit/explained.tsx";
import { Section } from "../kit/section.tsx";
import { BandMark } from "../score/band.tsx";
import { Change } from "../score/change.tsx";
import { usePlace } from "../shell/place.ts";
import { bandLook } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";
import { type CategoryPart, useAccount } from "./account-view.ts";
import { Adjustments } from "./adjustments.tsx";
import { Bar } from "./bar.tsx";
import { MetricLine } from "./metric-line.tsx";
import { Weight } from "./weight.tsx";
import styles from "./why.module.css";

/** From the score down to the events: categories, their metrics, and what each brings. */
export function Why(): ReactNode {
  const write = useWriter();
  const { data } = useAccount();
  return (
    <Section id="why" title="Why this score" aside={data.mean !== null && <MeanText />} flush>
      <div role="table" aria-label="What the score is made of">
        <div role="rowgroup">
          <div role="row" className={`${styles.row} ${styles.heads}`}>
            <span role="columnheader">Measured</span>
            <span role="columnheader" className={styles.right}>
              Value
            </span>
            <span role="columnheader" className={styles.right}>
              Score
            </span>
            <span role="columnheader" className={styles.right}>
              Weight
            </span>
            <span role="columnheader" className={styles.points}>
              Points
            </span>
          </div>
        </div>
        {data.categories.map((category) => (
          <CategoryLines key={category.category} category={category} />
        ))}
      </div>
      <Adjustments />
      <div className={styles.sum}>
        <span>{data.override ? "Score that counts, set by a person" : "Score"}</span>
        <strong>{write.exact(data.row.score)}</strong>
      </div>
    </Section>
  );
}

function MeanText(): ReactNode {
  const write = useWriter();
  const { data } = useAccount();
  const moved = data.computed.score === null || data.mean === null ? 0 : data.computed.score - data.mean;
  return (
    <span>
      weighted mean {write.exact(data.mean)}
      {Math.abs(moved) >= 0.05 && (
        <>
          , adjusted by <Change points={moved} digits={1} />
        </>
      )}
    </span>
  );
}

function CategoryLines({ category }: { readonly category: CategoryPart }): ReactNode {
  const write = useWriter();
  const { data } = useAccount();
  const { pack } = usePlace();
  const metrics = data.metrics.filter((metric) => metric.category === category.category);
  return (
    <div role="rowgroup" className={styles.category}>
      <div role="row" className={`${styles.row} ${styles.whole}`}>
        <span role="cell" className={styles.name}>
          <BandMark band={category.band} />
          <bdi>{category.name}</bdi>
        </span>
        <span role="cell" />
        <span role="cell" className={styles.right}>
          <Explained label={`score of ${category.name}`} card={() => <CategoryCard category={category} />}>
            {write.score(category.score)}
          </Explained>
        </span>
        <span role="cell" className={styles.right}>
          <Weight name={category.name} weight={category.weight} usual={pack.categories.find(({ id }) => id === category.category)?.weight} contribution={category.contribution} hash="bands" />
        </span>
        <Bar points={category.contribution} possible={category.weight * 100} band={category.band} />
      </div>
      {metrics.map((metric) => (
        <MetricLine key={metric.metric} metric={metric} />
      ))}
    </div>
  );
}

function CategoryCard({ category: { name, band, score, weight, coverage, since, contribution } }: { readonly category: CategoryPart }): ReactNode {
  const write = useWriter();
  const { pack } = usePlace();
  const limits = pack.categories.find((one) => one.name === name)?.limits ?? pack.limits;
  return (
    <Card
      title={`${name}: ${write.exact(score)}, ${bandLook[band].word.toLowerCase()}`}
      text={`Mean of its metrics by weight. Red under ${limits.redBelow}, green from ${limits.yellowBelow}.`}
      facts={[["Band since", write.day(since)], ["Weight", `${write.share(weight)} of the score`], ["Brings", `${write.exact(contribution)} of ${write.exact(weight * 100)} points`], ["Known", `${write.percent(coverage)} of its weight`]]}
    />
  );
}
