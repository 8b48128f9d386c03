import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { StackBar } from "../chart/stack-bar.tsx";
import { Card, Explained } from "../kit/explained.tsx";
import { Section } from "../kit/section.tsx";
import { StatusMark } from "../score/journey-status.tsx";
import { statusLook, statusOrder } from "../words/journey-status.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./board.module.css";
import type { JourneySearch } from "./search.ts";

export type BoardLine = Answer<"getJourney">["lines"][number];
type Stage = BoardLine["stages"][number];

export interface LineProps {
  readonly line: BoardLine;
  readonly search: JourneySearch;
  readonly change: (next: JourneySearch) => void;
}

const countOf: Readonly<Record<(typeof statusOrder)[number], (stage: Stage) => number>> = { on_track: ({ onTrack }) => onTrack, behind: ({ behind }) => behind, stuck: ({ stuck }) => stuck };

/** Every stage with who is in it and how they go; below it, how many ever came so far. */
export function StageBoard({ line, search, change }: LineProps): ReactNode {
  const write = useWriter();
  const { stage: chosen, ...rest } = search;
  return (
    <Section id="stages" title="Stages" aside={`${write.counted(line.began, "account", "accounts")} began`}>
      <ol className={styles.board}>
        {line.stages.map((stage) => (
          <StageTile key={stage.stage} stage={stage} isChosen={chosen === stage.stage} choose={() => change(chosen === stage.stage ? rest : { ...search, stage: stage.stage, show: "all" })} />
        ))}
      </ol>
    </Section>
  );
}

function StageTile({ stage, isChosen, choose }: { readonly stage: Stage; readonly isChosen: boolean; readonly choose: () => void }): ReactNode {
  const write = useWriter();
  const { name, accounts, mrr, isLost, reached, reachedShare } = stage;
  return (
    <li className={styles.tile} data-chosen={isChosen || undefined}>
      <button type="button" className={styles.face} aria-pressed={isChosen} onClick={choose}>
        <bdi className={styles.name}>{name}</bdi>
        <span className={styles.count}>{write.count(accounts)}</span>
      </button>
      {isLost ? <span className={styles.lost}>no customers any more</span> : <StatusCounts stage={stage} />}
      <span className={styles.facts}>
        <span>{accounts > 0 && !isLost ? <Explained label={`recurring revenue in ${name}`} card={() => <Card title={`${write.money(mrr)} a month`} text="Monthly recurring revenue of the active contracts of the accounts in this stage." />}>{write.shortMoney(mrr)}</Explained> : null}</span>
        <span>{!isLost && <Explained label={`days in ${name}`} card={() => <DaysCard stage={stage} />}>{stage.medianDays === null ? "–" : `${write.count(Math.round(stage.medianDays))} d`}</Explained>}</span>
      </span>
      <span className={styles.funnel}>
        <StackBar parts={[{ kind: isLost ? "unknown" : "reached", value: reachedShare ?? 0 }]} of={1} height={6} />
        <Explained label={`accounts that came to ${name}`} card={() => <Card title={write.counted(reached, "account", "accounts")} text={isLost ? "So many were lost at some time." : "So many ever came as far as this stage, of all who began. Who skipped it came past it."} />}>
          {isLost ? write.count(reached) : write.share(reachedShare)}
        </Explained>
      </span>
    </li>
  );
}

function StatusCounts({ stage }: { readonly stage: Stage }): ReactNode {
  const write = useWriter();
  const counts = statusOrder.map((status) => ({ kind: status, value: countOf[status](stage) }));
  return (
    <>
      <StackBar parts={counts} />
      <span className={styles.statuses}>
        {counts.map(({ kind, value }) => (
          <span key={kind} title={`${statusLook[kind].word}: ${statusLook[kind].meaning}`} data-none={value === 0 || undefined}>
            <StatusMark status={kind} size={11} /> {write.count(value)}
            <span className="visually-hidden"> {statusLook[kind].word.toLowerCase()}</span>
          </span>
        ))}
      </span>
    </>
  );
}

function DaysCard({ stage: { medianDays, expectedDays, stuckDays } }: { readonly stage: Stage }): ReactNode {
  const write = useWriter();
  const days = (value: number | null): string => (value === null ? "not said" : write.counted(Math.round(value), "day", "days"));
  return <Card title={medianDays === null ? "Nobody is in this stage" : `${days(medianDays)} in the stage`} text="Half of those who are in it now have been there for longer, half for less." facts={[["Expected", days(expectedDays)], ["Stuck from", days(stuckDays)]]} />;
}
