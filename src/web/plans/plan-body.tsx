import type { ReactNode } from "react";
import type { PlanAnswer } from "../../contract/plan.ts";
import { useWriter } from "../words/reading.tsx";
import { CloseForm } from "./close-form.tsx";
import styles from "./plan.module.css";
import { Progress } from "./progress.tsx";
import { Reviews } from "./reviews.tsx";
import { Steps } from "./steps.tsx";
import { dayDistance, noonOf } from "./words.ts";

/** A plan as it is worked on: why, what next, what was said. What comes at its end is the caller's. */
export function PlanBody({ plan, today, children, reviews }: { readonly plan: PlanAnswer; readonly today: string; readonly children?: ReactNode; readonly reviews?: number }): ReactNode {
  return (
    <>
      <p className={styles.reason}>
        <bdi>{plan.reason}</bdi>
      </p>
      <Facts plan={plan} today={today} />
      {plan.closing && (
        <p className={styles.result}>
          <bdi>{plan.closing.result}</bdi>
        </p>
      )}
      <Steps plan={plan} today={today} />
      {plan.reviews.length > 0 && <p className={styles.subtitle}>Reviews</p>}
      <Reviews plan={plan} {...(reviews !== undefined && { most: reviews })} />
      {children}
      <CloseForm plan={plan} />
    </>
  );
}

function Facts({ plan: { owner, startedAt, closing, review, state, ...plan }, today }: { readonly plan: PlanAnswer; readonly today: string }): ReactNode {
  const write = useWriter();
  const facts: readonly (readonly [string, ReactNode])[] = [
    ["Owner", <bdi key="owner">{owner}</bdi>],
    ["Since", write.day(startedAt)],
    ...(closing ? [[state === "done" ? "Done" : "Abandoned", write.day(closing.at)] as const] : []),
    ["Score", <Progress key="progress" plan={{ owner, startedAt, closing, review, state, ...plan }} />],
    ...(review.dueOn === null ? [] : [["Review", <ReviewDue key="review" dueOn={review.dueOn} isDue={review.isDue} today={today} />] as const]),
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** When the next weekly review is to be held. */
export function ReviewDue({ dueOn, isDue, today }: { readonly dueOn: string; readonly isDue: boolean; readonly today: string }): ReactNode {
  const write = useWriter();
  if (!isDue) return <span title={write.day(noonOf(dueOn))}>{dayDistance(write, dueOn, today)}</span>;
  return <span className={styles.late}>{dueOn === today ? "due today" : `due since ${write.shortDay(noonOf(dueOn), noonOf(today))}`}</span>;
}
