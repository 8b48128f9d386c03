import { type Instant, localMidnight } from "../../lib/zone.ts";
import { midnightAfter } from "../evaluate/calendar.ts";
import type { RunningPack } from "../evaluate/standings.ts";
import { type HistoryRequest, scoreHistory } from "../history.ts";
import type { JourneyState } from "../journey-chain.ts";
import type { AccountReader, Measurer, SnapshotBatch } from "../ports.ts";
import { Memories } from "../remembered.ts";
import type { Foundations } from "../retention/ports.ts";
import { BandTrend } from "./band-trend.ts";
import { EarlierScores } from "./earlier.ts";

export interface PastRequest {
  readonly workspace: string;
  readonly running: RunningPack;
  /** The earliest fact: bands remember from there on. */
  readonly from: Instant;
  readonly asOf: Instant;
  readonly knownAt: Instant;
}

export interface PastPorts {
  readonly measurer: Measurer;
  readonly accounts: AccountReader;
  /** Where scores begin again, once what was before is gone. */
  readonly foundations?: Foundations;
}

/** What the midnights up to an instant leave for it: what bands and journeys remember of the last one before, and what a portfolio looks back on. */
export class Past {
  readonly earlier: EarlierScores;
  readonly trend: BandTrend;
  readonly memories: Memories;
  readonly journeys = new Map<string, JourneyState>();
  readonly #request: PastRequest;

  constructor(request: PastRequest) {
    const { asOf, running: { scorer } } = request;
    const zone = scorer.pack.pack.timezone;
    this.#request = request;
    this.earlier = new EarlierScores({ asOf, zone });
    this.trend = new BandTrend({ asOf, zone });
    this.memories = new Memories(scorer, { before: asOf, comparedAt: asOf });
  }

  /** The midnights between another past and this one, from what that one remembers; what is compared with begins there. */
  async goOnFrom(before: Past, ports: PastPorts): Promise<void> {
    const zone = this.#request.running.pack.pack.timezone;
    const from = midnightAfter(localMidnight(before.#request.asOf - 1, zone), zone);
    await this.score(ports, { from, rememberedOf: (account) => before.memories.rememberedOf(account), journeyBefore: (account) => before.journeys.get(account) });
  }

  /** Scores midnights up to the instant and writes none of them: by default all of them, of everybody. */
  async score(ports: PastPorts, stretch: Partial<Pick<HistoryRequest, "from" | "accounts" | "rememberedOf" | "journeyBefore">> = {}): Promise<void> {
    const { workspace, running: { scorer, version }, from, asOf, knownAt } = this.#request;
    const write = (batch: SnapshotBatch): Promise<void> => {
      this.memories.note(batch);
      this.earlier.note(batch);
      this.trend.note(batch);
      return Promise.resolve();
    };
    const journeys = { before: asOf, note: (account: string, state: JourneyState): void => void this.journeys.set(account, state) };
    await scoreHistory({ ...ports, snapshots: { write } }, { workspace, scorer, version, from, to: asOf, knownAt, journeys, onFoundation: this.memories.laid(this.journeys), ...stretch }, () => {});
  }
}
