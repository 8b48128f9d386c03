import type { EvaluatorPorts } from "../../engine/evaluate/ports.ts";
import type { ClickHouseStore } from "./store.ts";

/** What scoring needs of a store that may be away: whatever is asked for waits for it, or fails until it is there. */
export function evaluationPorts(store: () => Promise<ClickHouseStore>): Omit<EvaluatorPorts, "standings" | "listener"> {
  return {
    measurer: {
      measure: async (request) => (await store()).measurer.measure(request),
      async *measureSlices(request) {
        yield* (await store()).measurer.measureSlices(request);
      },
    },
    accounts: { readAccounts: async (request) => (await store()).accounts.readAccounts(request) },
    snapshots: {
      write: async (batch) => (await store()).snapshots.write(batch),
      withdraw: async (midnights) => (await store()).snapshots.withdraw(midnights),
    },
    memory: {
      writeNewest: async (batch) => (await store()).memory.writeNewest(batch),
      memories: async (request) => (await store()).memory.memories(request),
      latest: async (request) => (await store()).memory.latest(request),
      midnightsOf: async (request) => (await store()).memory.midnightsOf(request),
      scoresAt: async (request) => (await store()).memory.scoresAt(request),
    },
    changes: {
      changedSince: async (request) => (await store()).changes.changedSince(request),
      feeds: async (workspace) => (await store()).changes.feeds(workspace),
      newFeeds: async (request) => (await store()).changes.newFeeds(request),
    },
    cursors: {
      read: async (workspace, version) => (await store()).cursors.read(workspace, version),
      write: async (workspace, version, cursor) => (await store()).cursors.write(workspace, version, cursor),
    },
    journeys: {
      write: async (states) => (await store()).journeys.write(states),
      read: async (request) => (await store()).journeys.read(request),
    },
    foundations: {
      boundary: async (workspace) => (await store()).foundations.boundary(workspace),
      read: async (request) => (await store()).foundations.read(request),
      write: async (request) => (await store()).foundations.write(request),
    },
    transitions: {
      append: async (transitions) => (await store()).transitions.append(transitions),
      read: async (request) => (await store()).transitions.read(request),
    },
  };
}
