import type { Intake } from "./engine/conservation.ts";
import type { WorkKind } from "./engine/evaluate/agenda.ts";
import type { EvaluateLoop } from "./engine/evaluate/evaluate-loop.ts";
import { decodeReceived } from "./engine/received.ts";
import { Metrics, type Measured, type ScoringMeasured } from "./server/metrics/metrics.ts";
import type { FileJournal } from "./storage/journal/journal.ts";

interface Watched {
  readonly journal: FileJournal;
  readonly intake: Intake;
  readonly scoring: EvaluateLoop | undefined;
  readonly clock: () => number;
}

/** What keeps a server from taking events, each as a sentence. Postgres is migrated before it listens; ClickHouse may be away. */
export async function notReady({ journal }: Pick<Watched, "journal">): Promise<readonly string[]> {
  const why = await journal.whyNotWritable();
  return why === undefined ? [] : [unwritable[why]];
}

const unwritable = {
  broken: "The journal can't be written: its disk failed. The process ends; start it again once the disk is well.",
  full: "The journal has no room: events are answered 429. Free some space on the disk of the data directory, or see why loading waits.",
} as const;

/** What Prometheus reads of this process. */
export function liveMetrics(watched: Watched): Metrics {
  return new Metrics(() => measured(watched)).measureProcess();
}

async function measured({ journal, intake, scoring, clock }: Watched): Promise<Measured> {
  const oldest = await journal.oldestWaiting();
  const now = clock();
  return {
    calls: intake.read(),
    rejectedBy: intake.rejectedBy,
    journalBytes: journal.bytes,
    loadLagSeconds: oldest === undefined ? 0 : secondsSince(decodeReceived(oldest).receivedAt, now),
    ...(scoring && { scoring: scoringMeasured(scoring, now) }),
  };
}

function scoringMeasured({ evaluators }: EvaluateLoop, now: number): ScoringMeasured {
  const waiting: Record<WorkKind, number> = { live: 0, behind: 0, reopened: 0, sweep: 0 };
  let lagSeconds = 0;
  for (const evaluator of evaluators.values()) {
    const { accounts, since } = evaluator.waiting();
    for (const kind of Object.keys(waiting) as WorkKind[]) waiting[kind] += accounts[kind];
    if (since !== undefined) lagSeconds = Math.max(lagSeconds, secondsSince(since, now));
  }
  return { waiting, lagSeconds };
}

const secondsSince = (then: number, now: number): number => Math.max(0, now - then) / 1000;
