import type { Instant } from "../../lib/zone.ts";
import { type BandStep, type OfAccounts, type ScorePoint, type SnapshotBatch, type SnapshotLog, type SnapshotMemory, type StoredMemory, type StoredMidnight, type StoredState, lookBackMs } from "../../engine/ports.ts";
import { SnapshotColumns } from "../../engine/snapshot-columns.ts";
import type { BandCount, OfVersion, PastScores, WrittenPast } from "../../engine/written-past.ts";
import { pointAt } from "../../engine/score-point.ts";
import { type BandMemory, bands } from "../../scores/bands.ts";

interface Row extends ScorePoint {
  readonly workspace: string;
  readonly version: string;
  readonly account: string;
  readonly isMidnight: boolean;
  readonly mean: number;
  readonly mrr: number;
  readonly since: Instant;
  readonly states: Uint8Array;
  readonly values: Float64Array;
  readonly categories: readonly BandMemory[];
}

/** Snapshots as plain objects; of the same account, version and instant the one written last counts. */
export class MemorySnapshotLog implements SnapshotLog, SnapshotMemory, WrittenPast {
  readonly #rows = new Map<string, Row>();
  readonly #newest = new Map<string, Row>();

  write(batch: SnapshotBatch): Promise<void> {
    for (let row = 0; row < batch.rows; row += 1) {
      const point = pointOf(batch, row);
      this.#rows.set(JSON.stringify([point.workspace, point.version, point.account, point.asOf, point.isMidnight]), point);
    }
    return Promise.resolve();
  }

  withdraw({ workspace, version, of }: Parameters<SnapshotLog["withdraw"]>[0]): Promise<void> {
    for (const [account, midnights] of of) for (const asOf of midnights) this.#rows.delete(JSON.stringify([workspace, version, account, asOf, true]));
    return Promise.resolve();
  }

  clear(workspace: string, version: string): Promise<void> {
    for (const [key, row] of this.#rows) if (row.workspace === workspace && row.version === version) this.#rows.delete(key);
    return Promise.resolve();
  }

  history(asked: { workspace: string; version: string; account: string }): Promise<ScorePoint[]> {
    const points = [...this.#rows.values()].filter(
      (row) => row.isMidnight && row.workspace === asked.workspace && row.version === asked.version && row.account === asked.account,
    );
    return Promise.resolve(
      points
        .sort((a, b) => a.asOf - b.asOf)
        .map(pointIn),
    );
  }

  bandSteps({ from, to, account, ...asked }: Parameters<SnapshotLog["bandSteps"]>[0]): Promise<BandStep[]> {
    const rows = [...this.#rows.values()].filter((row) => row.isMidnight && row.workspace === asked.workspace && row.version === asked.version && (account === undefined || row.account === account));
    const lives = Map.groupBy(rows.sort((a, b) => a.asOf - b.asOf), (row) => row.account);
    const steps = [...lives].flatMap(([one, life]) => life.slice(1).map((row, before) => ({ account: one, from: midnightIn(life[before] as Row), to: midnightIn(row) })));
    return Promise.resolve(steps.filter((step) => step.from.band !== step.to.band && step.from.asOf > from - lookBackMs && step.to.asOf > from && step.to.asOf <= to));
  }

  writeNewest(batch: SnapshotBatch): Promise<void> {
    for (let row = 0; row < batch.rows; row += 1) {
      const point = pointOf(batch, row);
      this.#newest.set(JSON.stringify([point.workspace, point.version, point.account]), point);
    }
    return Promise.resolve();
  }

  memories(request: (OfAccounts & { readonly before: Instant }) | (OfVersion & { readonly asOf: Instant })): Promise<ReadonlyMap<string, StoredMemory>> {
    const rows = "asOf" in request ? this.#midnights({ ...request, from: request.asOf, to: request.asOf }) : this.#of(request).filter(({ isMidnight, asOf }) => isMidnight && asOf < request.before);
    return Promise.resolve(new Map(rows.map(({ account, asOf, model, computedBand, since, categories }) => [account, { asOf, model, overall: { band: computedBand, since }, categories }])));
  }

  latest(request: OfAccounts): Promise<ReadonlyMap<string, StoredState>> {
    return Promise.resolve(new Map(this.#of(request).map((row) => [row.account, stateIn(row)])));
  }

  scoresAt({ asOf, ...request }: OfAccounts & { readonly asOf: Instant }): Promise<ReadonlyMap<string, number>> {
    const rows = this.#of(request).filter((row) => row.isMidnight && row.asOf === asOf);
    return Promise.resolve(new Map(rows.map(({ account, score }) => [account, score ?? Number.NaN])));
  }

  midnightsOf({ from, to, ...request }: Parameters<SnapshotMemory["midnightsOf"]>[0]): Promise<ReadonlyMap<string, readonly Instant[]>> {
    const rows = this.#of(request).filter(({ isMidnight, asOf }) => isMidnight && asOf >= from && asOf <= to);
    return Promise.resolve(new Map([...Map.groupBy(rows, ({ account }) => account)].map(([account, own]) => [account, own.map(({ asOf }) => asOf)])));
  }

  midnight({ asOf, ...request }: Parameters<WrittenPast["midnight"]>[0]): Promise<readonly SnapshotBatch[]> {
    const rows = this.#midnights({ ...request, from: asOf, to: asOf });
    return Promise.resolve(rows.length === 0 ? [] : [batchOf(request, rows)]);
  }

  scores(request: Parameters<WrittenPast["scores"]>[0]): Promise<readonly PastScores[]> {
    const lives = Map.groupBy(this.#midnights(request), ({ account }) => account);
    return Promise.resolve([...lives].map(([account, rows]) => ({ account, asOf: Float64Array.from(rows, ({ asOf }) => asOf), score: Float64Array.from(rows, ({ score }) => score ?? Number.NaN) })));
  }

  bandCounts({ without, ...request }: Parameters<WrittenPast["bandCounts"]>[0]): Promise<readonly BandCount[]> {
    const rows = this.#midnights(request).filter(({ account }) => !without.includes(account));
    const groups = Map.groupBy(rows, ({ asOf, band }) => JSON.stringify([asOf, band]));
    return Promise.resolve([...groups.values()].map((group) => {
      const { asOf, band } = group[0] as Row;
      return { asOf, band, accounts: group.length, mrr: group.reduce((sum, { mrr }) => sum + (Number.isNaN(mrr) ? 0 : mrr), 0) };
    }));
  }

  #midnights({ workspace, version, from, to }: Parameters<WrittenPast["scores"]>[0]): Row[] {
    return [...this.#rows.values()].filter((row) => row.isMidnight && row.workspace === workspace && row.version === version && row.asOf >= from && row.asOf <= to);
  }

  /** Ascending by instant, so that of a map made of them the last one stays. */
  #of({ workspace, version, accounts }: OfAccounts): Row[] {
    const asked = new Set(accounts);
    return [...this.#rows.values()].filter((row) => row.workspace === workspace && row.version === version && asked.has(row.account)).sort((a, b) => a.asOf - b.asOf);
  }
}

const stateIn = ({ asOf, score, band, stage, model, states, values, computedScore }: Row): StoredState => ({ asOf, score: score ?? Number.NaN, band, stage, model, states, values, computedScore: computedScore ?? Number.NaN });
const midnightIn = (row: Row): StoredMidnight => ({ ...stateIn(row), mean: row.mean });

function pointIn({ asOf, score, band, computedScore, computedBand, coverage, stage, model }: Row): ScorePoint {
  return { asOf, score, band, computedScore, computedBand, coverage, stage, model };
}

function categoriesOf(batch: SnapshotBatch, row: number): BandMemory[] {
  const [begin, end] = [row === 0 ? 0 : (batch.categoryEnds[row - 1] as number), batch.categoryEnds[row] as number];
  return Array.from(batch.categoryBands.subarray(begin, end), (code, place): BandMemory => ({ band: bands[code] ?? "unknown", since: batch.categorySince[begin + place] as number }));
}

/** As they would be written again. */
function batchOf({ workspace, version }: OfVersion, rows: readonly Row[]): SnapshotBatch {
  const columns = new SnapshotColumns({
    workspace, version,
    knownAt: 0,
    isMidnight: true,
    accounts: rows.map(({ account }) => account),
    capacity: rows.length,
    metricCount: rows[0]?.values.length ?? 0,
    mostCategories: 0,
  });
  rows.forEach(({ values, states, ...row }, account) => {
    columns.add({ ...row, account, score: row.score ?? Number.NaN, computedScore: row.computedScore ?? Number.NaN, computedSince: row.since }, { values, states, offset: 0 });
  });
  return columns.batch();
}

function pointOf(batch: SnapshotBatch, row: number): Row {
  const { workspace, version, isMidnight } = batch;
  const width = batch.metricStates.length / batch.rows;
  return {
    mean: batch.mean[row] as number,
    mrr: batch.mrr[row] as number,
    since: batch.computedSince[row] as number,
    states: batch.metricStates.slice(row * width, (row + 1) * width),
    values: batch.metricValues.slice(row * width, (row + 1) * width),
    categories: categoriesOf(batch, row),
    workspace, version, isMidnight,
    account: batch.accounts[batch.account[row] as number] as string,
    ...pointAt(batch, row),
  };
}
