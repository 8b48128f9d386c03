import { type HistoryRequest, scoreSlice } from "../../src/engine/history.ts";
import { DwellLimits } from "../../src/engine/band-chain.ts";
import { compileScorer } from "../../src/engine/scorer.ts";
import type { Fact } from "../../src/events/fact.ts";
import type { Instant } from "../../src/lib/zone.ts";
import type { Pack } from "../../src/pack/schema.ts";
import { type Band, bands } from "../../src/scores/bands.ts";
import type { SimulationOptions } from "../../src/simulator/options.ts";
import { simulate } from "../../src/simulator/simulate.ts";
import type { AccountTruth } from "../../src/simulator/truth.ts";
import { ClickHouseAccountReader } from "../../src/storage/clickhouse/account-reader.ts";
import type { ClickHouseStore } from "../../src/storage/clickhouse/store.ts";

/** A simulated company in a store. */
export interface StoredCompany {
  readonly workspace: string;
  readonly truths: ReadonlyMap<string, AccountTruth>;
  /** By account; people's traits are not among them. */
  readonly facts: ReadonlyMap<string, readonly Fact[]>;
}

export interface ScoredAccount {
  readonly account: string;
  readonly truth: AccountTruth;
  readonly facts: readonly Fact[];
  readonly score: number;
  readonly band: Band;
  readonly mean: number;
  readonly coverage: number;
  readonly stage: string;
  readonly model: string;
  /** Raw values; NaN where missing. */
  readonly metrics: Readonly<Record<string, number>>;
}

const batchFacts = 100_000;

export async function storeCompany(store: ClickHouseStore, workspace: string, options: SimulationOptions): Promise<StoredCompany> {
  const truths = new Map<string, AccountTruth>();
  const byAccount = new Map<string, readonly Fact[]>();
  let batch: Fact[] = [];
  let batches = 0;
  const append = async (): Promise<void> => {
    batches += 1;
    await store.log.append(workspace, batch, `${workspace}-${batches}`);
    batch = [];
  };
  for (const { truth, facts } of simulate(options)) {
    truths.set(truth.account, truth);
    byAccount.set(truth.account, facts);
    batch.push(...facts);
    if (batch.length >= batchFacts) await append();
  }
  await append();
  return { workspace, truths, facts: byAccount };
}

/** Scores every customer of the company at one local midnight, the way history does. */
export async function scoreCompany(store: ClickHouseStore, { workspace, truths, facts }: StoredCompany, { pack, asOf }: { pack: Pack; asOf: Instant }): Promise<ScoredAccount[]> {
  const scorer = compileScorer(pack);
  const { timezone: zone, currency } = pack.pack;
  const measurements = await store.measurer.measure({ workspace, metrics: scorer.measured, zone, currency, rates: scorer.rates, instants: [asOf] });
  const logs = await new ClickHouseAccountReader(store.clickHouse).readAccounts({ workspace, accounts: measurements.accounts });
  const request: HistoryRequest = { workspace, scorer, version: "test", from: asOf, to: asOf, knownAt: asOf };
  const batch = scoreSlice({ request, measurements, logs, limits: new DwellLimits([asOf], zone) });
  const width = scorer.metricIds.length;
  return Array.from({ length: batch.rows }, (_, row): ScoredAccount => {
    const account = batch.accounts[batch.account[row] as number] as string;
    const metric = (place: number): number => batch.metricValues[row * width + place] as number;
    return {
      account,
      truth: truths.get(account) as AccountTruth,
      facts: facts.get(account) ?? [],
      score: batch.score[row] as number,
      band: bands[batch.band[row] as number] as Band,
      mean: batch.mean[row] as number,
      coverage: batch.coverage[row] as number,
      stage: batch.stages[batch.stage[row] as number] as string,
      model: batch.models[batch.model[row] as number] as string,
      metrics: Object.fromEntries(scorer.metricIds.map((id, place) => [id, metric(place)])),
    };
  });
}
