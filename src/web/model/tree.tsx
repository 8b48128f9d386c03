import { IconAlertTriangle, IconCircleX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Card, Explained } from "../kit/explained.tsx";
import { Section } from "../kit/section.tsx";
import { usePlace } from "../shell/place.ts";
import { useWriter } from "../words/reading.tsx";
import { type Editable, metricSharesOf, sharesOf } from "./draft.ts";
import styles from "./model.module.css";
import { useModel } from "./model-view.ts";
import { NumberField } from "./number-field.tsx";
import { ScaleEditor } from "./scale-editor.tsx";

type Category = Editable["categories"][number];
type Variant = Editable["variants"][number];

/** The definition as it is written: what counts, how much, from which value on, and for whom otherwise. */
export function ModelTree(): ReactNode {
  const { editable } = useModel();
  return (
    <>
      <Overall />
      {editable.categories.map((category) => (
        <CategoryPart key={category.id} category={category} />
      ))}
      {editable.variants.length > 0 && (
        <Section id="variants" title="Scored otherwise">
          {editable.variants.map((variant, place) => (
            <VariantPart key={place} variant={variant} place={place} />
          ))}
        </Section>
      )}
    </>
  );
}

/** Errors and opinions, where they belong. */
function Problems({ of }: { readonly of: string }): ReactNode {
  const found = useModel().problems.get(of) ?? [];
  if (found.length === 0) return null;
  return (
    <ul className={styles.problems}>
      {found.map(({ severity, message, help }, place) => (
        <li key={place} data-severity={severity}>
          {severity === "error" ? <IconCircleX size={15} aria-label="Error" /> : <IconAlertTriangle size={15} aria-label="Remark" />}
          <span>
            {message}
            {help !== null && <small>{help}</small>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Overall(): ReactNode {
  const { bands, coverageFloor } = useModel().editable;
  return (
    <Section id="overall" title="The whole score">
      <dl className={styles.numbers}>
        <Pair name="Red under" field={<NumberField path="bands.red_below" label="Red under" original={bands.redBelow} />} />
        <Pair name="Green from" field={<NumberField path="bands.yellow_below" label="Green from" original={bands.yellowBelow} />} />
        <Pair name="Points beyond a limit that change the band" field={<NumberField path="bands.hysteresis" label="Points beyond a limit that change the band" original={bands.hysteresis} />} />
        <Pair name="No band under this coverage" field={<NumberField path="coverage_floor" label="No band under this coverage" original={coverageFloor} unit=" %" />} />
      </dl>
      <Problems of="" />
    </Section>
  );
}

const Pair = ({ name, field }: { readonly name: string; readonly field: ReactNode }): ReactNode => (
  <div>
    <dt>{name}</dt>
    <dd>{field}</dd>
  </div>
);

function CategoryPart({ category }: { readonly category: Category }): ReactNode {
  const { draft, editable } = useModel();
  const write = useWriter();
  const path = `categories.${category.id}`;
  const [share, shares] = [sharesOf(draft, editable).get(category.id) ?? 0, metricSharesOf(draft, category)];
  return (
    <Section
      id={`category-${category.id}`}
      title={category.name}
      aside={
        <span className={styles.weighs}>
          weighs <NumberField path={`${path}.weight`} label={`Weight of ${category.name}`} original={category.weight} /> <ShareOf share={share} of="the score" label={category.name} card={() => <Card title={`${write.share(share)} of the score`} text={`What ${category.name} counts of the whole score: its weight among the weights of all categories. A category of which nothing is known gives its weight to the others.`} />} />
        </span>
      }
    >
      <span className={styles.bar} aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <Problems of={path} />
      {category.metrics.map((metric) => (
        <MetricPart key={metric.metric} path={`${path}.metrics.${metric.metric}`} metric={metric} share={shares.get(metric.metric) ?? 0} category={category.name} />
      ))}
    </Section>
  );
}

function MetricPart({ path, metric, share, category }: { readonly path: string; readonly metric: Category["metrics"][number]; readonly share: number; readonly category: string }): ReactNode {
  const { bands } = useModel().editable;
  return (
    <div className={styles.metric} id={`metric-${metric.metric}`}>
      <div className={styles.metricHead}>
        <h3>
          <bdi>{metric.name}</bdi>
        </h3>
        <span className={styles.weighs}>
          weighs <NumberField path={`${path}.weight`} label={`Weight of ${metric.name}`} original={metric.weight} />{" "}
          <ShareOf share={share} of={category} label={metric.name} card={() => <MetricCard metric={metric.metric} share={share} of={category} />} />
        </span>
        <span className={styles.weighs}>
          red under <NumberField path={`${path}.bands.red_below`} label={`${metric.name}: red under`} original={metric.bands.redBelow} otherwise={bands.redBelow ?? 40} />
          green from <NumberField path={`${path}.bands.yellow_below`} label={`${metric.name}: green from`} original={metric.bands.yellowBelow} otherwise={bands.yellowBelow ?? 70} />
        </span>
      </div>
      {metric.scale && <ScaleEditor path={`${path}.scale`} metric={metric} scale={metric.scale} />}
      <Problems of={path} />
    </div>
  );
}

const ShareOf = ({ share, of, label, card }: { readonly share: number; readonly of: string; readonly label: string; readonly card: () => ReactNode }): ReactNode => {
  const write = useWriter();
  return (
    <Explained label={`weight of ${label}`} card={card}>
      {write.share(share)} of {of}
    </Explained>
  );
};

function MetricCard({ metric, share, of }: { readonly metric: string; readonly share: number; readonly of: string }): ReactNode {
  const write = useWriter();
  const known = usePlace().pack.metrics.find((one) => one.metric === metric);
  return (
    <Card title={`${write.share(share)} of ${of}`} text={known?.definition} facts={[...(known ? [["In use now", `${write.share(known.weight)} of the whole score`] as const] : []), ...(known?.owner ? [["Kept by", known.owner] as const] : [])]}>
      <Link to="/how-scores-work" hash={`metric-${metric}`}>
        How it is measured
      </Link>
    </Card>
  );
}

function VariantPart({ variant, place }: { readonly variant: Variant; readonly place: number }): ReactNode {
  const path = `variants.${place}`;
  const whom = [...variant.segments, ...variant.stages].map(({ name }) => name).join(", ");
  return (
    <div className={styles.metric}>
      <h3>
        <bdi>{whom}</bdi>
      </h3>
      <dl className={styles.numbers}>
        {variant.coverageFloor !== null && <Pair name="No band under this coverage" field={<NumberField path={`${path}.coverage_floor`} label={`${whom}: no band under this coverage`} original={variant.coverageFloor} unit=" %" />} />}
        {variant.bands.redBelow !== null && <Pair name="Red under" field={<NumberField path={`${path}.bands.red_below`} label={`${whom}: red under`} original={variant.bands.redBelow} />} />}
        {variant.bands.yellowBelow !== null && <Pair name="Green from" field={<NumberField path={`${path}.bands.yellow_below`} label={`${whom}: green from`} original={variant.bands.yellowBelow} />} />}
        {variant.categories.flatMap(({ id, name, weight, metrics }) => [
          ...(weight === null ? [] : [<Pair key={id} name={`${name} weighs`} field={<NumberField path={`${path}.categories.${id}.weight`} label={`${whom}: weight of ${name}`} original={weight} />} />]),
          ...metrics.flatMap((metric) => (metric.weight === null ? [] : [<Pair key={`${id} ${metric.metric}`} name={`${metric.name} weighs`} field={<NumberField path={`${path}.categories.${id}.metrics.${metric.metric}.weight`} label={`${whom}: weight of ${metric.name}`} original={metric.weight} />} />])),
        ])}
      </dl>
      {variant.categories.flatMap(({ id, metrics }) =>
        metrics.flatMap((metric) =>
          metric.scale
            ? [
                <div key={`${id} ${metric.metric}`}>
                  <p className={styles.caption}>
                    Scale of <bdi>{metric.name}</bdi>
                  </p>
                  <ScaleEditor path={`${path}.categories.${id}.metrics.${metric.metric}.scale`} metric={{ ...metric, name: `${whom}: ${metric.name}` }} scale={metric.scale} />
                </div>,
              ]
            : [],
        ),
      )}
      <Problems of={path} />
    </div>
  );
}
