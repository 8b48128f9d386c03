import { expect, test } from "vitest";
import type { KeyStore, StoredKey } from "../../src/engine/access/keys.ts";

const day = 86_400_000;
const common = (id: string) => ({ id, workspace: "acme", name: id, prefix: `bww_${id}`, sha256: id.padEnd(64, "0"), createdAt: day });
const keyOf = (id: string, over: Partial<ReturnType<typeof common>> = {}): StoredKey => ({ ...common(id), kind: "write", acceptsVocabulary: true, ...over });
const readKeyOf = (id: string, over: Partial<ReturnType<typeof common>> = {}): StoredKey => ({ ...common(id), kind: "read", scopes: ["accounts", "people"], ...over });

/** What every store of keys does. `open` gives an empty one with the workspaces `acme` and `other`. */
export function keyStoreContract(open: () => Promise<KeyStore>): void {
  test("gives back every key of a workspace as it was added, the oldest first", async () => {
    const store = await open();
    const keys: readonly StoredKey[] = [
      { ...common("web"), kind: "write", acceptsVocabulary: false, createdAt: 2 * day },
      { ...readKeyOf("bi", { createdAt: 3 * day }), createdBy: "ann@acme.example", expiresAt: 9 * day },
      keyOf("first", { workspace: "other" }),
    ];
    for (const key of keys) expect(await store.add(key)).toBe("added");
    expect([await store.all("acme"), await store.all("other"), await store.all("nobody")]).toEqual([[keys[0], keys[1]], [keys[2]], []]);
  });

  test("a name is used once by a kind in a workspace, until its key is revoked", async () => {
    const store = await open();
    await store.add(keyOf("a", { name: "web" }));
    expect(await store.add(keyOf("b", { name: "web" }))).toBe("name_taken");
    expect(await store.add(keyOf("c", { name: "web", workspace: "other" }))).toBe("added");
    expect(await store.add(readKeyOf("d", { name: "web" }))).toBe("added");
    await store.revoke({ workspace: "acme", id: "a" }, 5 * day);
    expect(await store.add(keyOf("e", { name: "web" }))).toBe("added");
  });

  test("two at once with one name: one of them is added", async () => {
    const store = await open();
    const answers = await Promise.all(["a", "b", "c", "d"].map((id) => store.add(keyOf(id, { name: "web" }))));
    expect(answers.filter((answer) => answer === "added")).toHaveLength(1);
  });

  test("revoking says since when, once; another workspace's key is an unknown one", async () => {
    const store = await open();
    await store.add(keyOf("a"));
    expect(await store.revoke({ workspace: "other", id: "a" }, 5 * day)).toBe(false);
    expect(await store.revoke({ workspace: "acme", id: "nobody" }, 5 * day)).toBe(false);
    expect((await store.all("acme"))[0]).not.toHaveProperty("revokedAt");
    expect(await store.revoke({ workspace: "acme", id: "a" }, 5 * day)).toBe(true);
    expect(await store.revoke({ workspace: "acme", id: "a" }, 6 * day)).toBe(true);
    expect(await store.all("acme")).toMatchObject([{ revokedAt: 5 * day }]);
  });

  test("uses only move forward", async () => {
    const store = await open();
    await store.add(keyOf("a"));
    for (const at of [7 * day, 5 * day]) await store.noteUses(new Map([["a", at], ["nobody", at]]));
    expect(await store.all("acme")).toMatchObject([{ lastUsedAt: 7 * day }]);
  });
}
