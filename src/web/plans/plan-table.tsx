import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { PlanAnswer } from "../../contract/plan.ts";
import type { Answer } from "../../contract/routes.ts";
import { BandChip } from "../score/band.tsx";
import { ScoreNumber } from "../score/score-number.tsx";
import { useWriter } from "../words/reading.tsx";
import { ReviewDue } from "./plan-body.tsx";
import { Progress } from "./progress.tsx";
import styles from "./plans-page.module.css";
import { dayDistance, noonOf } from "./words.ts";

/** A line for each plan: whose, what is next, what is late, and whether it helps. */
export function PlanTable({ listed: { plans, today, total }, isOld, isClosed }: { readonly listed: Answer<"listPlans">; readonly isOld: boolean; readonly isClosed: boolean }): ReactNode {
  const write = useWriter();
  const heads = isClosed ? ["Account", "Plan", "Owner", "Closed", "Result", "Score since"] : ["Account", "Plan", "Owner", "Next step", "Review", "Score since"];
  return (
    <div className={styles.scroll} aria-busy={isOld}>
      <table className={styles.table} aria-label="Plans">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plans.map((plan) => (
            <PlanLine key={plan.id} plan={plan} today={today} isClosed={isClosed} />
          ))}
        </tbody>
      </table>
      {total > plans.length && <p className={styles.more}>The first {write.count(plans.length)} of {write.count(total)}; filter for the others.</p>}
    </div>
  );
}

function PlanLine({ plan, today, isClosed }: { readonly plan: PlanAnswer; readonly today: string; readonly isClosed: boolean }): ReactNode {
  const write = useWriter();
  const { account, steps, closing } = plan;
  const done = steps.filter(({ state }) => state === "done").length;
  const counted = steps.filter(({ state }) => state !== "dropped").length;
  return (
    <tr>
      <th scope="row">
        <Link to="/accounts/$account" params={{ account: account.account }} hash="plan" className={styles.name}>
          <bdi>{account.name}</bdi>
        </Link>
        <span className={styles.standing}>
          <BandChip band={account.band} /> <ScoreNumber account={account.account} score={account.score} band={account.band} />
        </span>
      </th>
      <td data-label="Plan">
        <bdi className={styles.plan}>{plan.name}</bdi>
        <span className={styles.small}>
          {done} of {write.counted(counted, "step", "steps")} done
        </span>
      </td>
      <td data-label="Owner">
        <bdi>{plan.owner}</bdi>
      </td>
      {isClosed ? (
        <>
          <td data-label="Closed">
            {plan.state} {write.day(closing?.at ?? null)}
          </td>
          <td data-label="Result">
            <bdi className={styles.clamp}>{closing?.result}</bdi>
          </td>
        </>
      ) : (
        <>
          <td data-label="Next step">
            <NextStep plan={plan} today={today} />
          </td>
          <td data-label="Review">{plan.review.dueOn !== null && <ReviewDue dueOn={plan.review.dueOn} isDue={plan.review.isDue} today={today} />}</td>
        </>
      )}
      <td data-label="Score since">
        <Progress plan={plan} />
      </td>
    </tr>
  );
}

function NextStep({ plan: { steps }, today }: { readonly plan: PlanAnswer; readonly today: string }): ReactNode {
  const write = useWriter();
  const [next] = steps.filter(({ state }) => state === "open").toSorted((left, right) => (left.due < right.due ? -1 : 1));
  if (!next) return <span className={styles.late}>no next step</span>;
  return (
    <>
      <bdi className={styles.clamp}>{next.text}</bdi>
      <span className={next.isOverdue ? styles.late : styles.small} title={write.day(noonOf(next.due))}>
        {next.isOverdue ? `overdue since ${write.shortDay(noonOf(next.due), noonOf(today))}` : dayDistance(write, next.due, today)}
        {next.isOverdue ? "" : <> · <bdi>{next.owner}</bdi></>}
      </span>
    </>
  );
}
