import { expect, test } from "vitest";
import type { Invitation, NewTeammate, TeamStore } from "../../src/engine/access/team.ts";

const day = 86_400_000;
const teammate = (id: string, over: Partial<NewTeammate> = {}): NewTeammate => ({ id, workspace: "acme", email: `${id}@acme.example`, name: id, role: "csm", books: [], createdAt: day, ...over });
const invitation = (id: string, over: Partial<Invitation> = {}): Invitation & { sha256: string } => ({ id, workspace: "acme", email: `${id}@acme.example`, role: "viewer", books: ["EMEA"], invitedBy: "ann@acme.example", createdAt: day, expiresAt: 8 * day, sha256: `hash of ${id}`, ...over });
const known = (teammate: NewTeammate): Omit<NewTeammate, "createdAt"> => {
  const { createdAt: _, ...rest } = teammate;
  return rest;
};

/** What every store of teammates does. `open` gives an empty one with the workspaces `acme` and `other`. */
export function teamStoreContract(open: () => Promise<TeamStore>): void {
  test("teammates by name, each workspace its own", async () => {
    const store = await open();
    const [zoe, ann] = [teammate("t1", { name: "zoe" }), teammate("t2", { name: "Ann", books: ["EMEA", "Ann B."] })];
    for (const one of [zoe, ann, teammate("t3", { workspace: "other" })]) expect(await store.add(one)).toBe("added");
    expect(await store.teammates("acme")).toEqual([known(ann), known(zoe)]);
    expect(await store.teammateByEmail("acme", "t1@acme.example")).toEqual(known(zoe));
    expect(await store.teammateByEmail("other", "t1@acme.example")).toBeUndefined();
    expect(await store.add(teammate("t4", { email: "t1@acme.example" }))).toBe("email_taken");
    expect(await store.add(teammate("t5", { workspace: "other", email: "t1@acme.example" }))).toBe("added");
  });

  test("a workspace keeps its name until it gets another", async () => {
    const store = await open();
    await store.keepWorkspace({ id: "acme", name: "acme", createdAt: 0 });
    await store.keepWorkspace({ id: "acme", name: "another", createdAt: day });
    expect(await store.workspace("acme")).toEqual({ id: "acme", name: "acme", createdAt: 0 });
    expect(await store.renameWorkspace("acme", "Acme Ltd")).toMatchObject({ name: "Acme Ltd" });
    expect(await store.workspace("acme")).toEqual({ id: "acme", name: "Acme Ltd", createdAt: 0 });
    expect([await store.workspace("nobody"), await store.renameWorkspace("nobody", "x")]).toEqual([undefined, undefined]);
  });

  test("of several who would be the first at once, one is", async () => {
    const store = await open();
    const answers = await Promise.all(["a", "b", "c"].map((id) => store.addFirst(teammate(id, { role: "administrator" }))));
    expect(answers.toSorted()).toEqual(["added", "not_first", "not_first"]);
    expect(await store.addFirst(teammate("d", { workspace: "other" }))).toBe("added");
  });

  test("who came in as something else can still become the first administrator, and only them", async () => {
    const store = await open();
    await store.add(teammate("a", { role: "csm" }));
    expect(await store.addFirst({ ...teammate("b"), email: teammate("a").email, role: "administrator" })).toBe("added");
    expect((await store.teammates("acme")).map(({ id, role }) => `${id} ${role}`)).toEqual(["b administrator"]);
    expect(await store.addFirst(teammate("c", { role: "administrator" }))).toBe("not_first");
  });

  test("changes what is named, and nothing of another workspace", async () => {
    const store = await open();
    await store.add(teammate("a", { books: ["EMEA"] }));
    expect(await store.change({ workspace: "other", id: "a" }, { role: "manager" })).toBeUndefined();
    expect(await store.change({ workspace: "acme", id: "a" }, { role: "manager" })).toMatchObject({ role: "manager", books: ["EMEA"], name: "a" });
    expect(await store.change({ workspace: "acme", id: "a" }, { books: [], name: "Ann" })).toMatchObject({ role: "manager", books: [], name: "Ann" });
    expect(await store.teammates("acme")).toMatchObject([{ role: "manager", books: [], name: "Ann" }]);
    expect(await store.remove({ workspace: "other", id: "a" })).toBeUndefined();
    expect(await store.remove({ workspace: "acme", id: "a" })).toMatchObject({ id: "a" });
    expect(await store.remove({ workspace: "acme", id: "a" })).toBeUndefined();
  });

  test("the last administrator stays one", async () => {
    const store = await open();
    for (const id of ["a", "b"]) await store.add(teammate(id, { role: "administrator" }));
    await store.add(teammate("c", { workspace: "other", role: "administrator" }));
    const demoted = await Promise.all(["a", "b"].map((id) => store.change({ workspace: "acme", id }, { role: "viewer" })));
    expect(demoted.filter((one) => one === "last_administrator")).toHaveLength(1);
    const [left] = (await store.teammates("acme")).filter(({ role }) => role === "administrator");
    expect(await store.remove({ workspace: "acme", id: left?.id ?? "" })).toBe("last_administrator");
    expect(await store.change({ workspace: "acme", id: left?.id ?? "" }, { name: "Ann", role: "administrator" })).toMatchObject({ name: "Ann" });
  });

  test("an invitation is found by its token until it expires, is withdrawn, or another takes its place", async () => {
    const store = await open();
    await store.invite(invitation("a"));
    await store.invite(invitation("b", { createdAt: 2 * day }));
    expect((await store.invitations("acme", 3 * day)).map(({ id }) => id)).toEqual(["b", "a"]);
    const { sha256, ...expected } = invitation("a");
    const find = (hash: string, now: number, workspace = "acme") => store.findInvitation({ workspace, sha256: hash }, now);
    expect([await find(sha256, 3 * day), await find(sha256, 3 * day, "other")]).toEqual([expected, undefined]);
    expect([await find(sha256, 8 * day), await store.invitations("acme", 8 * day), await store.invitations("other", 3 * day)]).toEqual([undefined, [], []]);
    await store.invite(invitation("a2", { email: "a@acme.example", role: "manager" }));
    expect(await find(sha256, 3 * day)).toBeUndefined();
    expect(await find("hash of a2", 3 * day)).toMatchObject({ id: "a2", role: "manager" });
    expect([await store.withdraw({ workspace: "other", id: "b" }), await store.withdraw({ workspace: "acme", id: "b" }), await store.withdraw({ workspace: "acme", id: "b" })]).toEqual([false, true, false]);
  });

  test("an invitation is accepted once, however often at once", async () => {
    const store = await open();
    const { sha256: _, ...asked } = invitation("a");
    await store.invite(invitation("a"));
    const answers = await Promise.all(["x", "y", "z"].map((id) => store.accept(asked, teammate(id, { email: asked.email }))));
    expect(answers.toSorted()).toEqual(["added", "gone", "gone"]);
    expect(await store.invitations("acme", 2 * day)).toEqual([]);
    await store.invite(invitation("b", { email: asked.email }));
    expect(await store.accept((await store.invitations("acme", 2 * day))[0] ?? asked, teammate("w", { email: asked.email }))).toBe("email_taken");
  });
}
