import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { MemoryGoalStore } from "../../src/storage/memory/goal-store.ts";
import { MemoryPlanStore } from "../../src/storage/memory/plan-store.ts";
import { MemoryViewStore } from "../../src/storage/memory/view-store.ts";
import { type ApiServer, apiServer } from "../support/api.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { as, sessionsOf } from "../support/plans.ts";

const embedded = embeddedStore();
const workspace = "viewed";
const now = Date.UTC(2026, 5, 1, 10);
const day = 86_400_000;
let current = now;
let views = new MemoryViewStore();
let server: ApiServer;

beforeAll(async () => {
  const store = new Proxy({} as MemoryViewStore, { get: (_target, name) => (...it: never[]) => (views[name as keyof MemoryViewStore] as (...given: never[]) => unknown)(...it) });
  const readKeys = { findReadKey: (text: string) => (text === "key" ? { name: "bi", workspace, scopes: ["accounts" as const] } : ("unknown" as const)) };
  server = await apiServer(embedded.store, { workspace, now, over: { plans: { store: new MemoryPlanStore(), goals: new MemoryGoalStore(), views: store, clock: () => current, uniqueId: randomUUID }, access: { readKeys, sessions: sessionsOf(workspace) } } });
}, 120_000);
afterAll(() => server.app.close());
beforeEach(() => {
  views = new MemoryViewStore();
  current = now;
});

const [manager, ann, bob, viewer] = [() => as(server, "manager"), () => as(server, "csm:ann"), () => as(server, "csm:bob"), () => as(server, "viewer")];
const named = async (by: ReturnType<typeof ann>) => (await by.ask("listViews", {})).views.map(({ name }) => name);
const wish = { name: "  My reds ", search: "band=red&owner=ann" };

describe("views of the portfolio", () => {
  test("are kept for oneself, by everybody who may read", async () => {
    const kept = await ann().work("keepView", { body: wish });
    expect(kept).toMatchObject({ name: "My reds", search: wish.search, isShared: false, isOwn: true, isDefault: false, mayWrite: true, keptBy: "ann@acme.example", changedAt: new Date(now).toISOString() });
    await viewer().work("keepView", { body: { name: "V", search: "" } });
    expect([await named(ann()), await named(bob()), await named(viewer())]).toEqual([["My reds"], [], ["V"]]);
    expect(await bob().refused("changeView", { view: kept.id, body: { name: "Mine" } })).toMatchObject({ status: 404 });
    expect(await manager().refused("removeView", { view: kept.id })).toMatchObject({ status: 404, detail: "There is no such view." });
  });

  test("sent twice are kept once", async () => {
    const [first, second] = [await ann().work("keepView", { body: wish }, "once"), await ann().work("keepView", { body: wish }, "once")];
    expect(second).toEqual(first);
    await bob().work("keepView", { body: wish }, "once");
    expect([await named(ann()), await named(bob())]).toEqual([["My reds"], ["My reds"]]);
  });

  test("are shared by managers, for everybody and for keys", async () => {
    expect(await ann().refused("keepView", { body: { ...wish, isShared: true } })).toMatchObject({ status: 403, detail: expect.stringContaining("takes a manager") as string });
    const own = await ann().work("keepView", { body: wish });
    expect(await ann().refused("changeView", { view: own.id, body: { isShared: true } })).toMatchObject({ status: 403 });
    const shared = await manager().work("keepView", { body: { name: "Team", search: "band=yellow", isShared: true } });
    expect((await bob().ask("listViews", {})).views).toEqual([{ ...shared, isOwn: false, mayWrite: false }]);
    expect(await bob().refused("changeView", { view: shared.id, body: { name: "Ours" } })).toMatchObject({ status: 403 });
    expect(await bob().refused("removeView", { view: shared.id })).toMatchObject({ status: 403 });
    const byKey = await server.app.inject({ url: "/api/v1/views", headers: { authorization: "Bearer key" } });
    expect(byKey.json()).toMatchObject({ views: [{ name: "Team" }], mayShare: false });
    expect(await manager().work("changeView", { view: shared.id, body: { isShared: false, name: "Mine" } })).toMatchObject({ isShared: false, name: "Mine", isOwn: true });
    expect(await named(bob())).toEqual([]);
  });

  test("one can be what a teammate begins with, also one that is shared", async () => {
    const shared = await manager().work("keepView", { body: { name: "Team", search: "", isShared: true } });
    const own = await ann().work("keepView", { body: wish });
    const first = async (by: ReturnType<typeof ann>) => (await by.ask("listViews", {})).views.filter(({ isDefault }) => isDefault).map(({ name }) => name);
    await ann().work("changeView", { view: shared.id, body: { isDefault: true } });
    expect([await first(ann()), await first(bob())]).toEqual([["Team"], []]);
    await ann().work("changeView", { view: own.id, body: { isDefault: true } });
    await ann().work("changeView", { view: shared.id, body: { isDefault: false } });
    expect(await first(ann())).toEqual(["My reds"]);
    await ann().work("changeView", { view: own.id, body: { isDefault: false } });
    expect(await first(ann())).toEqual([]);
  });

  test("come back after they were removed, for 30 days", async () => {
    const own = await ann().work("keepView", { body: wish });
    await ann().work("changeView", { view: own.id, body: { isDefault: true } });
    await ann().tryWork("removeView", { view: own.id });
    expect(await named(ann())).toEqual([]);
    expect(await ann().refused("removeView", { view: own.id })).toMatchObject({ status: 404 });
    expect(await ann().refused("changeView", { view: own.id, body: { name: "X" } })).toMatchObject({ status: 404 });
    expect(await ann().work("changeView", { view: own.id, body: { isRemoved: false } })).toMatchObject({ name: "My reds", isDefault: true });
    await ann().tryWork("removeView", { view: own.id });
    current = now + 31 * day;
    const other = await ann().work("keepView", { body: { name: "Other", search: "" } });
    await ann().tryWork("removeView", { view: other.id });
    expect(await ann().refused("changeView", { view: own.id, body: { isRemoved: false } })).toMatchObject({ status: 404 });
  });

  test("say what can't be kept", async () => {
    for (const body of [{ name: " ", search: "" }, { name: "a".repeat(61), search: "" }, { name: "a", search: "x".repeat(4001) }]) expect((await ann().tryWork("keepView", { body })).statusCode).toBe(400);
    await Promise.all(Array.from({ length: 200 }, (_one, index) => ann().work("keepView", { body: { name: `View ${index}`, search: "" } })));
    expect(await ann().refused("keepView", { body: wish })).toMatchObject({ detail: "You keep 200 views already. Remove one first." });
  });
});
