import { type Instant, localMidnight } from "../lib/zone.ts";
import { Scores } from "../engine/answers/scores.ts";
import type { ToldBefore } from "../engine/definitions/told.ts";
import type { RunningPack } from "../engine/evaluate/standings.ts";
import type { Log } from "../engine/log/events.ts";
import type { KeptPorts } from "../engine/portfolio/kept-past.ts";
import { LivePortfolio } from "../engine/portfolio/live-portfolio.ts";
import { type LoadPorts, loadPortfolio } from "../engine/portfolio/load.ts";
import type { ClickHouseStore } from "../storage/clickhouse/store.ts";

export interface AnswerParts {
  readonly running: RunningPack;
  readonly workspace: string;
  /** The store; rejects while it can't be reached. */
  readonly store: () => Promise<ClickHouseStore>;
  readonly clock: () => Instant;
  readonly sleep: (ms: number) => Promise<void>;
  /** Works while nobody else scores: both at once would only both be late. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  readonly log: Log;
  /** Who told what histories show; absent where that is the one definition that runs. */
  readonly told?: Omit<ToldBefore, "history">;
}

export interface OpenAnswers {
  /** To be told what is scored from now on. */
  readonly live: LivePortfolio;
  readonly scores: () => Promise<Scores>;
  /** Accounts or users were erased: what was kept of them goes, and benchmarks are read without them. */
  readonly forget: () => void;
  /** Answers from another definition, once everybody is scored by it. */
  readonly switchTo: (running: RunningPack) => Promise<void>;
  readonly close: () => void;
}

/** After midnight, once late events have had their time, everybody is compared with a day later. */
const settleMs = 600_000;
const lookMs = 60_000;

/** Whoever asks before the first scores are there waits so long, and is then told to come back. */
const patienceMs = 10_000;

/** What answers questions about scores; the first scores are computed at once. */
export function openAnswers({ running, workspace, store, clock, sleep, alone, log, told }: AnswerParts): OpenAnswers {
  const live = new LivePortfolio(running);
  let opening: Promise<Scores> | undefined;
  let loadedFor: Instant | undefined;
  const today = (): Instant => localMidnight(clock() - settleMs, live.running.pack.pack.timezone);
  let kept: KeptPorts | undefined;
  const fill = (ports: LoadPorts, portfolio: LivePortfolio): ReturnType<typeof loadPortfolio> => loadPortfolio({ ...ports, ...(kept && { kept }) }, portfolio, workspace);
  const load = async (ports: LoadPorts): ReturnType<typeof loadPortfolio> => {
    const day = today();
    const loaded = await fill(ports, live);
    loadedFor = day;
    return loaded;
  };
  /** Benchmarks take as long as everything else again, so the first answers don't wait for them. */
  const compare = (scores: Scores): void => void scores.moment(workspace, undefined).then((moment) => scores.compareLive(workspace, moment)).catch((error: unknown) => log("benchmarks_wait", { error }));
  let isLoading = false;
  const follow = async (): Promise<void> => {
    if (isLoading || loadedFor === undefined || loadedFor >= today()) return;
    isLoading = true;
    await opened().then(async (scores) => {
      await load(scores.ports);
      compare(scores);
    }).catch((error: unknown) => log("portfolio_waits", { error }));
    isLoading = false;
  };
  const timer = setInterval(() => void follow(), lookMs).unref();
  const open = async (): Promise<Scores> => {
    const { measurer, accounts, events, users, snapshots, transitions, cursors, judgement, memory, changes, journeys, past, foundations } = await store();
    kept = { memory, changes, cursors, journeys, past };
    const ports = { measurer, accounts, events, users, snapshots, transitions, cursors, judgement, foundations, clock };
    const begun = clock();
    const { wentOn } = await alone(() => load(ports));
    log("portfolio_ready", { accounts: [...live.rows(workspace)].length, from: wentOn ? "written" : "first_fact", ms: clock() - begun });
    const scores = new Scores({ ...ports, ...(told && { told: { ...told, history: (asked) => snapshots.history(asked) } }) }, live);
    compare(scores);
    return scores;
  };
  const opened = (): Promise<Scores> => {
    if (opening) return opening;
    opening = open();
    opening.catch((error: unknown) => {
      opening = undefined;
      log("portfolio_waits", { error });
    });
    return opening;
  };
  void opened().catch(() => undefined);
  const tooEarly = async (): Promise<never> => {
    await sleep(patienceMs);
    throw new Error("the first scores are being computed");
  };
  const forget = (): void => {
    if (loadedFor !== undefined)
      void opened().then((scores) => {
        scores.forget();
        compare(scores);
      }).catch(() => undefined);
  };
  const switchTo = async (next: RunningPack): Promise<void> => {
    const scores = await opened();
    if (next.version === live.running.version) live.rename(next);
    else {
      const day = today();
      const fresh = new LivePortfolio(next);
      await fill(scores.ports, fresh);
      live.become(fresh);
      loadedFor = day;
    }
    compare(scores);
  };
  return { live, forget, switchTo, scores: () => Promise.race([opened(), tooEarly()]), close: () => clearInterval(timer) };
}
