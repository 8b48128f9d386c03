import { describe, expect, test } from "vitest";
import { planTemplateSchema } from "../../src/plans/template.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { judgedAccount, judgedNow, judgedPack } from "../support/judged-world.ts";
import { recording } from "../support/recording.ts";

const embedded = embeddedStore();
const pack = { ...judgedPack, plans: { calm: planTemplateSchema.parse({ name: "Calm them", reason: "They are upset.", steps: [{ text: "Call", days: 2 }] }) } };
/** Two accounts of the CSM who asks, one of another. */
const open = () => recording(embedded.store, { workspace: embedded.freshWorkspace(), now: judgedNow, pack, facts: [...judgedAccount("acme", 7), ...judgedAccount("bolt", 3), ...judgedAccount("else", 5, "other")] });
const accounts = ["acme", "else", "bolt", "nobody"];

interface Outcome {
  readonly account: string;
  readonly isDone: boolean;
  readonly code: string | null;
  readonly before: string | null;
  readonly message: string | null;
}
const outcomes = (body: Record<string, unknown>): Outcome[] => body["results"] as Outcome[];
const told = (body: Record<string, unknown>) => outcomes(body).map(({ account, isDone, code }) => `${account} ${isDone ? "done" : code}`);

describe("the same for many accounts", () => {
  test("a CSM hands over the accounts of the own book; each other one is told why not", async () => {
    const { ask, journal, load, scores } = await open();
    const { status, body } = await ask("POST", "/bulk/owner", { body: { accounts, owner: "bob", note: "I leave." } });
    expect([status, body["done"], body["refused"]]).toEqual([200, 2, 2]);
    expect(told(body)).toEqual(["acme done", "else not_yours", "bolt done", "nobody not_yours"]);
    expect(outcomes(body).map(({ before }) => before)).toEqual(["csm", null, "csm", null]);
    expect(journal.calls.map(({ event, groupId, properties }) => [event, groupId, properties])).toEqual([
      ["owner_changed", "acme", { owner: "bob", note: "I leave.", author: "csm@acme.example" }],
      ["owner_changed", "bolt", { owner: "bob", note: "I leave.", author: "csm@acme.example" }],
    ]);
    await load();
    expect(["acme", "bolt", "else"].map((account) => scores.live.row(journal.written[0]?.workspace ?? "", account)?.owner)).toEqual(["bob", "bob", "other"]);
    // Given away by mistake: it isn't theirs any more, and they may take it back all the same.
    expect(told((await ask("POST", "/bulk/owner", { body: { accounts: ["acme", "bolt"], owner: "csm" } })).body)).toEqual(["acme done", "bolt done"]);
  });

  test("a manager may do it for all, an unknown one is said to be unknown, and nothing is done twice", async () => {
    const { ask, journal, load } = await open();
    const send = () => ask("POST", "/bulk/owner", { as: "manager", key: "k-1", body: { accounts, owner: "other" } });
    expect(told((await send()).body)).toEqual(["acme done", "else unchanged", "bolt done", "nobody not_found"]);
    await send();
    expect(journal.calls.map(({ messageId }) => messageId)).toEqual(["k-1:0", "k-1:2", "k-1:0", "k-1:2"]);
    await load();
    expect((await ask("GET", "/accounts/acme/recorded", { as: "manager" })).status).toBe(200);
  });

  test("a stage is set for many, and taken back for many", async () => {
    const { ask, load } = await open();
    const set = await ask("POST", "/bulk/stages", { body: { accounts, stage: "adoption", reason: "Reviewed together." } });
    expect(told(set.body)).toEqual(["acme done", "else not_yours", "bolt done", "nobody not_yours"]);
    const recorded = outcomes(set.body).flatMap(({ account, message }) => (message === null ? [] : [{ account, message }]));
    expect(told((await ask("POST", "/bulk/withdrawals", { body: { recorded } })).body)).toEqual(["acme not_loaded", "bolt not_loaded"]);
    await load();
    expect(told((await ask("POST", "/bulk/withdrawals", { body: { recorded } })).body)).toEqual(["acme done", "bolt done"]);
    await load();
    expect(told((await ask("POST", "/bulk/withdrawals", { body: { recorded } })).body)).toEqual(["acme withdrawn_already", "bolt withdrawn_already"]);
  });

  test("plans are opened from a template, once each", async () => {
    const { ask, plans, journal } = await open();
    const send = (key: string) => ask("POST", "/bulk/plans", { key, body: { accounts, template: "calm" } });
    const first = await send("p");
    expect(told(first.body)).toEqual(["acme done", "else not_yours", "bolt done", "nobody not_found"]);
    expect((await send("p")).body).toEqual(first.body);
    expect(told((await send("q")).body)).toEqual(["acme not_now", "else not_yours", "bolt not_now", "nobody not_found"]);
    const kept = await plans.list({ workspace: (await journalWorkspace(ask, journal)), states: ["open"] });
    expect(kept.map(({ account, name, reason, owner, steps }) => [account, name, reason, owner, steps.map(({ text }) => text)])).toEqual([["acme", "Calm them", "They are upset.", "csm", ["Call"]], ["bolt", "Calm them", "They are upset.", "csm", ["Call"]]]);
    expect(told((await ask("POST", "/bulk/plans", { body: { accounts: ["acme"], template: "no such" } })).body)).toEqual(["acme invalid"]);
  });

  test("a full disk fails each account by itself, and what makes no sense is refused as a whole", async () => {
    const { ask, journal } = await open();
    journal.answer = "full";
    expect(told((await ask("POST", "/bulk/owner", { body: { accounts: ["acme"], owner: "bob" } })).body)).toEqual(["acme full"]);
    const status = async (path: string, body: object, as: "csm" | "viewer" | "key" = "csm") => (await ask("POST", path, { as, body })).status;
    const wish = { accounts: ["acme"], owner: "bob" };
    expect([await status("/bulk/owner", wish, "viewer"), await status("/bulk/owner", wish, "key"), await status("/bulk/owner", { ...wish, accounts: [] }), await status("/bulk/owner", { ...wish, accounts: ["acme", "acme"] }), await status("/bulk/owner", { ...wish, accounts: Array.from({ length: 301 }, (_one, index) => `a${index}`) }), await status("/bulk/stages", { accounts: ["acme"], stage: "x" })]).toEqual([403, 403, 400, 400, 400, 400]);
  });
});

type Opened = Awaited<ReturnType<typeof open>>;

/** Something recorded tells in which workspace it was. */
async function journalWorkspace(ask: Opened["ask"], journal: Opened["journal"]): Promise<string> {
  await ask("POST", "/accounts/acme/notes", { body: { text: "n" } });
  return journal.written.at(-1)?.workspace ?? "";
}
