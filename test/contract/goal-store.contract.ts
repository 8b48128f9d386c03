import { expect, test } from "vitest";
import type { GoalStore } from "../../src/engine/plans/goal-store.ts";
import type { CompanyGoal } from "../../src/plans/company-goal.ts";

const goal = (id: string, over: Partial<CompanyGoal> = {}): CompanyGoal => ({ id, workspace: "acme", measure: "share_red", target: 0.05, owner: "max@acme.example", due: "2026-03-31", note: "Board '\";--", baseline: 0.1375, startedAt: Date.UTC(2026, 0, 1, 12, 0, 0, 7), startedBy: "max@acme.example", ...over });

/** What every store of goals does. `open` gives an empty one with the workspaces `acme` and `other`. */
export function goalStoreContract(open: () => Promise<GoalStore>): void {
  test("gives back what was added, the earliest due first", async () => {
    const store = await open();
    const { note: _note, ...plain } = goal("b", { due: "2026-02-01", baseline: null, measure: "mean_score", target: 62 });
    await store.add(goal("a"));
    await store.add(plain);
    await store.add(goal("theirs", { workspace: "other" }));
    expect(await store.list("acme")).toEqual([plain, goal("a")]);
  });

  test("changes what is named and nothing else", async () => {
    const store = await open();
    await store.add(goal("a"));
    expect(await store.change({ workspace: "acme", id: "a" }, { target: 0.04, due: "2026-06-30" })).toEqual(goal("a", { target: 0.04, due: "2026-06-30" }));
    expect(await store.change({ workspace: "acme", id: "a" }, {})).toEqual(goal("a", { target: 0.04, due: "2026-06-30" }));
    expect(await store.list("acme")).toEqual([goal("a", { target: 0.04, due: "2026-06-30" })]);
  });

  test("an id of another workspace is an unknown one", async () => {
    const store = await open();
    await store.add(goal("a", { workspace: "other" }));
    expect([await store.change({ workspace: "acme", id: "a" }, { target: 1 }), await store.remove({ workspace: "acme", id: "a" }, 1)]).toEqual([undefined, false]);
    expect(await store.list("other")).toEqual([goal("a", { workspace: "other" })]);
    expect([await store.remove({ workspace: "other", id: "a" }, 1), await store.list("other")]).toEqual([true, []]);
    expect([await store.bringBack({ workspace: "acme", id: "a" }), await store.list("other")]).toEqual([false, []]);
  });

  test("what was removed comes back as it was, until it is cleared", async () => {
    const store = await open();
    const which = { workspace: "acme", id: "a" };
    await store.add(goal("a"));
    expect([await store.bringBack(which), await store.remove(which, 1000), await store.remove(which, 1000), await store.change(which, { target: 1 })]).toEqual([false, true, false, undefined]);
    expect([await store.bringBack(which), await store.list("acme")]).toEqual([true, [goal("a")]]);
    await store.remove(which, 1000);
    for (const workspace of ["other", "acme"]) await store.clear(workspace, 1000);
    expect(await store.bringBack(which)).toBe(true);
    await store.remove(which, 1000);
    await store.clear("acme", 1001);
    expect(await store.bringBack(which)).toBe(false);
  });
}
