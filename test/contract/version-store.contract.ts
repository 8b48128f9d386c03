import { expect, test } from "vitest";
import type { AppliedPack, VersionStore } from "../../src/engine/versions.ts";

const day = 86_400_000;
const applied = (number: number, over: Partial<AppliedPack> = {}): AppliedPack => ({
  workspace: "acme", number, version: String(number).repeat(64), author: "Ann", message: `Change ${number}`, appliedAt: number * day, source: "folder", rewritesHistory: false,
  files: [{ path: "model.yaml", text: "# Ümlaut \"quoted\" \\ 🐑\r\nmodel: {}\n\n" }, { path: "pack.yaml", text: "pack:\n\tx" }], ...over,
});

/** What every store of applied packs does. `open` gives an empty one with the workspaces `acme` and `other`. */
export function versionStoreContract(open: () => Promise<VersionStore>): void {
  test("nothing was applied before the first", async () => {
    const store = await open();
    expect([await store.latest("acme"), await store.find("acme", 1)]).toEqual([undefined, undefined]);
  });

  test("gives back what was applied, letter for letter; the greatest number is the latest", async () => {
    const store = await open();
    for (const number of [1, 2, 10]) expect(await store.add(applied(number))).toBe("added");
    expect(await store.latest("acme")).toEqual(applied(10));
    expect(await store.find("acme", 2)).toEqual(applied(2));
    expect(await store.find("acme", 3)).toBeUndefined();
  });

  test("lists what was applied, the latest first, without files", async () => {
    const store = await open();
    expect(await store.list("acme")).toEqual([]);
    const [first, second] = [applied(1), applied(2, { source: "page", rewritesHistory: true })];
    for (const one of [first, second, applied(1, { workspace: "other" })]) await store.add(one);
    const [{ files: _one, ...firstEntry }, { files: _two, ...secondEntry }] = [first, second];
    expect(await store.list("acme")).toEqual([secondEntry, firstEntry]);
    expect(await store.latest("acme")).toEqual(second);
  });

  test("workspaces count on their own", async () => {
    const store = await open();
    await store.add(applied(1));
    expect(await store.latest("other")).toBeUndefined();
    expect(await store.add(applied(1, { workspace: "other", message: "Theirs" }))).toBe("added");
    expect((await store.latest("acme"))?.message).toBe("Change 1");
  });

  test("what was applied stays as it was", async () => {
    const store = await open();
    await store.add(applied(1));
    expect(await store.add(applied(1, { message: "Another" }))).toBe("number_taken");
    expect(await store.find("acme", 1)).toEqual(applied(1));
  });

  test("of two at once one is applied", async () => {
    const store = await open();
    const answers = await Promise.all(["a", "b", "c"].map((message) => store.add(applied(1, { message }))));
    expect(answers.filter((answer) => answer === "added")).toHaveLength(1);
  });
}
