import { type Instant, shiftDays } from "../../lib/zone.ts";
import type { Remembered } from "../../scores/explain.ts";
import { rememberedIn } from "../remembered.ts";
import type { JourneyState } from "../journey-chain.ts";
import type { Scorer } from "../scorer.ts";
import { type Kept, keptOfStored } from "./kept.ts";
import type { EvaluatorPorts } from "./ports.ts";

/** What is held of an account between one look at it and the next. */
export interface AccountState {
  /** Its last midnight; undefined when it has none. */
  through: Instant | undefined;
  remembered: Remembered;
  /** Where it was on its journey at that midnight; only with a pack that has one. */
  journey: JourneyState | undefined;
  /** What was told of it last. */
  kept: Kept | undefined;
  evaluatedAt: Instant;
  /** The midnight to compare with, and the score then. */
  comparedAt: Instant;
  scoreBefore: number | undefined;
}

interface About {
  readonly workspace: string;
  readonly version: string;
  readonly scorer: Scorer;
}

/** States of accounts that nothing is held of, as they were left by whoever scored before; new ones otherwise. */
export async function restoreStates(memory: EvaluatorPorts["memory"], { workspace, version, scorer }: About, asked: { readonly accounts: readonly string[]; readonly through: Instant | undefined }): Promise<Map<string, AccountState>> {
  const { accounts } = asked;
  // The way that an account came is stored nowhere: with a journey it is gone again from the first step.
  const through = scorer.journey ? undefined : asked.through;
  const of = { workspace, version, accounts };
  const [memories, latest] = await Promise.all([
    through === undefined ? undefined : memory.memories({ ...of, before: through + 1 }),
    asked.through === undefined ? undefined : memory.latest(of),
  ]);
  return new Map(
    accounts.map((account) => {
      const [remembered, stored] = [memories?.get(account), latest?.get(account)];
      return [
        account,
        {
          through,
          remembered: remembered ? rememberedIn(remembered, scorer) : {},
          journey: undefined,
          kept: stored && keptOfStored(stored),
          evaluatedAt: Number.NEGATIVE_INFINITY,
          comparedAt: Number.NEGATIVE_INFINITY,
          scoreBefore: undefined,
        } satisfies AccountState,
      ];
    }),
  );
}

const compareDays = 30;

/** Looks up what scores are compared with, once for each account and day. */
export async function compareStates(memory: EvaluatorPorts["memory"], { workspace, version, scorer }: About, { states, midnight }: { readonly states: ReadonlyMap<string, AccountState>; readonly midnight: Instant }): Promise<void> {
  const comparedAt = shiftDays(midnight, -compareDays, scorer.pack.pack.timezone);
  const lacking = [...states].filter(([, state]) => state.comparedAt !== comparedAt);
  if (lacking.length === 0) return;
  const scores = await memory.scoresAt({ workspace, version, accounts: lacking.map(([account]) => account), asOf: comparedAt });
  for (const [account, state] of lacking) {
    const score = scores.get(account);
    state.comparedAt = comparedAt;
    state.scoreBefore = score === undefined || Number.isNaN(score) ? undefined : score;
  }
}
