import { Turns } from "../../lib/turns.ts";
import type { LoadedBatch, Touched } from "../loader.ts";
import type { Evaluator, Step } from "./evaluator.ts";

export interface EvaluateLoopParts {
  /** The evaluator of a workspace, not started. */
  readonly open: (workspace: string) => Evaluator;
  /** Workspaces that exist from the start; others are taken up when something is loaded into them. */
  readonly workspaces: readonly string[];
  readonly sleep: (ms: number) => Promise<void>;
  readonly onProblem: (error: unknown) => void;
  readonly onStep?: (workspace: string, step: Step) => void;
}

/** Live work begins at most so often: what arrives in between is scored together, for little more than one of them. */
const cycleMs = 200;
/** Midnights and sweeps are looked for at least this often. */
const idleMs = 1000;
const firstPauseMs = 100;
const longestPauseMs = 5000;

interface Running {
  readonly evaluator: Evaluator;
  isStarted: boolean;
}

/** Scores as long as it isn't stopped, one workspace after the other. What fails is tried again, ever more rarely. */
export class EvaluateLoop {
  readonly #parts: EvaluateLoopParts;
  readonly #running = new Map<string, Running>();
  readonly #stop: PromiseWithResolvers<void> = Promise.withResolvers();
  readonly #ended: Promise<void>;
  #woken: PromiseWithResolvers<void> = Promise.withResolvers();
  readonly #outdated = new Set<string>();
  #isStopping = false;
  readonly #turns = new Turns();

  constructor(parts: EvaluateLoopParts) {
    this.#parts = parts;
    for (const workspace of parts.workspaces) this.#of(workspace);
    this.#ended = this.#run();
  }

  /** To be told of every batch that was loaded. */
  loaded({ workspaces }: Pick<LoadedBatch, "workspaces">): void {
    for (const [workspace, touched] of workspaces) if (isSomething(touched)) this.#of(workspace).evaluator.note(touched);
    this.#woken.resolve();
  }

  /** Works while nothing is scored. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.#turns.run(work);
  }

  /** These accounts are no customers any more, and nothing of them is kept. */
  forget(workspace: string, accounts: readonly string[]): void {
    this.#of(workspace).evaluator.forget(accounts);
  }

  get evaluators(): ReadonlyMap<string, Evaluator> {
    return new Map([...this.#running].map(([workspace, { evaluator }]) => [workspace, evaluator]));
  }

  /** Goes on with newly opened evaluators after the piece of work at hand, because everybody is to be scored otherwise. */
  renew(): void {
    for (const workspace of this.#running.keys()) this.#outdated.add(workspace);
    this.#woken.resolve();
  }

  /** Ends after the piece of work at hand. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#stop.resolve();
    await this.#ended;
  }

  #of(workspace: string): Running {
    let running = this.#running.get(workspace);
    if (!running) this.#running.set(workspace, (running = { evaluator: this.#parts.open(workspace), isStarted: false }));
    return running;
  }

  async #run(): Promise<void> {
    let pauseMs = firstPauseMs;
    while (!this.#isStopping) {
      try {
        const steps = await this.#turns.run(() => this.#round());
        pauseMs = firstPauseMs;
        await this.#rest(steps);
      } catch (error) {
        this.#parts.onProblem(error);
        await this.#unlessStopped(this.#parts.sleep(pauseMs));
        pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      }
    }
    for (const { evaluator, isStarted } of this.#running.values()) if (isStarted) await evaluator.stop().catch(this.#parts.onProblem);
  }

  /** One step of each workspace, so that a large one doesn't hold up the others. */
  async #round(): Promise<Step[]> {
    const steps: Step[] = [];
    for (const workspace of this.#running.keys()) {
      if (this.#isStopping) break;
      await this.#replaceOutdated(workspace);
      const running = this.#of(workspace);
      if (!running.isStarted) {
        await running.evaluator.start();
        running.isStarted = true;
      }
      const step = await running.evaluator.step();
      if (!step) continue;
      steps.push(step);
      this.#parts.onStep?.(workspace, step);
    }
    return steps;
  }

  /** What is stored meanwhile the new one finds when it starts. */
  async #replaceOutdated(workspace: string): Promise<void> {
    if (!this.#outdated.delete(workspace)) return;
    const { evaluator, isStarted } = this.#of(workspace);
    this.#running.set(workspace, { evaluator: this.#parts.open(workspace), isStarted: false });
    if (isStarted) await evaluator.stop().catch(this.#parts.onProblem);
  }

  async #rest(steps: readonly Step[]): Promise<void> {
    if (steps.length === 0) {
      await this.#unlessStopped(Promise.race([this.#woken.promise, this.#parts.sleep(idleMs)]));
      this.#woken = Promise.withResolvers();
      return;
    }
    const spentMs = steps.reduce((sum, { ms }) => sum + ms, 0);
    if (steps.every(({ kind }) => kind === "live") && spentMs < cycleMs) await this.#unlessStopped(this.#parts.sleep(cycleMs - spentMs));
  }

  async #unlessStopped(wait: Promise<void>): Promise<void> {
    await Promise.race([wait, this.#stop.promise]);
  }
}

const isSomething = ({ accounts, users }: Touched): boolean => accounts.size + users.size > 0;
