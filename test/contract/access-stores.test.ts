import { sql } from "kysely";
import { describe } from "vitest";
import { MemoryInsightStore } from "../../src/storage/memory/insight-store.ts";
import { PostgresInsightStore } from "../../src/storage/postgres/insight-store.ts";
import { MemoryGoalStore } from "../../src/storage/memory/goal-store.ts";
import { MemoryViewStore } from "../../src/storage/memory/view-store.ts";
import { PostgresViewStore } from "../../src/storage/postgres/view-store.ts";
import { PostgresGoalStore } from "../../src/storage/postgres/goal-store.ts";
import { MemoryPlanStore } from "../../src/storage/memory/plan-store.ts";
import { PostgresPlanStore } from "../../src/storage/postgres/plan-store.ts";
import { PostgresKeyStore } from "../../src/storage/postgres/key-store.ts";
import { PostgresTeamStore } from "../../src/storage/postgres/team-store.ts";
import { MemoryKeyStore } from "../../src/storage/memory/key-store.ts";
import { MemoryTeamStore } from "../../src/storage/memory/team-store.ts";
import { MemoryVersionStore } from "../../src/storage/memory/version-store.ts";
import { PostgresVersionStore } from "../../src/storage/postgres/version-store.ts";
import { forFile, postgresBackends } from "../support/postgres.ts";
import { keyStoreContract } from "./key-store.contract.ts";
import { goalStoreContract } from "./goal-store.contract.ts";
import { viewStoreContract } from "./view-store.contract.ts";
import { insightStoreContract } from "./insight-store.contract.ts";
import { planStoreContract } from "./plan-store.contract.ts";
import { teamStoreContract } from "./team-store.contract.ts";
import { versionStoreContract } from "./version-store.contract.ts";

describe("in memory", () => {
  keyStoreContract(() => Promise.resolve(new MemoryKeyStore()));
  teamStoreContract(() => Promise.resolve(new MemoryTeamStore()));
  versionStoreContract(() => Promise.resolve(new MemoryVersionStore()));
  planStoreContract(() => Promise.resolve(new MemoryPlanStore()));
  goalStoreContract(() => Promise.resolve(new MemoryGoalStore()));
  viewStoreContract(() => Promise.resolve({ store: new MemoryViewStore() }));
  insightStoreContract(() => Promise.resolve(new MemoryInsightStore()));
});

const { server, open } = await postgresBackends();
for (const [name, openOne] of Object.entries(open)) {
  const isAbsent = name === server.name && server.reason !== undefined;
  const database = isAbsent ? undefined : await forFile(openOne);
  describe.skipIf(isAbsent)(name, () => {
    const emptied = async () => {
      if (!database) throw new Error("skipped");
      await sql`truncate workspaces cascade`.execute(database.db);
      for (const workspace of ["acme", "other"]) await new PostgresTeamStore(database.db).keepWorkspace({ id: workspace, name: workspace, createdAt: 0 });
      return database.db;
    };
    keyStoreContract(async () => new PostgresKeyStore(await emptied()));
    teamStoreContract(async () => new PostgresTeamStore(await emptied()));
    versionStoreContract(async () => new PostgresVersionStore(await emptied()));
    planStoreContract(async () => new PostgresPlanStore(await emptied()));
    goalStoreContract(async () => new PostgresGoalStore(await emptied()));
    viewStoreContract(async () => {
      const db = await emptied();
      const team = new PostgresTeamStore(db);
      for (const [id, workspace] of [["ann", "acme"], ["bob", "acme"], ["eve", "other"]] as const) await team.add({ id, workspace, email: `${id}@${workspace}.example`, name: id, role: "csm", books: [], createdAt: 0 });
      return { store: new PostgresViewStore(db), leave: async (id) => void (await team.remove({ workspace: "acme", id })) };
    });
    insightStoreContract(async () => new PostgresInsightStore(await emptied()));
  });
}
