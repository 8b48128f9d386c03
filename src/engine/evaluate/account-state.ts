import { type Instant, shiftDays } from "../../lib/zone.ts";
import type { Remembered } from "../../scores/explain.ts";
import { rememberedIn } from "../remembered.ts";
import type { JourneyState } from "../journey-chain.ts";
import type { OfAccounts, StoredMemory, StoredState } from "../ports.ts";
import type { Scorer } from "../scorer.ts";
import { type Kept, keptOfStored } from "./kept.ts";
import { journeyIn } from "./journey-text.ts";
import type { EvaluatorPorts } from "./ports.ts";
import type { RunningPack } from "./standings.ts";

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
  readonly formerly?: RunningPack["formerly"];
}

/** States of accounts that nothing is held of, as they were left by whoever scored before; new ones otherwise. */
export async function restoreStates({ memory, journeys }: Pick<EvaluatorPorts, "memory" | "journeys">, { workspace, version, scorer, formerly }: About, { accounts, through }: { readonly accounts: readonly string[]; readonly through: Instant | undefined }): Promise<Map<string, AccountState>> {
  const of = { workspace, version, accounts };
  const left = through === undefined ? undefined : await waysOf(journeys, { ...of, scorer }, through);
  const [memories, latest, former] = await Promise.all([left && memoriesOf(memory, of, left), left && memory.latest({ ...of, ...(through !== undefined && { near: through }) }), formerly && memory.latest({ ...of, version: formerly.version })]);
  return new Map(
    accounts.map((account) => {
      const remembered = memories?.get(account);
      return [
        account,
        {
          through: left?.get(account)?.through,
          remembered: remembered ? rememberedIn(remembered, scorer) : {},
          journey: left?.get(account)?.journey,
          kept: toldLast(latest?.get(account), former?.get(account), formerly),
          evaluatedAt: Number.NEGATIVE_INFINITY,
          comparedAt: Number.NEGATIVE_INFINITY,
          scoreBefore: undefined,
        } satisfies AccountState,
      ];
    }),
  );
}

/** How far an account came, and where it was on its journey then. */
export interface Way {
  readonly through: Instant;
  readonly journey: JourneyState | undefined;
}

/**
 * Everybody came to the midnight that all have. With a journey only those whose way there is known go on: the others, and
 * those of whom another release wrote it, begin anew. Some may be a midnight ahead, after an end in the middle of one.
 */
export async function waysOf(journeys: EvaluatorPorts["journeys"], { scorer, ...of }: OfAccounts & Pick<About, "scorer">, through: Instant): Promise<ReadonlyMap<string, Way>> {
  const { journey: compiled } = scorer;
  if (!compiled) return new Map(of.accounts.map((account) => [account, { through, journey: undefined }]));
  const stored = await journeys.read(of);
  return new Map([...stored].flatMap(([account, { asOf, text }]): [string, Way][] => {
    const journey = asOf < through ? undefined : journeyIn(text, compiled);
    return journey ? [[account, { through: asOf, journey }]] : [];
  }));
}

/** What bands remember of the midnight that each account came to. */
async function memoriesOf(memory: EvaluatorPorts["memory"], of: Omit<OfAccounts, "accounts">, ways: ReadonlyMap<string, Way>): Promise<ReadonlyMap<string, StoredMemory>> {
  const groups = Map.groupBy(ways.keys(), (account) => (ways.get(account) as Way).through);
  const found = await Promise.all([...groups].map(([through, accounts]) => memory.memories({ ...of, accounts, before: through + 1 })));
  return new Map(found.flatMap((memories) => [...memories]));
}

/** Whichever version told of it last: changes are told from there. */
function toldLast(own: StoredState | undefined, before: StoredState | undefined, formerly: RunningPack["formerly"]): Kept | undefined {
  if (before && (own?.asOf ?? -Infinity) < before.asOf) return keptOfStored(before, formerly);
  return own && keptOfStored(own);
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
