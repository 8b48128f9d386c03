import { Checkbox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { useWork } from "../api/work.ts";
import { useTell } from "../kit/told.tsx";
import { useWriter } from "../words/reading.tsx";
import { TodayList } from "./parts.tsx";
import type { Whose } from "./search.ts";
import styles from "./today.module.css";

type Step = Answer<"listPlanSteps">["steps"][number];

/** Steps of plans that are overdue or due within a week. */
export function Steps({ whose }: { readonly whose: Whose }): ReactNode {
  const asked = useQuery(ask("listPlanSteps", { due: "week", limit: 50, ...(whose.kind === "own" && { mine: "yes" as const }), ...(whose.kind === "owner" && whose.owner && { owner: [...whose.owner] }) }));
  return (
    <TodayList
      id="steps"
      title="Steps of plans, due or overdue"
      asked={asked}
      items={({ steps }) => steps}
      total={({ total }) => total}
      none="No step is due within a week."
      line={(step) => <StepLine key={step.id} step={step} />}
      more={
        <Link to="/plans" className={styles.more}>
          All plans
        </Link>
      }
    />
  );
}

/** Ticked off here, and taken back as easily. */
function StepLine({ step: { id, text, owner, due, isOverdue, account, plan, mayWrite } }: { readonly step: Step }): ReactNode {
  const write = useWriter();
  const tell = useTell();
  const change = useWork("changePlanStep");
  const put = (state: "done" | "open") => change.run({ plan: plan.id, step: id, body: { state } });
  const tick = async (): Promise<void> => {
    if (await put("done")) tell({ text: `Done: ${text}`, undo: () => put("open") });
  };
  return (
    <li className={styles.line}>
      <span>
        {mayWrite ? <Checkbox size="md" classNames={{ root: styles.tick ?? "" }} checked={false} disabled={change.isBusy} onChange={() => void tick()} label={<bdi>{text}</bdi>} /> : <bdi>{text}</bdi>}
        <span className={styles.under}>
          <Link to="/accounts/$account" params={{ account: account.account }} data-line="">
            <bdi>{account.name}</bdi>
          </Link>
          {" · "}
          <bdi>{owner}</bdi>
        </span>
        {change.problem !== undefined && (
          <span role="alert" className={styles.late}>
            {change.problem}
          </span>
        )}
      </span>
      <span className={isOverdue ? `${styles.right} ${styles.late}` : styles.right}>
        {isOverdue && "overdue since "}
        {write.shortDay(`${due}T12:00:00Z`, new Date().toISOString())}
      </span>
    </li>
  );
}
