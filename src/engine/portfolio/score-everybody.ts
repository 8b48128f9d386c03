import { type AccountJourney, type ScoredAccount, scoreAccounts } from "../score-now.ts";
import type { Measurements } from "../ports.ts";
import { type KeptPorts, keptPast } from "./kept-past.ts";
import { Past, type PastPorts, type PastRequest } from "./past.ts";

export interface EverybodyRequest extends PastRequest {
  /** Is told how every account goes, also those that are no customers any more. */
  readonly onJourney?: (found: AccountJourney) => void;
  /** The midnights before the instant, for whoever has scored them already. */
  readonly past?: Past;
}

export interface EverybodyPorts extends PastPorts {
  /** What scoring has written and may be gone on from; absent to score everything from the first fact. */
  readonly kept?: KeptPorts;
}

/** So many accounts are explained at a time, because an explanation is far larger than the line that is kept of it. */
const chunk = 2000;

export interface Everybody extends Pick<Past, "earlier" | "trend"> {
  readonly chunks: AsyncIterable<ScoredAccount[]>;
  /** Whether it went on from what was written. */
  readonly wentOn: boolean;
}

/**
 * Scores every account at the instant; gives them in chunks, and what earlier midnights say of them. Those are read where
 * they were written, and else scored, writing nothing.
 */
export async function scoreEverybody(ports: EverybodyPorts, request: EverybodyRequest): Promise<Everybody> {
  const { workspace, running: { scorer }, asOf } = request;
  const { timezone: zone, currency } = scorer.pack.pack;
  const all = await ports.measurer.measure({ workspace, metrics: scorer.measured, zone, currency, rates: scorer.rates, instants: [asOf] });
  const kept = ports.kept && (await keptPast({ ...ports, ...ports.kept }, request, all.accounts));
  const past = kept ?? request.past ?? (await fromTheFirstFact(ports, request));
  return { earlier: past.earlier, trend: past.trend, wentOn: kept !== undefined, chunks: inChunks(ports, request, { past, all }) };
}

async function fromTheFirstFact(ports: PastPorts, request: PastRequest): Promise<Past> {
  const past = new Past(request);
  await past.score(ports);
  return past;
}

async function* inChunks(ports: EverybodyPorts, { workspace, running: { scorer, version }, asOf, knownAt, onJourney }: EverybodyRequest, { past, all }: { readonly past: Past; readonly all: Measurements }): AsyncGenerator<ScoredAccount[]> {
  for (let begin = 0; begin < all.accounts.length; begin += chunk) {
    const part = partOf(all, begin, begin + chunk);
    yield await scoreAccounts(
      { measurer: { measure: () => Promise.resolve(part) }, accounts: ports.accounts },
      { workspace, scorer, version, asOf, knownAt, accounts: part.accounts, rememberedOf: (account) => past.memories.rememberedOf(account), journeyBefore: (account) => past.journeys.get(account), scoreBefore: () => undefined, ...(onJourney && { onJourney }) },
    );
  }
}

/** Some accounts of a measurement at one instant. */
function partOf(all: Measurements, begin: number, end: number): Measurements {
  const width = all.metricIds.length;
  return { ...all, accounts: all.accounts.slice(begin, end), born: all.born.subarray(begin, end), values: all.values.subarray(begin * width, end * width), states: all.states.subarray(begin * width, end * width) };
}
