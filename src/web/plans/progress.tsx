import type { ReactNode } from "react";
import type { PlanAnswer } from "../../contract/plan.ts";
import { Card, Explained } from "../kit/explained.tsx";
import { bandLook } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./plan.module.css";
import { progressMeaning, verdictWords } from "./words.ts";

/** Whether the account stands better than when the plan began, with what is compared. */
export function Progress({ plan: { progress, start, startedAt, closing, account } }: { readonly plan: PlanAnswer }): ReactNode {
  const write = useWriter();
  const end = closing?.end ?? account;
  const standing = ({ score, band }: { readonly score: number | null; readonly band: keyof typeof bandLook }): string => `${write.exact(score)}, ${bandLook[band].word.toLowerCase()}`;
  const card = (): ReactNode => <Card title={`${verdictWords[progress.verdict]} since ${write.day(startedAt)}`} text={progressMeaning} facts={[["Began at", standing(start)], [closing ? "Closed at" : "Now", standing(end)]]} />;
  return (
    <span className={styles.progress} data-verdict={progress.verdict}>
      <Explained label="progress" card={card}>
        {verdictWords[progress.verdict]}
        {progress.points !== null && ` ${write.change(progress.points, 1)}`}
      </Explained>
    </span>
  );
}
