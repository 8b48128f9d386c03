import { join } from "node:path";
import type { PipelineDoor } from "../cli/pipeline.ts";
import { servedAt } from "./served.ts";
import { createClient } from "../contract/client.ts";
import type { Intake } from "../engine/conservation.ts";
import type { WorkKind } from "../engine/evaluate/agenda.ts";
import type { EvaluateLoop } from "../engine/evaluate/evaluate-loop.ts";
import { noTotals } from "../engine/event-journal.ts";
import { type PipelinePorts, readAccountPipeline, readPipeline } from "../engine/pipeline/pipeline.ts";
import type { IntakeState } from "../engine/pipeline/ports.ts";
import { decodeReceived } from "../engine/received.ts";
import type { Pack } from "../pack/schema.ts";
import { Metrics, type Measured, type ScoringMeasured } from "../server/metrics/metrics.ts";
import { inspectJournal } from "../storage/journal/inspect.ts";
import type { FileJournal } from "../storage/journal/journal.ts";

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

/** What a process that serves knows of the calls that it takes. */
export async function liveIntake({ journal, intake }: Pick<Watched, "journal" | "intake">): Promise<IntakeState> {
  const oldest = await journal.oldestWaiting();
  return { calls: intake.read(), rejectedBy: intake.rejectedBy, journalBytes: journal.bytes, oldestWaiting: oldest && decodeReceived(oldest).receivedAt };
}

async function measured({ scoring, clock, ...watched }: Watched): Promise<Measured> {
  const { oldestWaiting, ...state } = await liveIntake(watched);
  const now = clock();
  return {
    ...state,
    journalFreeBytes: await watched.journal.freeBytes(),
    loadLagSeconds: oldestWaiting === undefined ? 0 : secondsSince(oldestWaiting, now),
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

interface PipelineSurroundings extends Pick<PipelinePorts, "clock"> {
  /** Whose metrics are meant; asked for only where no process serves. */
  readonly readPack: () => Promise<Pack>;
  readonly directory: string;
  readonly workspace: string;
  readonly openStore: () => Promise<ClosingStore>;
}

type ClosingStore = Awaited<ReturnType<PipelinePorts["store"]>> & { close(): Promise<void> };

/** Asks through the process that serves the data directory where there is one, because it is in use; else reads what lies there. */
export async function withPipeline<T>({ directory, workspace, openStore, readPack, ...rest }: PipelineSurroundings, work: (door: PipelineDoor) => Promise<T>): Promise<T> {
  const served = await servedAt(directory);
  if (served) return work(createClient(served));
  let opened: Promise<ClosingStore> | undefined;
  const store = (): Promise<ClosingStore> => (opened ??= openStore());
  const pack = await readPack();
  const ports = { ...rest, pack: () => pack, intake: () => stoppedIntake(directory), store };
  try {
    return await work({ getPipeline: () => readPipeline(ports, workspace), getAccountPipeline: ({ account, limit }) => readAccountPipeline(ports, workspace, { account, limit: Number(limit) }) });
  } finally {
    await (await opened?.catch(() => undefined))?.close();
  }
}

/** What the journal of a directory says that nobody serves; how many calls were rejected, only a process knows. */
async function stoppedIntake(directory: string): Promise<IntakeState> {
  const state = await inspectJournal(join(directory, "live", "journal"));
  const { stored, duplicate, dead, redacted } = state?.totals ?? noTotals;
  const waiting = state?.waiting ?? 0;
  return {
    calls: { received: stored + duplicate + redacted + dead + waiting, stored, duplicate, rejected: redacted, dead, waiting, missing: 0 },
    rejectedBy: new Map(redacted === 0 ? [] : [["redacted", redacted]]),
    journalBytes: state?.bytes ?? 0,
    oldestWaiting: state?.oldestWaiting && decodeReceived(state.oldestWaiting).receivedAt,
  };
}
