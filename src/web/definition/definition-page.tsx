import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Section } from "../kit/section.tsx";
import { BandMark } from "../score/band.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { type ServedPack, usePlace } from "../shell/place.ts";
import { bandLook, bandOrder } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./definition.module.css";
import { dwellText } from "./dwell.ts";
import { MetricEntry } from "./metric-entry.tsx";
import { Adjustments, Missing, Segments, Variants } from "./rules.tsx";
import { Stages } from "./stages.tsx";

/** The health definition in words, for every department; it prints as a paper. */
export function DefinitionPage(): ReactNode {
  const { pack } = usePlace();
  const inside = pack.metrics.filter(({ category }) => category === null);
  return (
    <>
      <PageHead title="How scores work" />
      <article className={styles.page}>
        <Lead />
        <Bands />
        {pack.categories.map((category) => (
          <Category key={category.id} category={category} />
        ))}
        <Adjustments />
        <Variants />
        <Segments />
        <Stages />
        <Missing />
        {inside.length > 0 && (
          <Section id="inside" title="Measured for others to use">
            <p className={styles.text}>These have no weight of their own: the metrics above are made of them, or conditions read them.</p>
            {inside.map((metric) => (
              <MetricEntry key={metric.metric} metric={metric} />
            ))}
          </Section>
        )}
      </article>
    </>
  );
}

function Lead(): ReactNode {
  const write = useWriter();
  const { pack } = usePlace();
  const weighed = pack.metrics.filter(({ category, weight }) => category !== null && weight > 0).length;
  return (
    <header className={styles.lead}>
      <div>
        <h2>
          <bdi>{pack.name}</bdi>
        </h2>
        {pack.why !== null && <p className={styles.why}>{pack.why}</p>}
        {pack.owner !== null && <p className={styles.why}>Questions about it go to <bdi>{pack.owner}</bdi>.</p>}
        <p className={styles.text}>
          Each account has a score from 0 to 100: the weighted mean of {write.counted(weighed, "metric", "metrics")} in {write.counted(pack.categories.length, "category", "categories")}. Days are counted in {pack.timezone}, money in {pack.currency}.
        </p>
      </div>
      <Button variant="default" className={styles.print ?? ""} leftSection={<IconPrinter size={15} aria-hidden="true" />} onClick={() => globalThis.print()}>
        Print
      </Button>
    </header>
  );
}

function Bands(): ReactNode {
  const write = useWriter();
  const { limits, hysteresis, dwell, coverageFloor, categories } = usePlace().pack;
  const texts = { red: `under ${limits.redBelow}`, yellow: `from ${limits.redBelow} to ${limits.yellowBelow}`, green: `${limits.yellowBelow} and more`, unknown: `less than ${write.percent(coverageFloor)} is known` };
  const least = dwellText(dwell);
  return (
    <Section id="bands" title="Bands and weights">
      <div className={styles.pair}>
        <div>
          <ul className={styles.bands}>
            {bandOrder.map((band) => (
              <li key={band}>
                <BandMark band={band} />
                <strong>{bandLook[band].word}</strong>
                <span>{texts[band]}</span>
              </li>
            ))}
          </ul>
          <p className={styles.text}>
            {hysteresis > 0 && `A band changes only when the score is ${hysteresis} points beyond the limit, so that colours don’t flicker. `}
            {least !== undefined && `A band lasts at least ${least}.`}
          </p>
        </div>
        <ul className={styles.weights}>
          {categories.map(({ id, name, weight }) => (
            <li key={id}>
              <span className={styles.weightName}>
                <a href={`#category-${id}`}>
                  <bdi>{name}</bdi>
                </a>
                <strong>{write.share(weight)}</strong>
              </span>
              <span className={styles.weight} aria-hidden="true">
                <span style={{ width: `${weight * 100}%` }} />
              </span>
            </li>
          ))}
        </ul>
      </div>
    </Section>
  );
}

function Category({ category: { id, name, weight, limits } }: { readonly category: ServedPack["categories"][number] }): ReactNode {
  const write = useWriter();
  const { pack } = usePlace();
  const own = limits.redBelow !== pack.limits.redBelow || limits.yellowBelow !== pack.limits.yellowBelow;
  return (
    <Section id={`category-${id}`} title={name} aside={`${write.share(weight)} of the score${own ? ` · red under ${limits.redBelow}, green from ${limits.yellowBelow}` : ""}`}>
      {pack.metrics
        .filter((metric) => metric.category === id)
        .map((metric) => (
          <MetricEntry key={metric.metric} metric={metric} />
        ))}
    </Section>
  );
}
