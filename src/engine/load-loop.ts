import type { EventJournal } from "./event-journal.ts";
import type { Loader } from "./loader.ts";

export interface LoadLoopParts {
  readonly loader: Loader;
  readonly journal: EventJournal;
  readonly sleep: (ms: number) => Promise<void>;
  readonly onProblem: (error: unknown) => void;
  /** With fewer calls than `enoughRecords` waiting, the next batch waits this long for more. */
  readonly lingerMs?: number;
  readonly enoughRecords?: number;
}

const firstPauseMs = 100;
const longestPauseMs = 5000;

/** Loads as long as it isn't stopped. While the log is away it tries again, ever more rarely; nothing is skipped. */
export class LoadLoop {
  readonly #parts: LoadLoopParts;
  readonly #stop: PromiseWithResolvers<void> = Promise.withResolvers();
  readonly #ended: Promise<void>;
  #isStopping = false;

  constructor(parts: LoadLoopParts) {
    this.#parts = parts;
    this.#ended = this.#run();
  }

  /** Ends after the batch at hand. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#stop.resolve();
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { loader, journal, onProblem, lingerMs = 50, enoughRecords = 1000 } = this.#parts;
    let pauseMs = firstPauseMs;
    while (!this.#isStopping) {
      try {
        await this.#unlessStopped(journal.more());
        if (journal.waiting < enoughRecords) await this.#unlessStopped(this.#parts.sleep(lingerMs));
        if (!this.#isStopping) await loader.loadNext();
        pauseMs = firstPauseMs;
      } catch (error) {
        onProblem(error);
        await this.#unlessStopped(this.#parts.sleep(pauseMs));
        pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      }
    }
  }

  async #unlessStopped(wait: Promise<void>): Promise<void> {
    await Promise.race([wait, this.#stop.promise]);
  }
}
