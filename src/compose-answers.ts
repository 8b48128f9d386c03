import type { Instant } from "./lib/zone.ts";
import { Scores } from "./engine/answers/scores.ts";
import type { RunningPack } from "./engine/evaluate/standings.ts";
import { LivePortfolio } from "./engine/portfolio/live-portfolio.ts";
import { loadPortfolio } from "./engine/portfolio/load.ts";
import type { ClickHouseStore } from "./storage/clickhouse/store.ts";

export interface AnswerParts {
  readonly running: RunningPack;
  readonly workspace: string;
  /** The store; rejects while it can't be reached. */
  readonly store: () => Promise<ClickHouseStore>;
  readonly clock: () => Instant;
  readonly sleep: (ms: number) => Promise<void>;
  readonly report: (line: string) => void;
}

/** Whoever asks before the first scores are there waits so long, and is then told to come back. */
const patienceMs = 10_000;

/** What answers questions about scores; the first scores are computed at once. */
export function openAnswers({ running, workspace, store, clock, sleep, report }: AnswerParts): { readonly live: LivePortfolio; readonly scores: () => Promise<Scores> } {
  const live = new LivePortfolio(running);
  let opening: Promise<Scores> | undefined;
  const open = async (): Promise<Scores> => {
    const { measurer, accounts, events, users } = await store();
    const ports = { measurer, accounts, events, users, clock };
    await loadPortfolio(ports, live, workspace);
    return new Scores(ports, live);
  };
  const opened = (): Promise<Scores> => {
    if (opening) return opening;
    opening = open();
    opening.catch((error: unknown) => {
      opening = undefined;
      report(`no scores yet: ${error instanceof Error ? error.message : String(error)}`);
    });
    return opening;
  };
  void opened().catch(() => undefined);
  const tooEarly = async (): Promise<never> => {
    await sleep(patienceMs);
    throw new Error("the first scores are being computed");
  };
  return { live, scores: () => Promise.race([opened(), tooEarly()]) };
}
