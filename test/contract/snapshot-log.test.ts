import { MemorySnapshotLog } from "../../src/storage/memory/snapshot-log.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { snapshotLogContract } from "./snapshot-log.contract.ts";

snapshotLogContract("memory", () => ({ log: new MemorySnapshotLog(), workspace: "workspace" }));

const embedded = embeddedStore();

snapshotLogContract("ClickHouse", () => ({ log: embedded.store.snapshots, workspace: embedded.freshWorkspace() }));
