import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startLive } from "../../src/compose/live.ts";
import type { RunningPack } from "../../src/engine/evaluate/standings.ts";
import type { Rules } from "../../src/engine/retention/rules.ts";
import { compileScorer } from "../../src/engine/scorer.ts";
import { dayMs } from "../../src/lib/zone.ts";
import { openClickHouse } from "../../src/storage/clickhouse/store.ts";
import { readControl } from "../../src/storage/control-file.ts";
import { openPostgres } from "../../src/storage/postgres/database.ts";
import { startChild } from "../support/child.ts";
import { eventFact, membershipFact, userTraitFact } from "../support/facts.ts";
import { freshDirectory } from "../support/journal.ts";
import { noLog } from "../support/logged.ts";
import { packWith } from "../support/pack.ts";
import { cookieOf } from "../support/people.ts";
import { postgresServer } from "../support/postgres-server.ts";

const atLast = { timeout: 60_000, interval: 100 };
const now = Date.now();
const secret = "the same for everybody, 32 letters or more";
const pack = packWith({
  metrics: { views: { kind: "count", events: ["Report Viewed"], window: "7d", owner: "product" } },
  model: { bands: { hysteresis: 0 }, categories: { product: { weight: 1, metrics: { views: { weight: 1, scale: { worst: 0, best: 10 } } } } } },
});
const running: RunningPack = { pack, version: "v1", scorer: compileScorer(pack) };
const postgres = await postgresServer();
const email = "ann@acme.example";

type Served = Awaited<ReturnType<typeof serve>>;

/** A server of a workspace, with a data directory of its own, on servers that it shares. */
async function serve(workspace: string, { clickHouseUrl, databaseUrl }: { readonly clickHouseUrl: string; readonly databaseUrl: string }, retention: Rules = {}) {
  const directory = await freshDirectory();
  const said: string[] = [];
  const live = await startLive(
    { directory, workspace, clock: Date.now, openStore: () => openClickHouse({ url: clickHouseUrl }), openPostgres: () => openPostgres({ url: databaseUrl }, () => {}), signIn: { secret }, retention, report: (line) => said.push(line), log: noLog, onBroken: () => {}, scoring: { running, visibleMs: 0 } },
    { host: "127.0.0.1", port: 0 },
  );
  const token = (await readControl(directory))?.token ?? "";
  const send = async (path: string, { method = "GET", headers = {}, body }: { readonly method?: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: object } = {}) => {
    const answer = await fetch(`${live.url}${path}`, { method, headers: { ...headers, ...(body && { "content-type": "application/json" }) }, ...(body && { body: JSON.stringify(body) }) });
    const text = await answer.text();
    return { status: answer.status, body: (text.startsWith("{") ? JSON.parse(text) : {}) as Record<string, unknown>, cookie: cookieOf(answer.headers.getSetCookie()) };
  };
  const bearer = (key: string): Readonly<Record<string, string>> => ({ authorization: `Bearer ${key}` });
  return {
    live,
    token,
    writeKey: /first write key, shown only now: (\S+)/.exec(said.join("\n"))?.[1] ?? "",
    setupToken: /\/setup#(\S+)/.exec(said.join("\n"))?.[1] ?? "",
    send,
    /** As whoever may read the data directory. */
    ask: async (path: string, method = "GET", body?: object) => send(path, { method, headers: bearer(token), ...(body && { body }) }),
    withKey: (key: string) => send("/api/v1/accounts", { headers: bearer(key) }),
    track: (key: string, event: object) => send("/v1/track", { method: "POST", body: { ...event, writeKey: key } }),
  };
}

const signIn = (at: Served, password: string) => at.send("/api/v1/session", { method: "POST", body: { email, password } });
const scores = async (at: Served): Promise<unknown> => ((await at.ask("/api/v1/accounts")).body["accounts"] as { account: string; score: number }[] | undefined)?.map(({ account, score }) => [account, score]);

/** When it was answered, every answer says anew. */
const withoutNow = (answer: object): unknown => JSON.parse(JSON.stringify(answer, (key, value: unknown) => (["at", "asOf"].includes(key) ? undefined : value)));

/** Questions whose answers stay as they are while nothing happens. */
const questions = ["/api/v1/accounts/globex/users", "/api/v1/plans", "/api/v1/goals", "/api/v1/views", "/api/v1/versions", "/api/v1/teammates", "/api/v1/invitations", "/api/v1/workspace", "/api/v1/forgotten", "/api/v1/imports", "/api/v1/insights", "/api/v1/dead-letters"];

test.skipIf(postgres.reason !== undefined)("two workspaces share a ClickHouse and a Postgres, and neither sees, opens or touches anything of the other", { timeout: 180_000 }, async () => {
  const server = startChild(join(import.meta.dirname, "../faults/clickhouse.child.ts"), [await freshDirectory()]);
  onTestFinished(() => server.kill());
  const shared = { clickHouseUrl: `http://127.0.0.1:${(await server.nextLine()).slice(5)}`, databaseUrl: await postgres.freshUrl() };
  // Both begin on empty servers at the same moment, as two containers do.
  const [north, south] = await Promise.all([serve("north", shared), serve("south", shared, { usage: 60 })]);
  onTestFinished(async () => void (await Promise.all([north.live.stop(), south.live.stop()])));
  const store = await openClickHouse({ url: shared.clickHouseUrl });
  const database = await openPostgres({ url: shared.databaseUrl }, () => {});
  onTestFinished(async () => {
    await store.close();
    await database.close();
  });
  const old = { account: "globex", user: "bob", time: now - 200 * dayMs, knownAt: now - 200 * dayMs };
  for (const workspace of ["north", "south"]) await store.log.append(workspace, [...Array.from({ length: 20 }, (_, index) => eventFact(`old${index}`, { ...old, name: "Report Viewed", time: old.time + index })), membershipFact("belongs", old), userTraitFact("named", { ...old, trait: "name", value: "Bob" })], "imported");

  // The same ids of accounts, people and calls, and something else happened.
  expect([north.writeKey === south.writeKey, north.token === south.token]).toEqual([false, false]);
  for (const [at, views] of [[north, 4], [south, 8]] as const) {
    for (let index = 0; index < views; index += 1) for (const account of ["acme", "globex"]) expect(await at.track(at.writeKey, { messageId: `${account}${index}`, userId: account === "acme" ? "ann" : "bob", event: "Report Viewed", context: { groupId: account } })).toMatchObject({ status: 200 });
  }
  await expect.poll(() => scores(north), atLast).toEqual([["acme", 40], ["globex", 40]]);
  await expect.poll(() => scores(south), atLast).toEqual([["acme", 80], ["globex", 80]]);
  expect([north.live.read(), south.live.read()]).toMatchObject([{ stored: 8, duplicate: 0 }, { stored: 16, duplicate: 0 }]);

  // Keys of one are unknown to the other, for sending, for reading, and on the machine itself.
  const made = await Promise.all([north, south].map(async (at) => String((await at.ask("/api/v1/keys", "POST", { kind: "read", name: "warehouse", scopes: ["accounts"] })).body["text"])));
  const [ofNorth = "", ofSouth = ""] = made;
  const answers = await Promise.all([north.withKey(ofNorth), south.withKey(ofSouth), north.withKey(ofSouth), south.withKey(ofNorth), south.withKey(north.token), south.track(north.writeKey, { event: "x", userId: "u" }), north.track(south.writeKey, { event: "x", userId: "u" })]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 401, 401, 401, 401, 401]);

  // Neither are people: one address, two administrators with passwords of their own.
  const passwords = ["north wind and sun", "south by southwest"] as const;
  const entered = await Promise.all([north, south].map((at, place) => at.send("/api/v1/setup", { method: "POST", body: { token: at.setupToken, email, name: `Ann ${place}`, password: passwords[place] } })));
  expect(entered).toMatchObject([{ status: 200, body: { workspace: "north", teammate: { name: "Ann 0" } } }, { status: 200, body: { workspace: "south", teammate: { name: "Ann 1" } } }]);
  const cookie = entered[0]?.cookie ?? "";
  expect(cookie).toMatch(/^bellwether-north\./);
  const sessions = await Promise.all([north.send("/api/v1/session", { headers: { cookie } }), south.send("/api/v1/session", { headers: { cookie } }), south.send("/api/v1/session", { headers: { cookie: cookie.replace("north", "south") } }), signIn(north, passwords[0]), signIn(south, passwords[0])]);
  expect(sessions.map(({ status }) => status)).toEqual([200, 401, 401, 200, 401]);
  const invited = String((await south.ask("/api/v1/invitations", "POST", { email: "eve@acme.example", role: "administrator", books: [] })).body["link"]).split("#")[1];
  const accept = (at: Served) => at.send("/api/v1/invitations/accept", { method: "POST", body: { token: invited, name: "Eve", password: "evening all over" } });
  expect([await accept(north), await accept(south)]).toMatchObject([{ status: 403 }, { status: 200, body: { workspace: "south" } }]);

  // What people agreed on.
  for (const [at, place] of [[north, "north"], [south, "south"]] as const) {
    const done = await Promise.all([at.ask("/api/v1/accounts/globex/plans", "POST", { name: `Plan ${place}`, reason: "quiet", owner: "bob" }), at.ask("/api/v1/goals", "POST", { measure: "share_red", target: 0.1, owner: "bob", due: "2030-01-01", note: place })]);
    expect(done.map(({ status }) => status)).toEqual([201, 201]);
  }

  // Everything of the south is forgotten or removed; the north doesn't notice.
  const looked = async (): Promise<unknown> => Promise.all(questions.map(async (path) => [path, withoutNow(await north.ask(path))]));
  const stored = async (): Promise<unknown> => {
    const tables = await store.clickHouse.rows<{ name: string }>({ name: "tables of workspaces", text: "SELECT DISTINCT table AS name FROM system.columns WHERE database = currentDatabase() AND name = 'workspace' AND table NOT LIKE 'snapshots%' AND table NOT IN ('evaluations', 'transitions') ORDER BY name" });
    return Promise.all(tables.map(async ({ name }) => [name, await store.clickHouse.rows({ name: "rows of the north", text: `SELECT toUInt32(count()) AS n, toString(sum(cityHash64(*))) AS all FROM ${name} WHERE workspace = 'north'` })]));
  };
  const kept = async (): Promise<unknown> => Promise.all((["teammates", "invitations", "plans", "company_goals", "portfolio_views", "insight_runs"] as const).map((table) => database.db.selectFrom(table).selectAll().where("workspace", "=", "north").orderBy("id").execute()));
  const before = [await looked(), await stored(), await kept()];
  expect(await south.ask("/api/v1/retention", "POST")).toMatchObject({ status: 200 });
  expect(await store.clickHouse.rows({ name: "old events", text: "SELECT toUInt32(countIf(workspace = 'north')) AS north, toUInt32(countIf(workspace = 'south')) AS south FROM events WHERE startsWith(message_id, 'old')" }), "the first and the last stay").toEqual([{ north: 20, south: 2 }]);
  expect(await south.ask("/api/v1/accounts/globex", "DELETE")).toMatchObject({ status: 200, body: { state: "erased", records: 1 } });
  expect(await south.ask("/api/v1/users/ann", "DELETE")).toMatchObject({ status: 200, body: { state: "erased" } });
  const [teammate] = (await south.ask("/api/v1/teammates")).body["teammates"] as { id: string }[];
  expect(await south.ask(`/api/v1/teammates/${teammate?.id}`, "DELETE")).toMatchObject({ status: 204 });
  await expect.poll(() => scores(south), atLast).not.toContainEqual(["globex", expect.anything()]);
  expect([await looked(), await stored(), await kept()]).toEqual(before);
  expect(await scores(north)).toEqual([["acme", 40], ["globex", 40]]);
  expect((await north.send("/api/v1/session", { headers: { cookie } })).status).toBe(200);
  expect(await north.track(north.writeKey, { messageId: "after", userId: "bob", event: "Report Viewed", context: { groupId: "globex" } })).toMatchObject({ status: 200 });
  await expect.poll(() => scores(north), atLast).toEqual([["acme", 40], ["globex", 50]]);
});
