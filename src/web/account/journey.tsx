import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { Failure } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { StatusText } from "../score/journey-status.tsx";
import { usePlace } from "../shell/place.ts";
import { useWriter } from "../words/reading.tsx";
import { useAccount } from "./account-view.ts";
import styles from "./journey.module.css";

type Line = Answer<"getAccountJourney">["lines"][number];

const passages: Readonly<Record<Line["stages"][number]["passage"], string>> = { passed: "passed", now: "now here", ahead: "ahead", skipped: "skipped" };

/** The way of the account: stages, what is to be done in the one that it is in, milestones and goals. */
export function Journey(): ReactNode {
  const { pack } = usePlace();
  const { data, instant } = useAccount();
  const journey = useQuery({ ...ask("getAccountJourney", { account: data.row.account, ...instant }), enabled: pack.stages.length > 0 });
  if (pack.stages.length === 0 || journey.data?.lines.length === 0) return null;
  return (
    <Section id="journey" title="Journey">
      {journey.error && !journey.data && <Failure error={journey.error} retry={journey.refetch} />}
      {journey.isPending && <Waiting lines={3} />}
      {journey.data?.lines.map((line) => (
        <LineOf key={line.line} line={line} isOnly={journey.data.lines.length === 1} />
      ))}
      {journey.data && journey.data.goals.length > 0 && <Goals goals={journey.data.goals} />}
    </Section>
  );
}

function LineOf({ line, isOnly }: { readonly line: Line; readonly isOnly: boolean }): ReactNode {
  const write = useWriter();
  const { asOf } = useAccount().data;
  const { name, stages, stageName, since, days, expectedDays, stuckDays, status, reasons, activities, milestones } = line;
  const limits = [expectedDays === null ? [] : [`expected ${write.counted(Math.round(expectedDays), "day", "days")}`], stuckDays === null ? [] : [`stuck from ${write.count(Math.round(stuckDays))}`]].flat();
  return (
    <div className={styles.line}>
      {!isOnly && (
        <h3>
          <bdi>{name}</bdi>
        </h3>
      )}
      <ol className={styles.way} aria-label={`Stages of ${name}`}>
        {stages.filter(({ isLost, passage }) => !isLost || passage === "now").map((stage) => (
          <li key={stage.stage} data-passage={stage.passage} aria-current={stage.passage === "now" ? "step" : undefined}>
            <bdi>{stage.name}</bdi>
            <span className="visually-hidden">, {passages[stage.passage]}</span>
          </li>
        ))}
      </ol>
      <p className={styles.now}>
        <StatusText status={status} />
        <span>
          In <bdi>{stageName}</bdi> since {write.day(since)}, {write.counted(days, "day", "days")}
          {limits.length > 0 && <span className={styles.dim}> ({limits.join(", ")})</span>}
        </span>
      </p>
      {reasons.length > 0 && (
        <ul className={styles.reasons}>
          {reasons.map((reason) => (
            <li key={reason}>
              <bdi>{reason}</bdi>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.lists}>
        {activities.length > 0 && (
          <div>
            <h3>To do in this stage</h3>
            <ul>
              {activities.map(({ id, name: activity, role, done, isOverdue, isRequired }) => (
                <li key={id} data-late={isOverdue || undefined}>
                  <bdi>{activity}</bdi> <span className={styles.dim}>{done !== null ? `done ${write.shortDay(done, asOf)}` : `${isOverdue ? "overdue, " : ""}${role}${isRequired ? "" : ", optional"}`}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
        {milestones.length > 0 && (
          <div>
            <h3>Milestones</h3>
            <ul>
              {milestones.map(({ id, name: milestone, reached }) => (
                <li key={id}>
                  <bdi>{milestone}</bdi> <span className={styles.dim}>{reached === null ? "not reached yet" : `first on ${write.day(reached)}`}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </div>
  );
}

function Goals({ goals }: { readonly goals: Answer<"getAccountJourney">["goals"] }): ReactNode {
  const write = useWriter();
  const figure = (value: number): string => (Number.isInteger(value) ? write.count(value) : write.exact(value));
  const states: Readonly<Record<(typeof goals)[number]["state"], string>> = { open: "open", overdue: "overdue", unconfirmed: "reached, not confirmed yet", reached: "reached" };
  return (
    <div className={styles.lists}>
      <div>
        <h3>Goals of the customer</h3>
        <ul>
          {goals.map(({ goal, measure, baseline, target, date, state, reached, confirmedBy }) => (
            <li key={goal} data-late={state === "overdue" || undefined}>
              <bdi>{measure || goal}</bdi>: {baseline !== null && `from ${figure(baseline)} `}to {figure(target)}
              {date !== null && ` by ${write.day(date)}`}{" "}
              <span className={styles.dim}>
                {states[state]}
                {reached !== null && ` ${write.day(reached)}`}
                {confirmedBy !== null && (
                  <>
                    , confirmed by <bdi>{confirmedBy}</bdi>
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
