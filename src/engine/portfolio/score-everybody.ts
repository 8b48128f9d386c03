import type { Instant } from "../../lib/zone.ts";
import type { RunningPack } from "../evaluate/standings.ts";
import { scoreHistory } from "../history.ts";
import type { JourneyState } from "../journey-chain.ts";
import type { AccountReader, Measurements, Measurer } from "../ports.ts";
import { Memories } from "../remembered.ts";
import { type AccountJourney, type ScoredAccount, scoreAccounts } from "../score-now.ts";
import { BandTrend } from "./band-trend.ts";
import { EarlierScores } from "./earlier.ts";

export interface EverybodyRequest {
  readonly workspace: string;
  readonly running: RunningPack;
  /** The earliest fact: bands remember from there on. */
  readonly from: Instant;
  readonly asOf: Instant;
  readonly knownAt: Instant;
  /** Is told how every account goes, also those that are no customers any more. */
  readonly onJourney?: (found: AccountJourney) => void;
}

export interface EverybodyPorts {
  readonly measurer: Measurer;
  readonly accounts: AccountReader;
}

/** So many accounts are explained at a time, because an explanation is far larger than the line that is kept of it. */
const chunk = 2000;

/**
 * Scores every account at every midnight up to the instant, writing nothing, and then at the instant itself; gives the
 * accounts in chunks, and what earlier midnights say of them.
 */
export async function scoreEverybody(ports: EverybodyPorts, request: EverybodyRequest): Promise<{ readonly earlier: EarlierScores; readonly trend: BandTrend; readonly chunks: AsyncIterable<ScoredAccount[]> }> {
  const { workspace, running, from, asOf, knownAt } = request;
  const { scorer, version } = running;
  const earlier = new EarlierScores({ asOf, zone: scorer.pack.pack.timezone });
  const trend = new BandTrend({ asOf, zone: scorer.pack.pack.timezone });
  const memories = new Memories(scorer, { before: asOf, comparedAt: asOf });
  const noted = {
    write: (batch: Parameters<Memories["note"]>[0]): Promise<void> => {
      memories.note(batch);
      earlier.note(batch);
      trend.note(batch);
      return Promise.resolve();
    },
  };
  const states = new Map<string, JourneyState>();
  const journeys = { before: asOf, note: (account: string, state: JourneyState): void => void states.set(account, state) };
  await scoreHistory({ ...ports, snapshots: noted }, { workspace, scorer, version, from, to: asOf, knownAt, journeys }, () => {});
  return { earlier, trend, chunks: inChunks(ports, request, { memories, states }) };
}

/** What the last midnight before the instant left behind. */
interface LastMidnight {
  readonly memories: Memories;
  readonly states: ReadonlyMap<string, JourneyState>;
}

async function* inChunks(ports: EverybodyPorts, { workspace, running: { scorer, version }, asOf, knownAt, onJourney }: EverybodyRequest, { memories, states }: LastMidnight): AsyncGenerator<ScoredAccount[]> {
  const { timezone: zone, currency } = scorer.pack.pack;
  const all = await ports.measurer.measure({ workspace, metrics: scorer.measured, zone, currency, rates: scorer.rates, instants: [asOf] });
  for (let begin = 0; begin < all.accounts.length; begin += chunk) {
    const part = partOf(all, begin, begin + chunk);
    yield await scoreAccounts(
      { measurer: { measure: () => Promise.resolve(part) }, accounts: ports.accounts },
      { workspace, scorer, version, asOf, knownAt, accounts: part.accounts, rememberedOf: (account) => memories.rememberedOf(account), journeyBefore: (account) => states.get(account), scoreBefore: () => undefined, ...(onJourney && { onJourney }) },
    );
  }
}

/** Some accounts of a measurement at one instant. */
function partOf(all: Measurements, begin: number, end: number): Measurements {
  const width = all.metricIds.length;
  return { ...all, accounts: all.accounts.slice(begin, end), born: all.born.subarray(begin, end), values: all.values.subarray(begin * width, end * width), states: all.states.subarray(begin * width, end * width) };
}
