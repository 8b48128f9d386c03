import { simulationOf } from "../../src/simulator/options.ts";
import type { ClickHouseStore } from "../../src/storage/clickhouse/store.ts";
import { storeCompany } from "./scored-company.ts";

/** When the page is looked at in tests. */
export const pageNow = Date.UTC(2026, 5, 1, 10);
export const pageWorkspace = "page";

/** Some dozens of made-up customers until the day before. */
export async function storePageCompany(store: ClickHouseStore, accounts = 60): Promise<void> {
  await storeCompany(store, pageWorkspace, simulationOf("small", { to: Date.UTC(2026, 4, 31, 22), accounts, scale: 0.4 }));
}
