import type { ReactNode } from "react";
import { Section } from "../kit/section.tsx";
import { type ServedPack, usePlace } from "../shell/place.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./definition.module.css";
import { pathTexts, timeText } from "./stage-words.ts";

type Stage = ServedPack["stages"][number];

/** The way of a customer: what leads from one stage to the next, what is to be done there and by whom. */
export function Stages(): ReactNode {
  const { stages } = usePlace().pack;
  const lines = Map.groupBy(stages, ({ line }) => line);
  if (lines.size === 0) return null;
  return (
    <Section id="stages" title="Stages of the journey">
      <p className={styles.text}>Where a customer is on its way follows from what happened, never from the score; people may set it by hand.</p>
      {[...lines].map(([line, own]) => (
        <div key={line}>
          {lines.size > 1 && (
            <h3>
              <bdi>{line}</bdi>
            </h3>
          )}
          <dl className={styles.rules}>
            {own.map((stage) => (
              <StageEntry key={stage.id} stage={stage} />
            ))}
          </dl>
        </div>
      ))}
    </Section>
  );
}

function StageEntry({ stage }: { readonly stage: Stage }): ReactNode {
  const write = useWriter();
  const { name, activities } = stage;
  const days = (count: number): string => write.counted(count, "day", "days");
  const time = timeText(stage, days);
  return (
    <div>
      <dt>
        <bdi>{name}</bdi>
      </dt>
      <dd>
        {pathTexts(stage).map((text) => (
          <bdi key={text} className={styles.segment}>
            {text}
          </bdi>
        ))}
        {time !== undefined && <span>{time}</span>}
        {activities.map((activity) => (
          <span key={activity.name}>
            <bdi>{activity.name}</bdi>, by <bdi>{activity.role}</bdi>
            {activity.dueDays !== null && `, within ${days(activity.dueDays)}`}
            {activity.isRequired ? "" : ", not required"}
          </span>
        ))}
      </dd>
    </div>
  );
}
