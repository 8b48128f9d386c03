import { MemoryAccountReader } from "../../src/storage/memory/account-reader.ts";
import { MemoryFactLog } from "../../src/storage/memory/fact-log.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { accountReaderContract } from "./account-reader.contract.ts";

accountReaderContract("memory", async (facts) => {
  const log = new MemoryFactLog();
  await log.append("workspace", facts, "batch");
  return { reader: new MemoryAccountReader(log), workspace: "workspace" };
});

const embedded = embeddedStore();

accountReaderContract("ClickHouse", async (facts) => {
  const workspace = embedded.freshWorkspace();
  await embedded.store.log.append(workspace, facts, "batch");
  return { reader: embedded.store.accounts, workspace };
});
