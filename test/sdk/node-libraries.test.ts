import { Analytics } from "@segment/analytics-node";
import RudderAnalytics from "@rudderstack/rudder-sdk-node";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Served, serving } from "../support/served.ts";
import { FaultyProxy, faults } from "./faulty-proxy.ts";

/** Until it is so, however busy the machine. */
const atLast = { timeout: 60_000, interval: 100 };
const more = 10;

/** What the six libraries' calls have in common. */
interface Library {
  send(user: string): void;
  flush(): Promise<unknown>;
}

const { served } = await serving();

/** The official library, with a batch for every call, so that every fault meets another one. */
function segment(host: string, writeKey: string): Library {
  const client = new Analytics({ writeKey, host, flushAt: 3, flushInterval: 50, maxRetries: 20 });
  return {
    send: (userId) => {
      client.identify({ userId, traits: { name: "Ann", "e-mail": "ann@example.com" } });
      client.group({ userId, groupId: "acme", traits: { plan: "pro" } });
      client.page({ userId, name: "Pricing" });
      client.screen({ userId, name: "Home" });
      client.alias({ userId, previousId: "before" });
      for (let index = 0; index < more; index += 1) client.track({ userId, event: "Report Viewed", properties: { index } });
    },
    flush: () => client.closeAndFlush({ timeout: 50_000 }),
  };
}

/** The official library of RudderStack, which speaks the same language. */
function rudder(dataPlaneUrl: string, writeKey: string): Library {
  const client = new RudderAnalytics(writeKey, { dataPlaneUrl, flushAt: 3, flushInterval: 50, retryCount: 20, logLevel: "none", axiosRetryConfig: { retries: 20, retryDelay: () => 50 } });
  return {
    send: (userId) => {
      client.identify({ userId, traits: { name: "Ann" } });
      client.group({ userId, groupId: "acme", traits: { plan: "pro" } });
      client.page({ userId, name: "Pricing" });
      client.screen({ userId, name: "Home" });
      client.alias({ userId, previousId: "before" });
      for (let index = 0; index < more; index += 1) client.track({ userId, event: "Report Viewed", properties: { index } });
    },
    flush: () => new Promise<void>((resolve) => void client.flush(() => resolve())),
  };
}

const libraries = { "@segment/analytics-node": segment, "@rudderstack/rudder-sdk-node": rudder };

describe.each(Object.entries(libraries))("%s, pointed at us by its documented option", (_name, library) => {
  test("all its calls arrive, each once, although every kind of fault comes between", { timeout: 120_000 }, async () => {
    const live = await served();
    const proxy = new FaultyProxy(live.live.url, faults);
    const client = library(await proxy.listen(), live.key);
    onTestFinished(() => proxy.close());
    client.send("ann");
    await client.flush();
    await expectEveryCallOnce(live);
    expect(proxy.met).toEqual([...faults]);
  });
});

async function expectEveryCallOnce({ live, rows }: Served): Promise<void> {
  await expect.poll(async () => rows("SELECT name, toUInt32(count()) AS n FROM events WHERE workspace = {workspace:String} GROUP BY name ORDER BY name"), atLast).toEqual([
    { name: "Report Viewed", n: more },
    { name: "page_viewed", n: 1 },
    { name: "screen_viewed", n: 1 },
  ]);
  await expect.poll(() => live.read().waiting, atLast).toBe(0);
  expect(await rows("SELECT DISTINCT account, user FROM events WHERE workspace = {workspace:String}")).toEqual([{ account: "acme", user: "ann" }]);
  expect(await rows("SELECT account, trait FROM account_traits WHERE workspace = {workspace:String}")).toEqual([{ account: "acme", trait: "plan" }]);
  expect((await rows<{ trait: string }>("SELECT trait FROM user_traits WHERE workspace = {workspace:String} ORDER BY trait")).map(({ trait }) => trait)).toEqual(expect.arrayContaining(["name", "previous_id"]));
  expect(live.read()).toMatchObject({ rejected: 0, dead: 0, missing: 0 });
}
