import { describe, expect, test } from "vitest";
import { embeddedStore } from "../support/embedded-store.ts";
import { judgedAccount, judgedNow, judgedSections } from "../support/judged-world.ts";
import { packWith } from "../support/pack.ts";
import { recording } from "../support/recording.ts";

const embedded = embeddedStore();
/** Views of champions alone, beside those of everybody. */
const pack = packWith({ ...judgedSections, metrics: { ...judgedSections.metrics, champions: { ...judgedSections.metrics.views, users: { role: ["champion"] } } }, model: { ...judgedSections.model, categories: { ...judgedSections.model.categories, product: { weight: 60, metrics: { champions: { weight: 1, scale: { worst: 0, best: 10 } } } } } } });

const opened = async () => {
  const world = await recording(embedded.store, { workspace: embedded.freshWorkspace(), now: judgedNow, pack, facts: [...judgedAccount("acme", 7), ...judgedAccount("theirs", 7, "bob")], forgottenUsers: ["gone"] });
  const put = (role: string | null, { account = "acme", user = "acme ann", ...more }: { readonly account?: string; readonly user?: string; readonly as?: "csm" | "manager" | "viewer" | "key"; readonly key?: string } = {}) => world.ask("POST", `/accounts/${account}/users/${encodeURIComponent(user)}/role`, { ...more, body: { role } });
  const told = async () => {
    const { body } = await world.ask("GET", "/accounts/acme/users?asOf=now");
    const { body: account } = await world.ask("GET", "/accounts/acme?asOf=now");
    return { role: (body["users"] as { readonly role: string | null }[])[0]?.role, views: /"metric":"champions"[^}]*?"value":([\d.]+|null)/.exec(JSON.stringify(account))?.[1] };
  };
  return { ...world, put, told };
};

describe("a role", () => {
  test("is a trait of the user, and reaches the metrics that filter on it", async () => {
    const { put, told, load, journal, clock } = await opened();
    expect(await told()).toEqual({ role: null, views: "0" });
    const { status, body } = await put("Champion", { key: "mine" });
    expect([status, body]).toEqual([201, { message: "mine", at: new Date(judgedNow).toISOString() }]);
    expect(journal.calls).toEqual([{ type: "identify", messageId: "mine", userId: "acme ann", timestamp: new Date(judgedNow).toISOString(), context: { active: false }, traits: { role: "champion", role_author: "csm@acme.example" } }]);
    expect(journal.written[0]).toMatchObject({ source: "people", receivedAt: judgedNow });
    await load();
    expect(await told()).toEqual({ role: "champion", views: "7" });
    clock.now += 60_000;
    await put(null);
    await load();
    expect(await told()).toEqual({ role: null, views: "0" });
  });

  test("is said of people of the own accounts; managers and keys say it of all", async () => {
    const { put, journal } = await opened();
    const other = { account: "theirs", user: "theirs ann" };
    expect(await put("champion", other)).toMatchObject({ status: 403, body: { code: "not_yours", detail: "The account is bob's, and in none of your books. Its owner or a manager may do this." } });
    expect((await put("champion", { ...other, as: "viewer" })).status).toBe(403);
    expect(journal.calls).toEqual([]);
    expect((await put("champion", { ...other, as: "manager" })).status).toBe(201);
    expect((await put("Head of Logistics", { ...other, as: "key" })).status).toBe(201);
    expect(journal.calls.at(-1)).toMatchObject({ traits: { role: "Head of Logistics", role_author: "the record key" } });
  });

  test("of nobody, or of somebody who is forgotten, is refused, and so is no role", async () => {
    const { put, ask, journal } = await opened();
    expect(await put("champion", { user: "gone" })).toMatchObject({ status: 410, body: { code: "forgotten", message: expect.stringContaining("person is forgotten") as string } });
    expect((await put("champion", { user: "theirs ann" })).body).toMatchObject({ code: "not_found", detail: "The account has no user `theirs ann`." });
    expect((await put("champion", { account: "nobody" })).status).toBe(404);
    for (const role of ["", "  ", "x".repeat(101), "a\0b"]) expect((await put(role)).body, role).toMatchObject({ code: "invalid_request" });
    expect((await ask("POST", "/accounts/acme/users/acme%20ann/role", { body: {} })).status).toBe(400);
    expect(journal.calls).toEqual([]);
  });
});
