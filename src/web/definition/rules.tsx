import type { ReactNode } from "react";
import { Section } from "../kit/section.tsx";
import { type ServedPack, nameIn, usePlace } from "../shell/place.ts";
import { missingWords } from "../words/missing.ts";
import styles from "./definition.module.css";

type Rule = ServedPack["adjustments"][number];

const operationTexts: Readonly<Record<Rule["operation"], (amount: number) => string>> = {
  multiply: (amount) => `times ${amount}`,
  add: (amount) => `${amount > 0 ? "+" : "−"}${Math.abs(amount)} points`,
  cap: (amount) => `at most ${amount}`,
  floor: (amount) => `at least ${amount}`,
};

export function Adjustments(): ReactNode {
  const { adjustments } = usePlace().pack;
  if (adjustments.length === 0) return null;
  return (
    <Section id="adjustments" title="Adjustments">
      <p className={styles.text}>They change the weighted mean, in this order, while their condition holds.</p>
      <dl className={styles.rules}>
        {adjustments.map(({ id, when, operation, amount, reason }) => (
          <div key={id}>
            <dt>{operationTexts[operation](amount)}</dt>
            <dd>
              <bdi>{reason}</bdi>
              {when !== null && <span>when {when}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

/** Who is scored otherwise, and who belongs to them. */
export function Variants(): ReactNode {
  const { pack } = usePlace();
  if (pack.variants.length === 0) return null;
  return (
    <Section id="variants" title="Scored otherwise">
      <dl className={styles.rules}>
        {pack.variants.map(({ segments, stages, text }, place) => (
          <div key={place}>
            <dt>
              <bdi>{[...segments.map((id) => nameIn(pack.segments, id)), ...stages.map((id) => nameIn(pack.stages, id))].join(", ")}</bdi>
            </dt>
            <dd className={styles.lines}>{text}</dd>
          </div>
        ))}
      </dl>
      {pack.segments.length > 0 && (
        <p className={styles.text}>
          {pack.segments.map(({ id, name, when }) => (
            <span key={id} className={styles.segment}>
              <strong>{name}</strong>: {when}
            </span>
          ))}
        </p>
      )}
    </Section>
  );
}

export function Missing(): ReactNode {
  return (
    <Section id="missing" title="When a value isn’t there">
      <p className={styles.text}>A missing value is never counted as zero. Its weight goes to the other metrics of its category, and that of an empty category to the other categories.</p>
      <dl className={styles.rules}>
        {Object.entries(missingWords).map(([reason, { short, long }]) => (
          <div key={reason}>
            <dt>{short}</dt>
            <dd>{long}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
