import { type Deduplication, forEver } from "./deduplication.ts";
import { openDataDirectory, requireRoom } from "./data-directory.ts";
import { requireDurability } from "./durability.ts";
import { type ClickHouse, openServer } from "./engine.ts";
import { ClickHouseAccountReader } from "./account-reader.ts";
import { ClickHouseCatalogueReader } from "./catalogue-reader.ts";
import { ClickHouseDataFacts } from "./data-facts.ts";
import { ClickHouseEventReader } from "./event-reader.ts";
import { ClickHouseFactLog } from "./fact-log.ts";
import { ClickHouseJudgementReader } from "./judgement-reader.ts";
import { ClickHouseLogState } from "./log-state.ts";
import { ClickHouseMeasurer } from "./measure/measurer.ts";
import { ClickHouseSnapshotLog } from "./snapshot-log.ts";
import { ClickHouseSnapshotMemory } from "./snapshot-memory.ts";
import { ClickHouseWrittenPast } from "./written-past.ts";
import { ClickHouseChangeReader } from "./change-reader.ts";
import { ClickHouseJourneyStates } from "./journey-states.ts";
import { ClickHouseEvaluationCursors, ClickHouseTransitionLog } from "./evaluation.ts";
import { ClickHousePipelineReader } from "./pipeline-reader.ts";
import { ClickHouseUserReader } from "./user-reader.ts";
import { ClickHouseRecordReader } from "./record-reader.ts";
import { ClickHouseMatches } from "./matches.ts";
import { migrate } from "./migrations.ts";
import { keepOldParts } from "./old-parts.ts";
import { ClickHouseRetentionLedger } from "./retention/ledger.ts";
import { ClickHouseRetention } from "./retention/removal.ts";

export type ClickHouseLocation = { readonly directory: string } | { readonly url: string };

/** Everything that Bellwether keeps in ClickHouse, behind the ports of the engine. */
export interface ClickHouseStore {
  readonly clickHouse: ClickHouse;
  /** Migrations that this opening has applied. */
  readonly migrated: readonly string[];
  readonly log: ClickHouseFactLog;
  readonly measurer: ClickHouseMeasurer;
  readonly accounts: ClickHouseAccountReader;
  readonly snapshots: ClickHouseSnapshotLog;
  readonly memory: ClickHouseSnapshotMemory;
  readonly past: ClickHouseWrittenPast;
  readonly changes: ClickHouseChangeReader;
  readonly cursors: ClickHouseEvaluationCursors;
  readonly journeys: ClickHouseJourneyStates;
  readonly transitions: ClickHouseTransitionLog;
  readonly records: ClickHouseRecordReader;
  readonly catalogue: ClickHouseCatalogueReader;
  readonly events: ClickHouseEventReader;
  readonly users: ClickHouseUserReader;
  readonly judgement: ClickHouseJudgementReader;
  readonly pipeline: ClickHousePipelineReader;
  readonly facts: ClickHouseDataFacts;
  readonly state: ClickHouseLogState;
  /** What rules of retention take away, and have taken. */
  readonly retention: ClickHouseRetention;
  readonly foundations: ClickHouseRetentionLedger;
  /** Brings the accounts of all rows in line with the matches that hold; says how many records moved. */
  settleMatches(workspace: string): Promise<number>;
  close(): Promise<void>;
}

/** Opens, brings the schema up to date, and refuses settings that could lose what was acknowledged. */
export async function openClickHouse(location: ClickHouseLocation, clock: () => number = Date.now, deduplication: Deduplication = forEver()): Promise<ClickHouseStore> {
  const clickHouse = "url" in location ? openServer(location.url) : await openDataDirectory(location.directory);
  let migrated: readonly string[];
  try {
    migrated = await migrate(clickHouse, "url" in location ? undefined : () => requireRoom(location.directory));
    await keepOldParts(clickHouse);
    await requireDurability(clickHouse);
  } catch (error) {
    await clickHouse.close();
    throw error;
  }
  const records = new ClickHouseRecordReader(clickHouse);
  const matches = new ClickHouseMatches(clickHouse);
  return {
    clickHouse,
    migrated,
    log: new ClickHouseFactLog(clickHouse, clock, deduplication),
    measurer: new ClickHouseMeasurer(clickHouse),
    accounts: new ClickHouseAccountReader(clickHouse),
    snapshots: new ClickHouseSnapshotLog(clickHouse, clock),
    memory: new ClickHouseSnapshotMemory(clickHouse, clock),
    past: new ClickHouseWrittenPast(clickHouse),
    changes: new ClickHouseChangeReader(clickHouse),
    cursors: new ClickHouseEvaluationCursors(clickHouse, clock),
    journeys: new ClickHouseJourneyStates(clickHouse, clock),
    transitions: new ClickHouseTransitionLog(clickHouse, clock),
    records,
    catalogue: new ClickHouseCatalogueReader(clickHouse),
    events: new ClickHouseEventReader(clickHouse),
    users: new ClickHouseUserReader(clickHouse),
    judgement: new ClickHouseJudgementReader(clickHouse),
    pipeline: new ClickHousePipelineReader(clickHouse),
    facts: new ClickHouseDataFacts(clickHouse),
    state: new ClickHouseLogState(clickHouse),
    retention: new ClickHouseRetention(clickHouse),
    foundations: new ClickHouseRetentionLedger(clickHouse, clock),
    settleMatches: async (workspace) => matches.settle(workspace, await records.decisions(workspace)),
    close: () => clickHouse.close(),
  };
}
