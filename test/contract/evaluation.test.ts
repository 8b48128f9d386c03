import { beforeEach } from "vitest";
import { ClickHouseChangeReader } from "../../src/storage/clickhouse/change-reader.ts";
import { ClickHouseEvaluationCursors, ClickHouseTransitionLog } from "../../src/storage/clickhouse/evaluation.ts";
import { ClickHouseFactLog } from "../../src/storage/clickhouse/fact-log.ts";
import { MemorySnapshotLog } from "../../src/storage/memory/snapshot-log.ts";
import { ClickHouseJourneyStates } from "../../src/storage/clickhouse/journey-states.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { memoryStores } from "../support/evaluating.ts";
import { evaluationContract } from "./evaluation.contract.ts";
import { snapshotMemoryContract } from "./snapshot-memory.contract.ts";

let now = 0;
const clock = (): number => now;
const setClock = (time: number): void => void (now = time);
beforeEach(() => setClock(0));

evaluationContract("memory", () => ({ ...memoryStores(clock), workspace: "workspace", setClock }));
snapshotMemoryContract("memory", () => {
  const log = new MemorySnapshotLog();
  return { log, memory: log, past: log, workspace: "workspace" };
});

const engine = embeddedStore();

evaluationContract("ClickHouse", () => {
  const { clickHouse } = engine.store;
  return {
    log: new ClickHouseFactLog(clickHouse, clock),
    changes: new ClickHouseChangeReader(clickHouse),
    journeys: new ClickHouseJourneyStates(clickHouse, clock),
    cursors: new ClickHouseEvaluationCursors(clickHouse, clock),
    transitions: new ClickHouseTransitionLog(clickHouse, clock),
    workspace: engine.freshWorkspace(),
    setClock,
  };
});
snapshotMemoryContract("ClickHouse", () => ({ log: engine.store.snapshots, memory: engine.store.memory, past: engine.store.past, workspace: engine.freshWorkspace() }));
