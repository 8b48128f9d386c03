import { Button, Textarea } from "@mantine/core";
import { type ReactNode, type Ref, useState } from "react";
import type { PlanAnswer } from "../../contract/plan.ts";
import { useWork } from "../api/work.ts";
import { Refusal } from "../kit/refusal.tsx";
import { BandMark } from "../score/band.tsx";
import { ScoreNumber } from "../score/score-number.tsx";
import { bandLook } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./plan.module.css";

/** What was said in the weekly reviews, the latest first. */
export function Reviews({ plan: { reviews, account }, most = 3 }: { readonly plan: PlanAnswer; readonly most?: number }): ReactNode {
  const write = useWriter();
  if (reviews.length === 0) return null;
  return (
    <ol className={styles.reviews} aria-label="Reviews">
      {reviews.toReversed().slice(0, most).map(({ id, at, author, note, score, band }) => (
        <li key={id}>
          <span className={styles.small}>
            <time dateTime={at}>{write.day(at)}</time> · <bdi>{author}</bdi> · <BandMark band={band} size={10} /> <span className="visually-hidden">{bandLook[band].word}</span> <ScoreNumber account={account.account} score={score} band={band} at={at} />
          </span>
          <bdi className={styles.note}>{note}</bdi>
        </li>
      ))}
    </ol>
  );
}

interface FormProps {
  readonly plan: PlanAnswer;
  readonly label: string;
  readonly field?: Ref<HTMLTextAreaElement>;
  readonly done?: () => void;
}

/** A note for the review of a plan; Ctrl Enter sends it. */
export function ReviewForm({ plan, label, field, done }: FormProps): ReactNode {
  const review = useWork("reviewPlan");
  const [note, setNote] = useState("");
  const send = async (): Promise<void> => {
    if (note.trim() === "" || !(await review.run({ plan: plan.id, body: { note } }))) return;
    setNote("");
    done?.();
  };
  return (
    <form
      className={styles.form}
      aria-label="Review"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Textarea
        {...(field && { ref: field })}
        size="sm"
        label="What was said"
        autosize
        minRows={2}
        maxRows={10}
        maxLength={4000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      <Refusal text={review.problem} />
      <div className={styles.buttons}>
        <Button type="submit" loading={review.isBusy} disabled={note.trim() === ""}>
          {label}
        </Button>
      </div>
    </form>
  );
}
