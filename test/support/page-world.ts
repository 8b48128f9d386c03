import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished } from "vitest";
import type { ClickHouseStore } from "../../src/storage/clickhouse/store.ts";
import { builtPage } from "./built-page.ts";
import { openChromium } from "./open-chromium.ts";
import { embeddedStore } from "./embedded-store.ts";
import { pageServer, type PageServer } from "./page.ts";
import { pageNow, pageWorkspace, storePageCompany } from "./page-company.ts";
import { type Reader, type ReaderOptions, openReader } from "./reader.ts";

export interface PageWorld {
  readonly store: ClickHouseStore;
  readonly server: PageServer;
  /** Somebody who looks at the page for one test, at the end of which nobody may have complained. */
  reader(options?: Pick<ReaderOptions, "scheme" | "phone" | "role">): Promise<Reader>;
}

/** The page over the real engine with a made-up company, and a browser to look at it, for a test file. */
export function pageWorld({ accounts, company = (store) => storePageCompany(store, accounts), before = async () => {} }: { readonly accounts: number; readonly company?: (store: ClickHouseStore) => Promise<unknown>; readonly before?: (store: ClickHouseStore) => Promise<void> }): PageWorld {
  const embedded = embeddedStore();
  let browser: Browser | undefined;
  let server: PageServer | undefined;

  beforeAll(async () => {
    const directory = await builtPage();
    await company(embedded.store);
    await before(embedded.store);
    server = await pageServer(embedded.store, { workspace: pageWorkspace, now: pageNow, directory });
    browser = await openChromium();
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const opened = (): { browser: Browser; server: PageServer } => {
    if (!browser || !server) throw new Error("the page opens before the first test");
    return { browser, server };
  };
  return {
    get store() {
      return embedded.store;
    },
    get server() {
      return opened().server;
    },
    reader: async (options = {}) => {
      const { browser, server } = opened();
      const reader = await openReader(browser, { url: server.url, now: pageNow, ...options });
      onTestFinished(async () => {
        await reader.close();
        expect(reader.complaints).toEqual([]);
        expect(server.errors).toEqual([]);
      });
      return reader;
    },
  };
}
