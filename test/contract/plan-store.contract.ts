import { expect, test } from "vitest";
import type { PlanStore } from "../../src/engine/plans/plan-store.ts";
import { addStep, changeStep, closePlan, reopenPlan, reviewPlan } from "../../src/plans/changes.ts";
import type { Plan } from "../../src/plans/plan.ts";

const hostile = "'; DROP TABLE plans; -- \u202e\u{1f411} \"quoted\" \\ ümlaut";

const plan = (id: string, over: Partial<Plan> = {}): Plan => ({
  id, workspace: "acme", account: `account-${id}`, name: "Win back", reason: hostile, owner: "csm-1", state: "open", startedAt: Date.UTC(2026, 2, 1, 10, 0, 0, 123), startedBy: "ann@acme.example",
  start: { score: 31.25, band: "red" }, steps: [{ id: "b", text: hostile, owner: "csm-1", due: "2026-03-29", state: "open" }, { id: "a", text: "Second", owner: "manager", due: "2024-02-29", state: "done", doneAt: 5000, doneBy: "bob" }], reviews: [], ...over,
});
const closing = { state: "done", result: "Back.", end: { score: null, band: "unknown" } } as const;
const act = { at: 9000, by: "ann" };
const idsOf = (plans: readonly Plan[]): string[] => plans.map(({ id }) => id);

/** What every store of plans does. `open` gives an empty one with the workspaces `acme` and `other`. */
export function planStoreContract(open: () => Promise<PlanStore>): void {
  test("gives back what was added, to the letter and with steps in their order", async () => {
    const store = await open();
    const closed = plan("2", { state: "abandoned", template: "win_back", start: { score: null, band: "unknown" }, steps: [], reviews: [{ id: "r", at: 7000, author: "max", note: hostile, score: 30, band: "red" }], closing: { at: 9000, by: "max", result: hostile, end: { score: 12.5, band: "red" } } });
    for (const one of [plan("1"), closed]) expect(await store.add(one)).toBe("added");
    expect([await store.find({ workspace: "acme", id: "1" }), await store.find({ workspace: "acme", id: "2" })]).toEqual([plan("1"), closed]);
    expect(await store.find({ workspace: "acme", id: "3" })).toBeUndefined();
  });

  test("lists the latest begun first, by accounts and states", async () => {
    const store = await open();
    for (const [place, one] of ["old", "new", "newest"].entries()) await store.add(plan(one, { startedAt: place * 1000 }));
    await store.change({ workspace: "acme", id: "new" }, (one) => closePlan(one, closing, act));
    expect(idsOf(await store.list({ workspace: "acme" }))).toEqual(["newest", "new", "old"]);
    expect(idsOf(await store.list({ workspace: "acme", states: ["open"] }))).toEqual(["newest", "old"]);
    expect(idsOf(await store.list({ workspace: "acme", states: ["done", "abandoned"] }))).toEqual(["new"]);
    expect(idsOf(await store.list({ workspace: "acme", accounts: ["account-old", "account-new"] }))).toEqual(["new", "old"]);
    expect([await store.list({ workspace: "acme", accounts: [] }), await store.list({ workspace: "other" })]).toEqual([[], []]);
  });

  test("an account has one open plan at most, and any number of others", async () => {
    const store = await open();
    await store.add(plan("1", { account: "globex" }));
    expect(await store.add(plan("2", { account: "globex" }))).toBe("already_open");
    expect(await store.add(plan("3", { account: "globex", workspace: "other" }))).toBe("added");
    await store.change({ workspace: "acme", id: "1" }, (one) => closePlan(one, closing, act));
    expect(await store.add(plan("4", { account: "globex" }))).toBe("added");
    expect(await store.change({ workspace: "acme", id: "1" }, reopenPlan)).toBe("already_open");
    expect((await store.find({ workspace: "acme", id: "1" }))?.state).toBe("done");
  });

  test("a change replaces the plan; what is refused changes nothing", async () => {
    const store = await open();
    await store.add(plan("1"));
    const which = { workspace: "acme", id: "1" };
    const changed = await store.change(which, (one) => changeStep(one, "b", { state: "done", due: "2026-04-01" }, act));
    expect(changed).toMatchObject({ steps: [{ id: "b", state: "done", due: "2026-04-01", doneAt: 9000, doneBy: "ann" }, { id: "a" }] });
    expect(await store.find(which)).toEqual(changed);
    expect(await store.change(which, (one) => changeStep(one, "zz", {}, act))).toBe("no_such_step");
    expect(await store.find(which)).toEqual(changed);
    expect(await store.change(which, (one) => ({ ...one, owner: "csm-2" }))).toMatchObject({ owner: "csm-2" });
  });

  test("an id of another workspace is an unknown one", async () => {
    const store = await open();
    await store.add(plan("1", { workspace: "other" }));
    expect([await store.find({ workspace: "acme", id: "1" }), await store.change({ workspace: "acme", id: "1" }, (one) => ({ ...one, name: "Mine" }))]).toEqual([undefined, undefined]);
    expect((await store.find({ workspace: "other", id: "1" }))?.name).toBe("Win back");
  });

  test("of changes at once none is lost", async () => {
    const store = await open();
    await store.add(plan("1", { steps: [] }));
    const which = { workspace: "acme", id: "1" };
    const review = (id: string) => ({ id, at: 8000, author: "max", note: id, score: null, band: "unknown" as const });
    await Promise.all([
      ...["a", "b", "c"].map((id) => store.change(which, (one) => addStep(one, { id, text: id, owner: "ann", due: "2026-03-29" }))),
      ...["x", "y"].map((id) => store.change(which, (one) => reviewPlan(one, review(id)))),
    ]);
    const found = await store.find(which);
    expect([found?.steps.map(({ id }) => id).toSorted(), found?.reviews.map(({ id }) => id)]).toEqual([["a", "b", "c"], ["x", "y"]]);
  });
}
