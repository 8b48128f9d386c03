import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished } from "vitest";
import { startLive } from "../../src/compose/live.ts";
import type { RunningServer } from "../../src/cli/serve.ts";
import type { RunningPack } from "../../src/engine/evaluate/standings.ts";
import { localMidnight } from "../../src/lib/zone.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { openPostgres } from "../../src/storage/postgres/database.ts";
import { embeddedStore } from "./embedded-store.ts";
import { keptLog } from "./logged.ts";
import { openChromium } from "./open-chromium.ts";
import { builtPage } from "./built-page.ts";
import { pgliteTemplate } from "./pglite-template.ts";
import { storeCompany } from "./scored-company.ts";

/** The whole process as it serves, with its page: what is recorded on it goes through the journal into the scores. */
export function livePage({ accounts, running }: { readonly accounts: number; readonly running: RunningPack }) {
  const embedded = embeddedStore();
  const opened: { browser?: Browser; live?: RunningServer; directory?: string } = {};
  const workspace = embedded.freshWorkspace();
  beforeAll(async () => {
    const pageDirectory = await builtPage();
    opened.directory = await mkdtemp(join(tmpdir(), "bellwether-live-"));
    await storeCompany(embedded.store, workspace, simulationOf("small", { to: localMidnight(Date.now(), running.pack.pack.timezone), accounts, scale: 0.3 }));
    const archive = await pgliteTemplate();
    opened.live = await startLive(
      {
        directory: opened.directory,
        workspace,
        pageDirectory,
        clock: Date.now,
        openStore: () => Promise.resolve({ ...embedded.store, close: () => Promise.resolve() }),
        openPostgres: () => openPostgres({ archive }, () => {}),
        report: () => {},
        log: keptLog([]),
        onBroken: () => {},
        scoring: { running, visibleMs: 0 },
      },
      { host: "127.0.0.1", port: 0 },
    );
    opened.browser = await openChromium();
  }, 300_000);
  afterAll(async () => {
    await opened.browser?.close();
    await opened.live?.stop();
    if (opened.directory) await rm(opened.directory, { recursive: true, force: true });
  });
  return {
    workspace,
    get store() {
      return embedded.store;
    },
    /** Somebody who is signed in, for one test, at the end of which the browser may not have complained. */
    async page({ phone = false } = {}): Promise<Page> {
      const { browser, live } = opened;
      if (!browser || !live) throw new Error("the page opens before the first test");
      const context = await browser.newContext({ baseURL: live.url, viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 800 }, locale: "en-GB", timezoneId: "Europe/Berlin", reducedMotion: "reduce" });
      context.setDefaultTimeout(40_000);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(String(error)));
      onTestFinished(async () => {
        await context.close();
        expect(complaints).toEqual([]);
      });
      await page.goto((await live.demoLink()) ?? "/");
      return page;
    },
  };
}
