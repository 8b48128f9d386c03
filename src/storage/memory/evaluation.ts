import type { EvaluationCursor, EvaluationCursors, JourneyStates } from "../../engine/evaluate/ports.ts";
import type { Transition, TransitionLog, TransitionsRequest } from "../../engine/evaluate/transition.ts";

export class MemoryEvaluationCursors implements EvaluationCursors {
  readonly #cursors = new Map<string, EvaluationCursor>();

  read(workspace: string, version: string): Promise<EvaluationCursor | undefined> {
    return Promise.resolve(this.#cursors.get(JSON.stringify([workspace, version])));
  }

  write(workspace: string, version: string, cursor: EvaluationCursor): Promise<void> {
    this.#cursors.set(JSON.stringify([workspace, version]), cursor);
    return Promise.resolve();
  }
}

export class MemoryTransitionLog implements TransitionLog {
  readonly #transitions = new Map<string, Transition>();

  append(transitions: readonly Transition[]): Promise<void> {
    for (const transition of transitions) {
      const { workspace, account, version, from, kind } = transition;
      this.#transitions.set(JSON.stringify([workspace, account, version, from.asOf, kind]), transition);
    }
    return Promise.resolve();
  }

  read({ workspace, account, version, kind, from, to, limit }: TransitionsRequest): Promise<Transition[]> {
    const is = (asked: string | undefined, own: string): boolean => asked === undefined || asked === own;
    const asked = [...this.#transitions.values()].filter((one) => one.workspace === workspace && is(account, one.account) && is(version, one.version) && is(kind, one.kind) && one.to.asOf > from && one.to.asOf <= to);
    return Promise.resolve(asked.sort((one, other) => other.to.asOf - one.to.asOf || (one.account < other.account ? -1 : 1)).slice(0, limit));
  }
}

export class MemoryJourneyStates implements JourneyStates {
  readonly #states = new Map<string, { readonly asOf: number; readonly text: string }>();

  write({ workspace, version, asOf, texts }: Parameters<JourneyStates["write"]>[0]): Promise<void> {
    for (const [account, text] of texts) this.#states.set(JSON.stringify([workspace, version, account]), { asOf, text });
    return Promise.resolve();
  }

  read({ workspace, version, accounts }: Parameters<JourneyStates["read"]>[0]): ReturnType<JourneyStates["read"]> {
    return Promise.resolve(new Map(accounts.flatMap((account) => {
      const found = this.#states.get(JSON.stringify([workspace, version, account]));
      return found ? [[account, found] as const] : [];
    })));
  }
}
