import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { InsightKind } from "../../contract/insights.ts";
import type { Answer } from "../../contract/routes.ts";
import { askAccess } from "../api/access.ts";
import { useAct } from "../api/use-act.ts";
import { Refusal } from "../kit/refusal.tsx";
import { useWriter } from "../words/reading.tsx";
import styles from "./insights.module.css";
import { type Run, underWay } from "./use-insight.ts";
import { stateWords } from "./words.ts";

interface Props {
  readonly listed: Answer<"listInsights">;
  /** What the view shows, in the order in which it is asked. */
  readonly kinds: readonly InsightKind[];
}

/** When the past was asked and under which definition; asking it again, and how far that is. */
export function RunPanel({ listed, kinds }: Props): ReactNode {
  const start = useAct(["listInsights"], async () => {
    for (const kind of kinds) await askAccess("startInsight", { id: kind });
  });
  const own = listed.kinds.filter(({ kind }) => kinds.includes(kind));
  const runs = underWay(listed);
  const isAsked = runs.some(({ kind }) => kinds.includes(kind));
  const [first] = own;
  return (
    <div className={styles.panel}>
      <div className={styles.told}>
        {first?.kept ? <KeptLine run={first.kept.run} running={listed.running} /> : <span>{listed.mayRun ? "The past hasn't been asked yet." : "The past hasn't been asked yet; a manager can."}</span>}
        {own.map(({ kept, latest }) => latest && latest.id !== kept?.run.id && latest.problem !== null && <Ended key={latest.id} run={latest} />)}
        <Refusal text={start.problem} />
      </div>
      {listed.mayRun && (
        <Button variant={first?.kept ? "default" : "filled"} leftSection={<IconRefresh size={15} aria-hidden="true" />} loading={start.isBusy} disabled={isAsked} onClick={() => void start.run()}>
          {first?.kept ? "Ask the past again" : "Ask the past"}
        </Button>
      )}
      {runs.length > 0 && (
        <ul className={styles.runs} aria-label="What runs">
          {runs.map((run) => (
            <Running key={run.id} run={run} mayCancel={listed.mayRun} />
          ))}
        </ul>
      )}
    </div>
  );
}

function KeptLine({ run, running }: { readonly run: Run; readonly running: Answer<"listInsights">["running"] }): ReactNode {
  const write = useWriter();
  const named = run.versionNumber === null ? "the health definition" : `version ${run.versionNumber} of the health definition`;
  return (
    <span>
      {`Asked ${write.time(run.askedAt)} by `}
      <bdi>{run.askedBy}</bdi>
      {`, under ${named}`}
      {run.past && `, over ${write.day(run.past.from)} to ${write.day(run.past.to)}`}.
      {run.version !== running.version && <strong>{" Another version is in use now; ask again to judge that one."}</strong>}
    </span>
  );
}

function Ended({ run }: { readonly run: Run }): ReactNode {
  const write = useWriter();
  return <span>{`${stateWords[run.state]} ${write.time(run.endedAt)}: ${run.problem}`}</span>;
}

const kindWords: Readonly<Record<InsightKind, string>> = { backtest: "Backtest", "won-lost": "Won and lost", calibration: "Calibration", likelihood: "Likelihoods", suggest: "Other weights", review: "The last year", outcomes: "Renewal results" };

function Running({ run, mayCancel }: { readonly run: Run; readonly mayCancel: boolean }): ReactNode {
  const write = useWriter();
  const cancel = useAct(["listInsights"], () => askAccess("cancelInsight", { id: run.id }));
  const { done = 0, total = null } = run.progress ?? {};
  const far = run.state === "waiting" ? stateWords.waiting : total !== null && done >= total ? "Thinking about it" : `${stateWords.running}: ${total === null ? write.counted(done, "account", "accounts") : `${write.count(done)} of ${write.counted(total, "account", "accounts")}`}`;
  return (
    <li>
      <span className={styles.kind}>{kindWords[run.kind]}</span>
      {run.state === "running" && <progress aria-label={`${kindWords[run.kind]}: how far`} {...(total !== null && { value: done, max: Math.max(1, total) })} />}
      <span className={styles.far}>{far}</span>
      {mayCancel && (
        <Button variant="subtle" size="compact-sm" loading={cancel.isBusy} onClick={() => void cancel.run()}>
          Cancel<span className="visually-hidden"> {kindWords[run.kind]}</span>
        </Button>
      )}
    </li>
  );
}
