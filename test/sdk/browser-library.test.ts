import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium as driver } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { chromium } from "../support/chromium.ts";
import { serving } from "../support/served.ts";
import { FaultyProxy, faults } from "./faulty-proxy.ts";

/** Until it is so, however busy the machine. */
const atLast = { timeout: 90_000, interval: 200 };
const more = 10;
const bundle = join(dirname(fileURLToPath(import.meta.resolve("@segment/analytics-next"))), "..", "umd");

const { served } = await serving();

/** A customer's web page with the library on it, as its documentation says: settings and calls from and to our address. */
async function customersPage(host: string, writeKey: string): Promise<string> {
  const page = `<!doctype html><title>Their product</title><script src="/standalone.js"></script><script>
    window.ready = AnalyticsNext.AnalyticsBrowser.load({ writeKey: ${JSON.stringify(writeKey)}, cdnURL: ${JSON.stringify(host)} }, { integrations: { "Segment.io": { apiHost: ${JSON.stringify(`${new URL(host).host}/v1`)}, protocol: "http", retryQueue: true } } });
  </script>`;
  const server = createServer((request, response) => {
    const file = join(bundle, basename(request.url ?? ""));
    if (request.url === "/") return void response.setHeader("content-type", "text/html").end(page);
    if (request.url === "/standalone.js") return void createReadStream(join(bundle, "index.js")).pipe(response);
    if (existsSync(file)) return void createReadStream(file).pipe(response);
    response.statusCode = 404;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

interface Library {
  identify(user: string, traits: object): Promise<unknown>;
  group(account: string, traits: object): Promise<unknown>;
  page(name: string): Promise<unknown>;
  screen(name: string): Promise<unknown>;
  alias(user: string, previous: string): Promise<unknown>;
  track(name: string, properties: object): Promise<unknown>;
}
declare const ready: Promise<unknown>;

test.skipIf(!chromium)("@segment/analytics-next in a browser: all its calls arrive, each once, although every kind of fault comes between (skipped where there is no Chromium)", { timeout: 150_000 }, async () => {
  const { live, key, rows } = await served();
  const proxy = new FaultyProxy(live.url, faults);
  const host = await proxy.listen();
  onTestFinished(() => proxy.close());
  const browser = await driver.launch({ executablePath: chromium as string, args: ["--no-sandbox"] });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.goto(await customersPage(host, key));
  await page.evaluate(async (count) => {
    const [library] = (await ready) as readonly [Library];
    void library.identify("ann", { name: "Ann" });
    void library.group("acme", { plan: "pro" });
    void library.page("Pricing");
    void library.screen("Home");
    for (let index = 0; index < count; index += 1) void library.track("Report Viewed", { index });
    void library.alias("ann", "before");
  }, more);
  await expect.poll(async () => rows("SELECT name, account, user, toUInt32(count()) AS n FROM events WHERE workspace = {workspace:String} GROUP BY name, account, user ORDER BY name"), atLast).toEqual([
    { name: "Report Viewed", account: "acme", user: "ann", n: more },
    { name: "page_viewed", account: "acme", user: "ann", n: 1 },
    { name: "screen_viewed", account: "acme", user: "ann", n: 1 },
  ]);
  await expect.poll(async () => rows("SELECT trait FROM user_traits WHERE workspace = {workspace:String} ORDER BY trait"), atLast).toEqual(expect.arrayContaining([{ trait: "previous_id" }]));
  expect(live.read()).toMatchObject({ rejected: 0, dead: 0, missing: 0 });
  expect(proxy.met).toEqual([...faults]);
});
