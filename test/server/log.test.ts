import { expect, test } from "vitest";
import { openLogger } from "../../src/cli/logger.ts";
import { type LogEvent, logEvents } from "../../src/engine/log/events.ts";
import { scopes } from "../../src/contract/access.ts";
import { runningPack } from "../support/api.ts";
import { type Logged, keptLog } from "../support/logged.ts";
import { serving } from "../support/served.ts";
import { openTestServer, send } from "../support/server.ts";

const { shared, served } = await serving();

const atLast = { timeout: 30_000 };

/** Nobody else would write this. */
const canary = "canary7f3a";
const address = `${canary}@customer.example`;
const ofErrors = ["error", "code", "asked", "at"];

/** Each line has exactly the fields that the reference names, of their kind. */
function expectDeclared(lines: readonly Logged[]): void {
  for (const { event, level, time, ...fields } of lines) {
    const { fields: declared, level: own } = logEvents[event];
    expect(level).toBe(own);
    expect(new Date(time).toISOString()).toBe(time);
    const kinds: Readonly<Record<string, string>> = declared;
    for (const [name, value] of Object.entries(fields)) {
      if ("error" in kinds && ofErrors.includes(name)) continue;
      expect(typeof value, `${event} ${name}`).toBe(kinds[name]?.startsWith("number") ? "number" : "string");
    }
    const wanted = Object.keys(kinds).filter((name) => !kinds[name]?.endsWith("?") && kinds[name] !== "error");
    expect(Object.keys(fields), event).toEqual(expect.arrayContaining(wanted));
    expect(Object.keys(fields).filter((name) => !(name in kinds) && !ofErrors.includes(name)), event).toEqual([]);
  }
}

test("through every route, with names of people and customers in path, query, headers and body, none of them is logged", { timeout: 60_000 }, async () => {
  const lines: Logged[] = [];
  const scopesOf = (text: string): string[] => (text.includes("read") ? [...scopes] : []);
  const failing = (): Promise<never> => Promise.reject(Object.assign(new TypeError(`no ${address}\n    at ${canary} (/${canary}/x.ts:1:1)`), { code: address, asked: address }));
  const { app } = await openTestServer({
    log: keptLog(lines),
    scores: failing,
    pipeline: { intake: failing, store: failing, clock: () => 0 },
    access: {
      readKeys: { findReadKey: (text) => ({ id: address, name: address, workspace: canary, scopes: scopesOf(text) as typeof scopes[number][] }) },
      sessions: { signedIn: () => failing() },
    },
  });
  await app.ready();
  const routes = app.guardedRoutes.filter(({ method }) => method !== "HEAD");
  expect(routes.length).toBeGreaterThan(40);
  for (const { method, url } of routes) {
    const path = url.replaceAll(/:\w+/g, address).replaceAll("*", `${canary}/x`);
    for (const headers of [{}, { authorization: `Bearer read-${canary}` }, { authorization: `Bearer ${canary}` }, { cookie: `session=${canary}`, origin: `https://${canary}.example` }]) {
      const body = { email: address, token: canary, name: canary, groupId: canary, batch: [{ type: "track", event: canary, userId: address, messageId: canary }] };
      await app.inject({ method: method as "GET", url: `${path}?text=${address}&asked=${canary}&since=${canary}`, headers: { "x-request-id": canary, "user-agent": canary, host: `${canary}.example`, ...headers }, ...(method !== "GET" && { payload: body }) });
    }
  }
  await app.inject({ url: `/${canary}/${address}?${canary}` });
  await send(app, "/v1/batch", `{"batch": ["${canary}`);
  await app.close();
  expect(JSON.stringify(lines)).not.toContain(canary);
  expect(lines.length).toBeGreaterThanOrEqual(4 * routes.length);
  expect(new Set(lines.map(({ event }) => event))).toEqual(new Set<LogEvent>(["request_answered", "routine_answered", "request_failed"]));
  expect(new Set(lines.map(({ route }) => route))).toContain("/api/v1/accounts/:account");
  expectDeclared(lines);
});

test("from the first call to its score, through a store that is away, and to the end: what happened, and to nobody in particular", { timeout: 60_000 }, async () => {
  let isAway = true;
  const { live, logged, post, key } = await served(async () => (isAway ? Promise.reject(new Error(`no table for ${address}`)) : await shared()), { running: runningPack(), visibleMs: 0 });
  const calls = ["identify", "group", "track"].map((type, index) => ({ type, messageId: `${canary}-${index}`, userId: address, groupId: canary, event: canary, traits: { name: canary, email: address }, properties: { note: canary } }));
  expect((await post("/v1/batch", { batch: [...calls, { type: "track", event: canary }, { ...calls[2], messageId: `${canary}-late`, timestamp: "2098-01-01T00:00:00Z" }] })).status).toBe(200);
  const events = (): LogEvent[] => logged.map(({ event }) => event);
  await expect.poll(events, atLast).toEqual(expect.arrayContaining(["loading_waits", "scoring_waits"]));
  isAway = false;
  await expect.poll(events, atLast).toEqual(expect.arrayContaining(["loading_goes_on", "batch_loaded", "scoring_goes_on", "accounts_scored", "dead_letters"]));
  await live.stop();
  expect(events().at(-1)).toBe("server_stopped");
  expect(logged.find(({ event }) => event === "batch_loaded")).toMatchObject({ dead: 1, accounts: 1 });
  expect(logged.find(({ event }) => event === "loading_waits")).toMatchObject({ level: "warn", error: "Error", waiting: expect.any(Number) as number });
  for (const secret of [canary, key]) expect(JSON.stringify(logged)).not.toContain(secret);
  expectDeclared(logged);
});

test("nothing below the level is written, and people get a line that they can read", () => {
  const written: string[] = [];
  const log = openLogger({ level: "warn", write: (line) => void written.push(line), clock: () => Date.UTC(2026, 0, 1, 12, 3, 4), forPeople: true });
  log("server_stopping", {});
  log("loading_waits", { error: Object.assign(new Error("x"), { code: "ECONNREFUSED", stack: "" }), waiting: 12 });
  expect(written).toEqual(["12:03:04 warn  loading_waits waiting=12 error=Error code=ECONNREFUSED\n"]);
});
