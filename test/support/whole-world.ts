import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished } from "vitest";
import type { Definition } from "../../src/engine/definitions/definition.ts";
import type { ClickHouseStore } from "../../src/storage/clickhouse/store.ts";
import { builtPage } from "./built-page.ts";
import { embeddedStore } from "./embedded-store.ts";
import { openChromium } from "./open-chromium.ts";
import { type Reader, type ReaderOptions, openReader } from "./reader.ts";
import { type WholePage, openWholePage, storeRecentCompany } from "./whole-page.ts";

export interface WholeWorld {
  readonly page: WholePage;
  /** Somebody with a browser of their own, for one test, at the end of which nobody may have complained. */
  reader(options?: Pick<ReaderOptions, "scheme" | "phone">): Promise<Reader>;
}

/** The whole process with made-up customers, or without any, for a test file. */
export function wholeWorld({ accounts, before = async () => {}, definition }: { readonly accounts: number; readonly before?: (store: ClickHouseStore) => Promise<void>; readonly definition?: Definition }): WholeWorld {
  const embedded = embeddedStore();
  let browser: Browser | undefined;
  let whole: WholePage | undefined;
  beforeAll(async () => {
    const directory = await builtPage();
    if (accounts > 0) await storeRecentCompany(embedded.store, accounts);
    await before(embedded.store);
    whole = await openWholePage(embedded.store, directory, definition && { definition });
    browser = await openChromium();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await whole?.close();
  });
  const opened = (): { browser: Browser; whole: WholePage } => {
    if (!browser || !whole) throw new Error("the process starts before the first test");
    return { browser, whole };
  };
  return {
    get page() {
      return opened().whole;
    },
    reader: async (options = {}) => {
      const { browser, whole } = opened();
      const reader = await openReader(browser, { url: whole.url, now: Date.now(), ...options });
      onTestFinished(async () => {
        await reader.close();
        expect(reader.complaints).toEqual([]);
      });
      return reader;
    },
  };
}
