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
  return (
    <Section id="adjustments" title="Adjustments">
      {adjustments.length > 0 && <p className={styles.text}>They change the weighted mean, in this order, while their condition holds.</p>}
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
      <p className={styles.text}>People may adjust a score too, or set a band in place of the computed one: with a reason and a day on which it ends. The computed score goes on beside it, and both are shown.</p>
    </Section>
  );
}

/** Who is scored otherwise. */
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
    </Section>
  );
}

/** Who belongs to which segment; an account may belong to several. */
export function Segments(): ReactNode {
  const { segments } = usePlace().pack;
  if (segments.length === 0) return null;
  return (
    <Section id="segments" title="Segments">
      <dl className={styles.rules}>
        {segments.map(({ id, name, when }) => (
          <div key={id}>
            <dt>
              <bdi>{name}</bdi>
            </dt>
            <dd>{when}</dd>
          </div>
        ))}
      </dl>
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
