import { Button, Progress } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { askAccess } from "../api/access.ts";
import { useAct } from "../api/use-act.ts";
import { Failure } from "../kit/notice.tsx";
import { Refusal } from "../kit/refusal.tsx";
import { Section } from "../kit/section.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { useWriter } from "../words/reading.tsx";
import { importsQuery } from "./imports-query.ts";
import { Next } from "./next.tsx";
import { RunReport } from "./run-report.tsx";
import styles from "./setup.module.css";

const watchMs = 700;

/** Begins an import, shows how far it is, and what came of it and of those before. */
export function ImportStep(): ReactNode {
  const write = useWriter();
  const found = useQuery({ ...importsQuery, refetchInterval: ({ state }) => (state.data?.runs[0]?.state === "running" ? watchMs : false) });
  const start = useAct(["getImports"], () => askAccess("startImport"));
  const cancel = useAct(["getImports"], () => askAccess("cancelImport"));
  if (found.error && !found.data) return <Failure error={found.error} retry={found.refetch} />;
  if (!found.data) return <Waiting lines={6} />;
  const { files, runs } = found.data;
  const [latest, ...earlier] = runs;
  const isRunning = latest?.state === "running";
  return (
    <>
      <Section id="import" title="Import" aside={write.counted(files.length, "file", "files")}>
        {files.length === 0 && (
          <p className={styles.hint}>
            There are no files.{" "}
            <Link to="/setup/$step" params={{ step: "files" }}>
              Upload some
            </Link>{" "}
            first.
          </p>
        )}
        {isRunning ? <Running progress={latest.progress} cancel={() => void cancel.run()} isBusy={cancel.isBusy} /> : files.length > 0 && <Begin isFirst={latest === undefined} start={() => void start.run()} isBusy={start.isBusy} />}
        <Refusal text={start.problem ?? cancel.problem} />
      </Section>
      {latest && !isRunning && <RunReport run={latest} isOpen />}
      {latest?.state === "done" && <Next from="import" />}
      {earlier.length > 0 && (
        <details className={styles.asText}>
          <summary>Earlier imports</summary>
          {earlier.map((run) => (
            <RunReport key={run.id} run={run} />
          ))}
        </details>
      )}
    </>
  );
}

function Begin({ isFirst, start, isBusy }: { readonly isFirst: boolean; readonly start: () => void; readonly isBusy: boolean }): ReactNode {
  return (
    <div className={styles.line}>
      <Button onClick={start} loading={isBusy} variant={isFirst ? "filled" : "default"}>
        {isFirst ? "Import" : "Import again"}
      </Button>
      <span className={styles.hint}>What is there already counts as duplicate and stays as it is.</span>
    </div>
  );
}

function Running({ progress, cancel, isBusy }: { readonly progress: { readonly file: string; readonly rows: number; readonly expectedRows: number } | null; readonly cancel: () => void; readonly isBusy: boolean }): ReactNode {
  const write = useWriter();
  const share = progress === null ? 0 : progress.rows / Math.max(1, progress.expectedRows, progress.rows);
  return (
    <div className={styles.stack}>
      <Progress value={share * 100} aria-label="How much is imported" />
      <div className={styles.line}>
        <span role="status">{progress === null ? "Looking through the files…" : <><bdi>{progress.file}</bdi>: {write.count(progress.rows)} of about {write.counted(progress.expectedRows, "row", "rows")}</>}</span>
        <Button variant="default" size="compact-sm" onClick={cancel} loading={isBusy}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
