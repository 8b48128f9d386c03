import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startLive } from "../../src/compose/live.ts";
import type { RunningServer } from "../../src/cli/serve.ts";
import { openLogger } from "../../src/cli/logger.ts";
import { readControl } from "../../src/storage/control-file.ts";
import { openClickHouse } from "../../src/storage/clickhouse/store.ts";
import { FileKeptWork } from "../../src/storage/kept-work.ts";
import { openPostgres } from "../../src/storage/postgres/database.ts";
import { canary, filesWith } from "../support/bytes.ts";
import { commandLine } from "../support/command-line.ts";
import { freshDirectory } from "../support/journal.ts";
import { pgliteTemplate } from "../support/pglite-template.ts";

const now = Date.now();
const on = (data: string, ...args: string[]) => commandLine({ data, now, answers: [] }, args);

interface World {
  readonly data: string;
  readonly live: RunningServer;
  readonly said: string[];
  readonly post: (calls: readonly object[]) => Promise<{ readonly accepted: number; readonly rejected: readonly { readonly code: string; readonly message: string }[] }>;
  readonly settled: () => Promise<void>;
  readonly ask: (method: string, path: string) => Promise<{ readonly status: number; readonly body: unknown }>;
  readonly held: (path: string) => Promise<{ readonly kind: string }[]>;
}

async function serve(data: string): Promise<World> {
  await mkdir(join(data, "postgres"), { recursive: true });
  const archive = await pgliteTemplate();
  const said: string[] = [];
  const parts = { directory: data, workspace: "default", clock: Date.now, openStore: () => openClickHouse({ directory: data }), openPostgres: () => openPostgres({ directory: join(data, "postgres"), archive }, () => {}), report: (line: string) => void said.push(line), log: openLogger({ level: "debug" as const, write: (line) => void said.push(line), clock: Date.now, forPeople: false }), onBroken: () => {} };
  const live = await startLive(parts, { host: "127.0.0.1", port: 0 });
  onTestFinished(() => live.stop());
  const key = /first write key, shown only now: (\S+)/.exec(said.join("\n"))?.[1] ?? "";
  const post: World["post"] = async (batch) => {
    const answer = await fetch(`${live.url}/v1/batch`, { method: "POST", body: JSON.stringify({ batch, writeKey: key, context: { traits: { shared: "x" }, library: { name: "x" } } }) });
    expect(answer.status).toBe(200);
    return answer.json() as ReturnType<World["post"]>;
  };
  const settled = async (): Promise<void> => {
    await expect.poll(() => live.read().waiting, { timeout: 20_000 }).toBe(0);
  };
  const ask: World["ask"] = async (method, path) => {
    const control = await readControl(data);
    const answer = await fetch(`${live.url}${path}`, { method, headers: { authorization: `Bearer ${control?.token}` } });
    return { status: answer.status, body: await answer.json() };
  };
  const held: World["held"] = async (path) => {
    const control = await readControl(data);
    const answer = await fetch(`${live.url}${path}`, { headers: { authorization: `Bearer ${control?.token}` } });
    expect(answer.status).toBe(200);
    return (await answer.text()).trim().split("\n").map((line) => JSON.parse(line) as { kind: string });
  };
  return { data, live, said, post, settled, ask, held };
}

const tomorrow = new Date(now + 3 * 86_400_000).toISOString();

/** Somebody in every place in which somebody can be. */
const everywhere = (user: string, account: string, secret: string): object[] => [
  { type: "alias", messageId: `${secret}-0`, userId: user, previousId: `${user}-before` },
  { type: "page", messageId: `${secret}-1`, anonymousId: `${user}-before`, name: secret, properties: { [`key-${secret}`]: "v" } },
  { type: "identify", messageId: `${secret}-2`, userId: user, traits: { email: `${secret}@example.com`, plan: "pro" }, context: { groupId: account } },
  // What somebody's call says of the account belongs to the account.
  { type: "group", messageId: `of-${account}`, userId: user, groupId: account, traits: { name: `Name of ${account}` } },
  { type: "track", messageId: `${secret}-4`, userId: user, event: "viewed", properties: { where: secret } },
  { type: "track", messageId: `${secret}-c`, userId: user, groupId: account, event: "contract_changed", properties: { contract: secret, start: now - 90 * 86_400_000, mrr: 100 }, timestamp: new Date(now - 90 * 86_400_000).toISOString() },
  { type: "track", messageId: `${secret}-5`, userId: user, groupId: account, event: `named ${secret}` },
  // Too far ahead: a dead letter.
  { type: "track", messageId: `${secret}-6`, userId: user, event: "dreamt", timestamp: tomorrow, properties: { where: secret } },
];

const others = (prefix: string): object[] => [
  { type: "group", messageId: `${prefix}-o1`, userId: "other", groupId: "elsewhere", traits: { name: "Elsewhere" } },
  ...Array.from({ length: 20 }, (_, index) => ({ type: "track", messageId: `${prefix}-o2-${index}`, userId: "other", event: "viewed", properties: { where: "home" } })),
];

test("of a user who is forgotten no byte is left in the data directory, and none comes in again", { timeout: 240_000 }, async () => {
  const data = join(await freshDirectory(), "data");
  const [user, account, secret] = [canary(), "plain-account", canary()];
  const world = await serve(data);
  await world.post([...everywhere(user, account, secret), ...others("a")]);
  await world.settled();
  // Late and moved rows leave texts of changes behind; kept measurements and damage name people as well.
  await world.post([{ type: "track", messageId: `${secret}-7`, userId: `${user}-before`, event: "viewed" }, { type: "group", messageId: `${secret}-8`, userId: `${user}-before`, groupId: "elsewhere", timestamp: new Date(now - 86_400_000).toISOString() }]);
  await world.settled();
  const held = await world.held(`/api/v1/users/${user}/export`);
  const kinds = Map.groupBy(held, ({ kind }) => kind);
  expect([...kinds].map(([kind, records]) => [kind, records.length])).toEqual([["export", 1], ["user_trait", 3], ["membership", 3], ["event", 5], ["received_call", 10], ["dead_letter", 1]]);
  expect(held[0]).toMatchObject({ of: { kind: "user", id: user }, previousIds: [`${user}-before`] });
  expect(kinds.get("event")).toContainEqual(expect.objectContaining({ name: "viewed", user, properties: { where: secret }, messageId: `${secret}-4` }));
  expect(kinds.get("user_trait")).toContainEqual(expect.objectContaining({ trait: "email", value: `${secret}@example.com` }));

  await new FileKeptWork(join(data, "measured"), "1").write("era", "key", { text: user, numbers: new Float64Array(1), bytes: new Uint8Array(1) });
  await writeFile(join(data, "live", "journal", "damaged-0-4.quarantine"), `\0\0${user}`);
  await world.post([{ type: "track", messageId: `${secret}-9`, userId: user, event: "waits" }, ...others("b")]);
  const before = await filesWith(data, [user, secret]);
  expect(before.filter((path) => path.startsWith("clickhouse/")).length).toBeGreaterThan(2);
  for (const place of ["live/journal/", "live/dead-letters", "measured/"]) expect(before.some((path) => path.startsWith(place)), place).toBe(true);

  expect(await world.ask("GET", `/api/v1/users/${user}/held`)).toMatchObject({ status: 200, body: { rows: { memberships: 3 }, deadLetters: 1, previousIds: 1 } });
  const started = performance.now();
  const forgot = await world.ask("DELETE", `/api/v1/users/${user}`);
  const seconds = (performance.now() - started) / 1000;
  expect(forgot).toMatchObject({ status: 200, body: { state: "erased", previousIds: 1, deadLetters: 1, rows: { memberships: 3 } } });
  expect(await filesWith(data, [user, secret])).toEqual([]);
  expect(seconds, "it is done when it is answered").toBeLessThan(30);

  // A retry and something new: neither is an error of the sender, and neither is kept.
  const again = await world.post([...everywhere(user, account, secret), { type: "track", messageId: "new", userId: user, event: "viewed" }, { type: "track", messageId: "fine", userId: "other", event: "viewed" }]);
  expect([again.accepted, again.rejected.map(({ code }) => code)]).toEqual([1, Array.from({ length: 9 }, () => "redacted")]);
  expect(JSON.stringify(again.rejected.map(({ message }) => message))).not.toContain(user);
  await world.settled();
  expect(await world.held(`/api/v1/users/${user}/export`)).toMatchObject([{ kind: "export", previousIds: [] }]);
  expect(world.live.read().missing).toBe(0);
  expect(world.said.filter((line) => line.includes(user) || line.includes(secret))).toEqual([]);
  expect(await world.ask("GET", "/api/v1/forgotten")).toMatchObject({ status: 200, body: { forgotten: [{ kind: "user" }, { kind: "user" }] } });
  await world.live.stop();
  expect(await filesWith(data, [user, secret])).toEqual([]);

  // Nobody else has lost anything, and the journal is whole.
  const store = await openClickHouse({ directory: data });
  const rows = await store.clickHouse.rows<{ user: string; n: number }>({ name: "who is left", text: "SELECT user, count() AS n FROM events WHERE workspace = 'default' GROUP BY user" });
  const names = await store.clickHouse.rows<{ name: string }>({ name: "names left", text: "SELECT DISTINCT name FROM event_names WHERE workspace = 'default' ORDER BY name" });
  await store.close();
  expect(rows).toEqual([{ user: "other", n: 41 }]);
  expect(names.map(({ name }) => name)).toEqual(["viewed"]);
  const next = await serve(data);
  expect(next.said.filter((line) => line.includes("journal_found"))).toEqual([]);
  expect(next.live.read()).toMatchObject({ missing: 0 });
  await next.live.stop();
});

test("of an account that is forgotten no byte is left, nor of users of no other account", { timeout: 240_000 }, async () => {
  const data = join(await freshDirectory(), "data");
  const [user, account, secret] = [canary(), canary(), canary()];
  const world = await serve(data);
  await world.post([...everywhere(user, account, secret), ...others("a"), { type: "identify", messageId: "stays", userId: "other", traits: { email: "kept@example.com" } }]);
  await world.settled();
  await world.live.stop();
  // Scores and changes of them.
  expect(await on(data, "score")).toMatchObject({ exit: 0, error: "" });
  expect((await filesWith(data, [account])).length).toBeGreaterThan(2);
  const held = (await on(data, "export", "account", account)).out.trim().split("\n").map((line) => JSON.parse(line) as { readonly kind: string });
  const counts = new Map([...Map.groupBy(held, ({ kind }) => kind)].map(([kind, records]) => [kind, records.length]));
  expect(counts).toEqual(new Map([["export", 1], ["account_trait", 1], ["membership", 2], ["event", 3], ["midnight", counts.get("midnight")], ["received_call", 4]]));
  expect(counts.get("midnight")).toBeGreaterThan(60);
  const preview = JSON.parse((await on(data, "forget", "account", account, "--dry-run", "--json")).out) as { readonly rows: { readonly events: number; readonly scores: number } };
  expect(preview).toMatchObject({ rows: { events: 3, memberships: 2 }, calls: 4, deadLetters: 0, records: 0, previousIds: 0 });
  expect((await filesWith(data, [account])).length).toBeGreaterThan(2);
  const refused = await on(data, "forget", "account", account);
  expect(refused).toMatchObject({ exit: 1, error: expect.stringContaining("Nothing was erased") as string });
  const asked = await commandLine({ data, now, answers: [account, "forget"] }, ["forget", "account", account]);
  expect(asked.error).toMatch(/^Would go: from ClickHouse 3 events, .* from the journal 4 calls;/);
  expect(asked.out).toContain(`Forgotten: ${preview.rows.events} events`);
  expect(asked).toMatchObject({ exit: 0, out: expect.stringMatching(/^Forgotten: \d+ events, .*rows? of scores/) as string });
  expect(await filesWith(data, [account])).toEqual([]);

  const store = await openClickHouse({ directory: data });
  const traits = await store.clickHouse.rows<{ user: string }>({ name: "whose traits are left", text: "SELECT DISTINCT user FROM user_traits WHERE workspace = 'default' ORDER BY user" });
  await store.close();
  expect(traits.map((row) => row.user)).toEqual([user, "other"].filter((one) => one === "other"));
  expect(await on(data, "forget", "list")).toMatchObject({ exit: 0, out: expect.stringMatching(/account/) as string });
});
