import { expect, test } from "vitest";
import type { PortfolioView, ViewStore } from "../../src/engine/views/view-store.ts";

const view = (id: string, over: Partial<PortfolioView> = {}): PortfolioView => ({ id, workspace: "acme", teammate: "ann", keptBy: "ann@acme.example", name: `View ${id}`, search: "band=red&owner=O'Hara;--", isShared: false, changedAt: Date.UTC(2026, 0, 1, 12, 0, 0, 7), removedAt: null, ...over });

export interface OpenedViews {
  readonly store: ViewStore;
  /** Removes a teammate, where the store would notice. */
  readonly leave?: (teammate: string) => Promise<void>;
}

/** What every store of views does. `open` gives an empty one; `ann` and `bob` are of the workspace `acme`, `eve` of `other`. */
export function viewStoreContract(open: () => Promise<OpenedViews>): void {
  test("gives back the views that were kept, by name, and once", async () => {
    const { store } = await open();
    await store.add(view("b", { name: "A \u202e<b>" }));
    await store.add(view("a", { teammate: "bob", isShared: true }));
    await store.add(view("a", { name: "again" }));
    await store.add(view("theirs", { workspace: "other", teammate: "eve" }));
    expect(await store.list("acme")).toEqual([view("b", { name: "A \u202e<b>" }), view("a", { teammate: "bob", isShared: true })]);
    expect([await store.find({ workspace: "acme", id: "theirs" }), await store.find({ workspace: "other", id: "theirs" })]).toEqual([undefined, view("theirs", { workspace: "other", teammate: "eve" })]);
  });

  test("changes one view and no other", async () => {
    const { store } = await open();
    await store.add(view("a"));
    await store.add(view("theirs", { workspace: "other", teammate: "eve" }));
    await store.change({ workspace: "acme", id: "a" }, { name: "New", search: "", isShared: true, changedAt: 5 });
    await store.change({ workspace: "acme", id: "theirs" }, { name: "Mine now" });
    expect(await store.list("acme")).toEqual([view("a", { name: "New", search: "", isShared: true, changedAt: 5 })]);
    expect(await store.list("other")).toEqual([view("theirs", { workspace: "other", teammate: "eve" })]);
  });

  test("a removed view is listed no more, comes back, and is forgotten in the end", async () => {
    const { store } = await open();
    await store.add(view("a"));
    await store.change({ workspace: "acme", id: "a" }, { removedAt: 1000 });
    expect([await store.list("acme"), await store.find({ workspace: "acme", id: "a" })]).toEqual([[], view("a", { removedAt: 1000 })]);
    await store.clear("acme", 1000);
    await store.change({ workspace: "acme", id: "a" }, { removedAt: null });
    expect(await store.list("acme")).toEqual([view("a")]);
    await store.change({ workspace: "acme", id: "a" }, { removedAt: 1000 });
    await store.clear("other", 1001);
    expect(await store.find({ workspace: "acme", id: "a" })).toBeDefined();
    await store.clear("acme", 1001);
    expect(await store.find({ workspace: "acme", id: "a" })).toBeUndefined();
  });

  test("each teammate begins with one view", async () => {
    const { store } = await open();
    for (const id of ["a", "b"]) await store.add(view(id));
    await store.begin("ann", "a");
    await store.begin("bob", "a");
    await store.begin("ann", "b");
    expect([await store.first("ann"), await store.first("bob"), await store.first("eve")]).toEqual(["b", "a", undefined]);
    await store.begin("ann", undefined);
    expect([await store.first("ann"), await store.first("bob")]).toEqual([undefined, "a"]);
  });

  test("of who has left only what is shared stays", async () => {
    const { store, leave } = await open();
    await store.add(view("a"));
    await store.add(view("b", { isShared: true }));
    await store.begin("ann", "a");
    if (!leave) return expect(await store.first("ann")).toBe("a");
    await leave("ann");
    await store.clear("acme", 0);
    expect([await store.list("acme"), await store.first("ann")]).toEqual([[view("b", { isShared: true, teammate: null })], undefined]);
  });
}
