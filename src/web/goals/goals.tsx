import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, Suspense, lazy, useState } from "react";
import { ask } from "../api/ask.ts";
import { useAct } from "../api/use-act.ts";
import { sendWork } from "../api/work.ts";
import { Card, Explained } from "../kit/explained.tsx";
import { Failure } from "../kit/notice.tsx";
import { Refusal } from "../kit/refusal.tsx";
import { Section } from "../kit/section.tsx";
import { useTell } from "../kit/told.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { noonOf } from "../plans/words.ts";
import { useWriter } from "../words/reading.tsx";
import { type Goal, placeOn, statusWords, valueText } from "./goal-words.ts";
import styles from "./goals.module.css";

const GoalForm = lazy(() => import("./goal-form.tsx"));

/** What the company wants to reach by when, and how far it is; managers set and change goals here. */
export function Goals(): ReactNode {
  const found = useQuery(ask("listGoals", {}));
  const [editing, setEditing] = useState<Goal | "new">();
  const { goals = [], mayWrite = false, measures = [], today = "" } = found.data ?? {};
  return (
    <Section id="goals" title="Goals" aside={mayWrite && <Button variant="default" onClick={() => setEditing("new")}>Set a goal</Button>}>
      {found.isPending && <Waiting lines={3} height={48} />}
      {found.error && !found.data && <Failure error={found.error} retry={found.refetch} />}
      {found.data && goals.length === 0 && <p className={styles.hint}>There is no goal yet. {mayWrite ? "Set one: fewer than 5 % of accounts at risk by a day, for example." : "A manager can set one."}</p>}
      <ul className={styles.goals}>
        {goals.map((goal) => (
          <GoalLine key={goal.id} goal={goal} mayWrite={mayWrite} edit={() => setEditing(goal)} />
        ))}
      </ul>
      {goals.length > 0 && <p className={styles.hint}>Goals set no band. What red means is defined so that colours tell customers apart; a goal says how many there should be.</p>}
      <Suspense>{editing !== undefined && <GoalForm goal={editing === "new" ? undefined : editing} measures={measures} today={today} close={() => setEditing(undefined)} />}</Suspense>
    </Section>
  );
}

function GoalLine({ goal, mayWrite, edit }: { readonly goal: Goal; readonly mayWrite: boolean; readonly edit: () => void }): ReactNode {
  const write = useWriter();
  const cache = useQueryClient();
  const tell = useTell();
  const again = (): Promise<void> => cache.invalidateQueries({ queryKey: ["listGoals"] });
  const remove = useAct(["listGoals"], async () => {
    await sendWork("removeGoal", { goal: goal.id });
    tell({ text: `The goal “${goal.name}” is taken away`, undo: async () => (await sendWork("changeGoal", { goal: goal.id, body: { isRemoved: false } }), await again()) });
  });
  return (
    <li className={styles.goal}>
      <div className={styles.head}>
        <span className={styles.name}>
          {goal.name}: {goal.better === "lower" ? "at most" : "at least"} {valueText(write, goal.target, goal)} by {write.day(noonOf(goal.due))}
        </span>
        <span className={styles.status} data-status={goal.status}>
          {statusWords[goal.status]}
        </span>
      </div>
      <Way goal={goal} />
      <div className={styles.foot}>
        <span>
          <Explained label={goal.name} card={() => <GoalCard goal={goal} />}>
            <strong>{valueText(write, goal.now, goal)}</strong> now
          </Explained>
          , {valueText(write, goal.baseline, goal)} at first · <bdi>{goal.owner}</bdi>
          {goal.note !== null && (
            <>
              {" "}
              · <bdi>{goal.note}</bdi>
            </>
          )}
        </span>
        {mayWrite && (
          <span className={styles.buttons}>
            <Button variant="subtle" size="compact-sm" onClick={edit}>
              Change<span className="visually-hidden"> the goal {goal.name}</span>
            </Button>
            <Button variant="subtle" color="red" size="compact-sm" loading={remove.isBusy} onClick={() => void remove.run()}>
              Remove<span className="visually-hidden"> the goal {goal.name}</span>
            </Button>
          </span>
        )}
      </div>
      <Refusal text={remove.problem} />
    </li>
  );
}

/** The way from the beginning to the target: how far it is, and how far it should be today. */
function Way({ goal }: { readonly goal: Goal }): ReactNode {
  const [done, line] = [placeOn(goal, goal.now), placeOn(goal, goal.expected)];
  if (done === undefined) return null;
  return (
    <div className={styles.way} role="img" aria-label={`${Math.round(done * 100)} % of the way${line === undefined ? "" : `; the line to the target is at ${Math.round(line * 100)} %`}`}>
      <span className={styles.done} data-status={goal.status} style={{ width: `${done * 100}%` }} />
      {line !== undefined && <span className={styles.line} style={{ left: `${line * 100}%` }} />}
    </div>
  );
}

function GoalCard({ goal }: { readonly goal: Goal }): ReactNode {
  const write = useWriter();
  const facts: readonly (readonly [string, ReactNode])[] = [
    ["Target", `${valueText(write, goal.target, goal)} by ${write.day(noonOf(goal.due))}`],
    ["At first", `${valueText(write, goal.baseline, goal)} on ${write.day(noonOf(goal.startedOn))}`],
    ["Line today", valueText(write, goal.expected, goal)],
    ["Pace leads to", valueText(write, goal.projected, goal)],
  ];
  return <Card title={`${valueText(write, goal.now, goal)} now`} text={goal.meaning} facts={facts} />;
}
