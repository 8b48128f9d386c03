import type { InsightKind } from "../../contract/insights.ts";
import type { InsightAnswer, InsightRun, InsightStore, KeptInsight } from "../../engine/learn/insight-store.ts";

interface Held {
  readonly run: InsightRun;
  readonly answer?: InsightAnswer;
}

/** Questions to the past in an array. */
export class MemoryInsightStore implements InsightStore {
  #held: readonly Held[] = [];

  list(workspace: string): Promise<readonly InsightRun[]> {
    return Promise.resolve(this.#held.map(({ run }) => run).toReversed().filter((run) => run.workspace === workspace).toSorted((one, other) => other.askedAt - one.askedAt));
  }

  kept(workspace: string): Promise<readonly KeptInsight[]> {
    return Promise.resolve(this.#held.flatMap(({ run, answer }) => (answer && run.workspace === workspace ? [{ run, headline: answer.headline }] : [])));
  }

  result(workspace: string, kind: InsightKind): Promise<(KeptInsight & Pick<InsightAnswer, "result">) | undefined> {
    const found = this.#held.find(({ run, answer }) => answer && run.workspace === workspace && run.kind === kind);
    return Promise.resolve(found?.answer && { run: found.run, headline: found.answer.headline, result: found.answer.result });
  }

  add(run: InsightRun): Promise<void> {
    this.#held = [...this.#held.filter(({ run: other, answer }) => answer !== undefined || !isSameKind(run, other)), { run }];
    return Promise.resolve();
  }

  change(run: InsightRun): Promise<void> {
    this.#held = this.#held.map((held) => (held.run.id === run.id ? { ...held, run } : held));
    return Promise.resolve();
  }

  keep(run: InsightRun, answer: InsightAnswer): Promise<void> {
    this.#held = [...this.#held.filter(({ run: other }) => !isSameKind(run, other)), { run, answer }];
    return Promise.resolve();
  }
}

const isSameKind = (run: InsightRun, other: InsightRun): boolean => run.workspace === other.workspace && run.kind === other.kind;
