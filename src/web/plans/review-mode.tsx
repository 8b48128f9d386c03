import { Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useRef, useState } from "react";
import type { PlanAnswer } from "../../contract/plan.ts";
import type { Answer } from "../../contract/routes.ts";
import { Empty, Failure } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { BandChip } from "../score/band.tsx";
import { ScoreNumber } from "../score/score-number.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { useShortcuts } from "../shell/use-shortcuts.ts";
import { useWriter } from "../words/reading.tsx";
import { PlanBody } from "./plan-body.tsx";
import styles from "./plans-page.module.css";
import { ReviewForm } from "./reviews.tsx";
import { type PlansSearch, besides, planViews } from "./search.ts";

interface Props {
  readonly id: string;
  readonly search: PlansSearch;
  readonly listed: Answer<"listPlans"> | undefined;
  readonly failure: unknown;
  /** Shows another plan; the list when there is none. */
  readonly show: (id: string | undefined) => void;
}

/** The weekly review: one plan after another, a note for each, by keyboard. */
export function ReviewMode({ listed, failure, ...props }: Props): ReactNode {
  // What a review takes off the list stays in the round that was begun.
  const [round, setRound] = useState<readonly PlanAnswer[]>();
  if (failure !== undefined && !listed) return <Failure error={failure} />;
  if (!listed) return <Waiting lines={8} height={48} />;
  const begun = round ?? listed.plans.filter(({ mayWrite, state }) => mayWrite && state === "open");
  if (round === undefined) setRound(begun);
  const newest = new Map(listed.plans.map((plan) => [plan.id, plan]));
  const plans = begun.map((plan) => newest.get(plan.id) ?? plan);
  const plan = plans.find(({ id }) => id === props.id);
  if (!plan) return <Empty title="This plan isn't in the list any more"><Button variant="default" onClick={() => props.show(undefined)}>Back to the list</Button></Empty>;
  return <Reviewed {...props} plans={plans} plan={plan} today={listed.today} />;
}

interface ReviewedProps extends Pick<Props, "search" | "show"> {
  readonly plans: readonly PlanAnswer[];
  readonly plan: PlanAnswer;
  readonly today: string;
}

function Reviewed({ plans, plan, today, search, show }: ReviewedProps): ReactNode {
  const write = useWriter();
  const note = useRef<HTMLTextAreaElement>(null);
  const place = plans.indexOf(plan);
  const [before, after] = [besides(plans, plan.id, -1), besides(plans, plan.id, 1)];
  useShortcuts({ next: () => after !== undefined && show(after), previous: () => before !== undefined && show(before), note: () => note.current?.focus() });
  const { account } = plan;
  return (
    <>
      <PageHead title="Weekly review" />
      <div className={styles.round}>
        <div className={styles.roundHead}>
          <span>
            {place + 1} of {write.counted(plans.length, "plan", "plans")}, {planViews[search.view ?? "open"].name.toLowerCase()}
          </span>
          <span className={styles.space} />
          <Button variant="default" leftSection={<IconChevronLeft size={14} aria-hidden="true" />} disabled={before === undefined} onClick={() => show(before)}>
            Previous <kbd>k</kbd>
          </Button>
          <Button variant="default" rightSection={<IconChevronRight size={14} aria-hidden="true" />} disabled={after === undefined} onClick={() => show(after)}>
            Next <kbd>j</kbd>
          </Button>
          <Button variant="subtle" leftSection={<IconX size={14} aria-hidden="true" />} onClick={() => show(undefined)}>
            End the review
          </Button>
        </div>
        <Section key={plan.id} id="reviewed" title={plan.name} aside={account.mrr && `${write.shortMoney(account.mrr)} a month`}>
          <p className={styles.about}>
            <Link to="/accounts/$account" params={{ account: account.account }} className={styles.name}>
              <bdi>{account.name}</bdi>
            </Link>
            <BandChip band={account.band} /> <ScoreNumber account={account.account} score={account.score} band={account.band} />
            {account.renewal !== null && <span className={styles.small}>renewal {write.day(account.renewal)}</span>}
          </p>
          <PlanBody plan={plan} today={today} reviews={5}>
            <ReviewForm plan={plan} label={after === undefined ? "Note it, and end" : "Note it, and next"} field={note} done={() => show(after)} />
            <p className={styles.hint}>
              <kbd>n</kbd> writes the note, <kbd>Ctrl Enter</kbd> keeps it and goes on, <kbd>Esc</kbd> leaves it.
            </p>
          </PlanBody>
        </Section>
      </div>
    </>
  );
}
