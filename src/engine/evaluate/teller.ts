import type { Instant } from "../../lib/zone.ts";
import { differenceOf } from "../../scores/difference.ts";
import type { ScoredAccount } from "../score-now.ts";
import type { AccountState } from "./account-state.ts";
import { changesSince } from "./change.ts";
import { type Kept, asSnapshot, keptOf } from "./kept.ts";
import type { EvaluatorPorts } from "./ports.ts";
import { snapshotRows } from "./snapshot-rows.ts";
import type { RunningPack } from "./standings.ts";
import { type Transition, reasonOf, transitionKind } from "./transition.ts";

interface About {
  readonly workspace: string;
  readonly running: RunningPack;
}

/** One account that was scored, and what was told of it before. */
interface Told {
  readonly scored: ScoredAccount;
  readonly before: Kept | undefined;
}

/** Tells what was scored: to whoever answers from memory, to the log of snapshots, and what changed to whoever listens. */
export class Teller {
  readonly #ports: EvaluatorPorts;
  readonly #about: About;

  constructor(ports: EvaluatorPorts, about: About) {
    this.#ports = ports;
    this.#about = about;
  }

  /** Transitions are written before the snapshot that they lead to: after a crash in between they are found again. */
  async tell(scored: readonly ScoredAccount[], states: ReadonlyMap<string, AccountState>, now: Instant): Promise<readonly Transition[]> {
    const { standings, snapshots, memory, transitions: log, listener } = this.#ports;
    standings?.replace(this.#about.workspace, scored);
    const changed = scored.flatMap((each): Told[] => {
      const state = states.get(each.account) as AccountState;
      return isWorthARow(each, state) ? [{ scored: each, before: state.kept }] : [];
    });
    const transitions = changed.flatMap((each) => this.#transitionOf(each) ?? []);
    if (transitions.length > 0) await log.append(transitions);
    await Promise.all([
      changed.length > 0 && snapshots.write(snapshotRows(this.#about, changed.map(({ scored: each }) => each), now)),
      scored.length > 0 && memory.writeNewest(snapshotRows(this.#about, scored, now)),
    ]);
    for (const { scored: each } of changed) (states.get(each.account) as AccountState).kept = keptOf(each);
    for (const each of scored) {
      const state = states.get(each.account) as AccountState;
      state.kept ??= keptOf(each);
    }
    if (transitions.length > 0) listener?.onTransitions(transitions);
    return transitions;
  }

  #transitionOf({ scored, before }: Told): Transition | undefined {
    const { snapshot, account } = scored;
    const kind = before && transitionKind(before, snapshot);
    if (!kind) return undefined;
    const { workspace, running: { version, pack } } = this.#about;
    const { asOf, score, band } = snapshot;
    const from = asSnapshot(before, scored);
    const difference = differenceOf({ from, to: snapshot, models: { from: before.former?.pack.model ?? pack.model, to: pack.model }, of: "score" });
    // Where both sides are of one version, what is left over is what was not stored of the first.
    const split = before.former ? difference : difference && { ...difference, parts: difference.parts.map((part) => (part.cause === "version" ? { ...part, cause: "adjustment" as const } : part)) };
    return { kind, workspace, account, version, from: { asOf: before.asOf, score: before.score, band: before.band }, to: { asOf, score, band }, reason: reasonOf(split, from, snapshot) };
  }
}

/** The first look at an account that has midnights already is none that anybody has to be told of, unless another version told of it before. */
function isWorthARow(scored: ScoredAccount, { kept, remembered }: AccountState): boolean {
  if (kept === undefined && remembered.overall !== undefined) return false;
  return changesSince(kept, scored).length > 0;
}
