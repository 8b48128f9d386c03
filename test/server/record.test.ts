import { describe, expect, test } from "vitest";
import type { OpenWork } from "../../src/engine/ports.ts";
import type { Fact } from "../../src/events/fact.ts";
import { dayMs } from "../../src/lib/zone.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { judgedAccount, judgedNow, judgedPack, recordedBefore } from "../support/judged-world.ts";
import { recording } from "../support/recording.ts";

const embedded = embeddedStore();
const open = (facts: readonly Fact[] = [], openWork?: OpenWork) =>
  recording(embedded.store, { workspace: embedded.freshWorkspace(), now: judgedNow, pack: judgedPack, facts: [...judgedAccount("acme", 7), ...facts], ...(openWork && { openWork }) });

const acme = "/accounts/acme";
const later = (days: number): string => new Date(judgedNow + days * dayMs).toISOString();

describe("what people record", () => {
  test.each<[string, string, object, string, Record<string, unknown>]>([
    ["a pulse", "pulses", { band: "red", reason: " nobody answers " }, "pulse_set", { band: "red", reason: "nobody answers" }],
    ["a green pulse, which needs no reason", "pulses", { band: "green" }, "pulse_set", { band: "green" }],
    ["a measurement", "measurements", { measurement: "value reported", value: 7 }, "measurement_recorded", { measurement: "value reported", value: 7 }],
    ["a measurement by its metric", "measurements", { measurement: "value_reported", value: 0 }, "measurement_recorded", { measurement: "value reported", value: 0 }],
    ["an adjustment, for 30 days", "adjustments", { operation: "multiply", amount: 0.8, reason: "no review" }, "adjustment_set", { operation: "multiply", amount: 0.8, reason: "no review", expires: judgedNow + 30 * dayMs }],
    ["an adjustment until a day", "adjustments", { operation: "add", amount: -5, reason: "r", expires: later(7) }, "adjustment_set", { operation: "add", amount: -5, reason: "r", expires: judgedNow + 7 * dayMs }],
    ["an override", "overrides", { band: "red", score: 20, reason: "they told us" }, "override_set", { band: "red", score: 20, reason: "they told us", expires: judgedNow + 30 * dayMs }],
    ["a stage", "stages", { stage: "adoption", reason: "they said so" }, "stage_set", { stage: "adoption", reason: "they said so" }],
    ["a goal", "goals", { goal: "g1", measure: "reports", target: 10, date: later(90), confirmedBy: "Eve" }, "goal_set", { goal: "g1", measure: "reports", target: 10, date: judgedNow + 90 * dayMs, confirmed_by: "Eve" }],
    ["a call", "interactions", { channel: "call", direction: "outbound", note: "asked about the rollout", attended: 2 }, "interaction_logged", { channel: "call", direction: "outbound", note: "asked about the rollout", attended: 2 }],
    ["a review", "reviews", { sponsorPresent: true, invited: 5, attended: 4 }, "review_held", { sponsor_present: "true", invited: 5, attended: 4 }],
    ["a note", "notes", { text: "Prefers mornings." }, "note_written", { text: "Prefers mornings." }],
    ["an owner", "owner", { owner: "bob", note: "ask for Eve" }, "owner_changed", { owner: "bob", note: "ask for Eve" }],
  ])("%s", async (_name, path, body, event, properties) => {
    const { ask, journal, load } = await open();
    const { status, body: answer } = await ask("POST", `${acme}/${path}`, { body });
    expect([status, answer["at"]]).toEqual([201, new Date(judgedNow).toISOString()]);
    const written = journal.written[0];
    expect(written).toMatchObject({ source: "people", acceptsVocabulary: true, receivedAt: judgedNow });
    const author = event === "interaction_logged" || event === "review_held" ? "teammate" : "author";
    expect(journal.calls).toEqual([{ type: "track", messageId: answer["message"], event, groupId: "acme", timestamp: new Date(judgedNow).toISOString(), context: { active: false }, properties: { ...properties, [author]: "csm@acme.example" } }]);
    await load();
  });

  test("about an account that is forgotten nothing is taken, whether it is still there or not", async () => {
    const { ask, journal } = await recording(embedded.store, { workspace: embedded.freshWorkspace(), now: judgedNow, pack: judgedPack, facts: judgedAccount("acme", 7), forgotten: ["acme", "gone"] });
    for (const account of ["acme", "gone"]) {
      for (const [path, body] of [["pulses", { band: "green" }], ["notes", { text: "t" }], ["owner", { owner: "bob" }]] as const) {
        expect(await ask("POST", `/accounts/${account}/${path}`, { body }), `${account} ${path}`).toMatchObject({ status: 410, body: { code: "forgotten", message: expect.stringContaining("is forgotten") as string } });
      }
    }
    expect((await ask("POST", "/accounts/nobody/notes", { body: { text: "t" } })).status).toBe(404);
    expect(journal.calls).toEqual([]);
  });

  test("the author is whoever asks, whatever the body says", async () => {
    const { ask, journal } = await open();
    expect(await ask("POST", `${acme}/pulses`, { body: { band: "green", author: "the boss" } })).toMatchObject({ status: 400, body: { code: "invalid_request" } });
    await ask("POST", `${acme}/pulses`, { as: "key", body: { band: "green" } });
    expect(journal.calls.map(({ properties }) => properties)).toEqual([{ band: "green", author: "the record key" }]);
    expect(journal.written[0]?.source).toBe("the record key");
    expect((await ask("POST", `${acme}/pulses`, { as: "viewer", body: { band: "green" } })).body).toMatchObject({ code: "forbidden", detail: "This takes the role csm; yours is viewer." });
  });

  test.each<[string, string, object, RegExp]>([
    ["a yellow pulse without a reason", "pulses", { band: "yellow" }, /reason.*yellow and red need a reason/],
    ["a reason of blanks", "pulses", { band: "red", reason: "  " }, /say why/],
    ["an unknown measurement", "measurements", { measurement: "value reprted", value: 1 }, /unknown measurement `value reprted`; did you mean `value reported`\?/],
    ["a slip of the keyboard", "adjustments", { operation: "multiply", amount: 80, reason: "r" }, /amount.*0.8 takes 20 % off/],
    ["an override of nothing", "overrides", { reason: "r" }, /write a band, a score, or both/],
    ["an opinion for ever", "overrides", { band: "red", reason: "r", expires: later(500) }, /more than a year ahead/],
    ["an opinion that is over", "overrides", { band: "red", reason: "r", expires: later(-1) }, /has to come after/],
    ["something of tomorrow", "notes", { text: "t", at: later(1) }, /future/],
    ["a date without its offset", "notes", { text: "t", at: "2026-05-01T12:00:00" }, /time with its offset/],
    ["a stage without a reason", "stages", { stage: "adoption" }, /reason/],
    ["a note with NUL", "notes", { text: "a\0b" }, /NUL/],
    ["nothing", "reviews", {}, /sponsorPresent/],
  ])("%s is refused with its place", async (_name, path, body, message) => {
    const { ask, journal } = await open();
    const answer = await ask("POST", `${acme}/${path}`, { body });
    expect([answer.status, answer.body["code"]]).toEqual([400, "invalid_request"]);
    expect(answer.body["detail"]).toMatch(message);
    expect(journal.calls).toEqual([]);
  });

  test("about an account that isn't there, nothing", async () => {
    const { ask, journal } = await open();
    expect(await ask("POST", "/accounts/nobody/pulses", { body: { band: "green" } })).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect(journal.calls).toEqual([]);
  });

  test("the sender's key is the message id, and a full or busy journal says when to come again", async () => {
    const { ask, journal } = await open();
    expect((await ask("POST", `${acme}/notes`, { key: "mine-1", body: { text: "once" } })).body["message"]).toBe("mine-1");
    expect((await ask("POST", `${acme}/notes`, { key: "x".repeat(101), body: { text: "once" } })).status).toBe(400);
    journal.answer = "full";
    expect(await ask("POST", `${acme}/notes`, { body: { text: "t" } })).toMatchObject({ status: 429, body: { code: "full" } });
  });

  test("what happened earlier counts from then on", async () => {
    const { ask, journal } = await open();
    const { body } = await ask("POST", `${acme}/interactions`, { body: { channel: "meeting", at: "2026-05-30T09:00:00+02:00" } });
    expect([body["at"], journal.calls[0]?.["timestamp"]]).toEqual(["2026-05-30T07:00:00.000Z", "2026-05-30T07:00:00.000Z"]);
  });
});

describe("raising a score takes a manager", () => {
  const raise = { operation: "add", amount: 5, reason: "they will buy more" };
  test("a CSM may lower, and is told who may raise", async () => {
    const { ask, journal } = await open();
    const refused = await ask("POST", `${acme}/adjustments`, { body: raise });
    expect([refused.status, refused.body]).toMatchObject([403, { code: "needs_role", role: "manager", who: [{ name: "Mo Nager", email: "manager@acme.example" }, { name: "Ada Lind", email: "administrator@acme.example" }] }]);
    expect(refused.body["detail"]).toBe("This raises the score, which takes a manager; lowering it, with a reason, you may yourself. Ask Mo Nager or Ada Lind.");
    expect((await ask("POST", `${acme}/adjustments`, { as: "key", body: raise })).status).toBe(403);
    expect(journal.calls).toEqual([]);
    expect((await ask("POST", `${acme}/adjustments`, { body: { ...raise, amount: -5 } })).status).toBe(201);
    expect((await ask("POST", `${acme}/adjustments`, { as: "manager", body: raise })).status).toBe(201);
  });

  test("an override is compared with what is shown", async () => {
    // Seven views a week: 70 points of the product alone.
    const { ask, load } = await open();
    const override = (body: object, as: "csm" | "manager" = "csm") => ask("POST", `${acme}/overrides`, { as, body: { reason: "they told us", ...body } });
    expect((await override({ score: 71 })).status).toBe(403);
    expect((await override({ band: "red", score: 99 })).status).toBe(403);
    expect((await override({ band: "yellow" })).status).toBe(201);
    await load();
    // It is yellow now, so green is more.
    expect((await override({ band: "green" })).status).toBe(403);
    expect((await override({ band: "green" }, "manager")).status).toBe(201);
  });

  test("taking back what lowers raises, but for what one has just set oneself", async () => {
    const old = recordedBefore(1, "acme", "adjustment_set", { operation: "add", amount: -20, reason: "old", author: "csm@acme.example", expires: judgedNow + dayMs });
    const over = recordedBefore(40, "acme", "adjustment_set", { operation: "add", amount: -20, reason: "over", author: "csm@acme.example", expires: judgedNow - dayMs });
    const raised = recordedBefore(2, "acme", "adjustment_set", { operation: "floor", amount: 20, reason: "up", author: "manager@acme.example" });
    const { ask, load, journal } = await open([old, over, raised]);
    const back = (message: string, as: "csm" | "manager" = "csm") => ask("DELETE", `${acme}/recorded/${encodeURIComponent(message)}`, { as, body: { reason: "it was wrong" } });
    expect(await back(old.messageId)).toMatchObject({ status: 403, body: { detail: expect.stringContaining("Taking this back raises the score") as string } });
    expect((await back(over.messageId)).status).toBe(200);
    expect((await back(raised.messageId)).status).toBe(200);
    const mine = String((await ask("POST", `${acme}/overrides`, { body: { band: "red", reason: "a slip" } })).body["message"]);
    await load();
    expect((await back(mine)).status).toBe(200);
    expect(journal.calls.at(-1)).toMatchObject({ event: "withdrawn", properties: { withdraws: mine, reason: "it was wrong", author: "csm@acme.example" } });
    expect((await back(old.messageId, "manager")).status).toBe(200);
    await load();
    expect(await back(old.messageId, "manager")).toMatchObject({ status: 409, body: { code: "withdrawn_already" } });
    expect((await back("nothing")).status).toBe(404);
    expect((await back("acme owner")).body).toMatchObject({ code: "invalid_request" });
  });
});

describe("a hand-over", () => {
  test("moves open work along, once it is on disk", async () => {
    const asked: unknown[] = [];
    const { ask, journal } = await open([], { handOver: (request) => (asked.push({ ...request, written: journal.calls.length }), Promise.resolve(3)) });
    expect((await ask("POST", `${acme}/owner`, { body: { owner: "bob" } })).body).toMatchObject({ moved: 3 });
    expect(asked).toMatchObject([{ account: "acme", from: "csm", to: "bob", by: "csm@acme.example", at: judgedNow, written: 1 }]);
  });

  test("is done although the work couldn't move, and says so", async () => {
    const { ask, journal, errors } = await open([], { handOver: () => Promise.reject(new Error("Postgres is away")) });
    expect(await ask("POST", `${acme}/owner`, { body: { owner: "bob" } })).toMatchObject({ status: 201, body: { moved: null } });
    expect([journal.calls.length, errors.length]).toEqual([1, 1]);
  });
});
