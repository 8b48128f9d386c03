import { describe, expect, test } from "vitest";
import { JournalBroken } from "../../src/engine/event-journal.ts";
import { problems } from "../../src/server/problem.ts";
import { trackingPaths } from "../../src/server/tracking/paths.ts";
import { basic, send, testServer } from "../support/server.ts";

const call = { messageId: "m", type: "track", event: "x", userId: "u", groupId: "g", previousId: "p" };

describe("paths", () => {
  test.each(Object.entries(trackingPaths).flatMap(([path, type]) => [[path, type], [`${path}/`, type]]))("%s takes a %s", async (path, type) => {
    const { app, journal } = await testServer();
    const answer = await send(app, path, type === "batch" ? { batch: [call] } : call);
    expect([answer.statusCode, answer.json()]).toEqual([200, { success: true, accepted: 1, rejected: [] }]);
    expect(journal.calls).toEqual([{ ...call, type: type === "batch" ? "track" : type }]);
  });

  test("reports of the libraries on themselves are taken and thrown away", async () => {
    const { app, journal } = await testServer();
    expect((await send(app, "/v1/m", { series: [] }, { authorization: "" })).json()).toEqual({ success: true });
    expect(journal.written).toEqual([]);
  });

  test.each([
    ["POST", "/v1/unknown", 404, "not_found"],
    ["POST", "/v1/constructor", 404, "not_found"],
    ["GET", "/v1/track", 405, "method_not_allowed"],
    ["PUT", "/v1/track", 404, "not_found"],
    ["POST", "/v1/track/%E0%A4%A", 400, "bad_request"],
    ["POST", `/v1/${"x".repeat(5000)}`, 404, "not_found"],
  ] as const)("%s %s is %i, not a redirect", async (method, url, status, code) => {
    const { app } = await testServer();
    const answer = await app.inject({ method, url, payload: method === "GET" ? undefined : "{}" } as never);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(answer.headers["content-type"]).toMatch("application/problem+json");
  });
});

describe("write keys", () => {
  test.each<[string, string, Record<string, unknown>, string]>([
    ["as Basic user", basic("server-key"), {}, "server"],
    ["in the body", "", { writeKey: "web-key" }, "web"],
    ["in the body beside a token", "Bearer token", { writeKey: "web-key" }, "web"],
    ["as Bearer token", "Bearer server-key", {}, "server"],
    ["Basic before the body", basic("server-key"), { writeKey: "web-key" }, "server"],
    ["with a password that nobody looks at", basic("server-key", "x"), {}, "server"],
  ])("%s", async (_name, authorization, more, source) => {
    const { app, journal } = await testServer();
    expect((await send(app, "/v1/track", { ...call, ...more }, { authorization })).statusCode).toBe(200);
    expect(journal.written).toMatchObject([{ source, workspace: "acme" }]);
    expect(JSON.stringify(journal.written)).not.toContain("-key");
  });

  test.each([
    ["none", "", {}, "missing_write_key"],
    ["an empty one", basic(""), { writeKey: "" }, "missing_write_key"],
    ["one that is no text", "", { writeKey: ["server-key"] }, "missing_write_key"],
    ["an unknown one", basic("nobody"), {}, "unknown_write_key"],
    ["a very long one", basic("x".repeat(5000)), {}, "unknown_write_key"],
    ["a name of every object", basic("constructor"), {}, "unknown_write_key"],
    ["a revoked one", basic("old-key"), {}, "revoked_write_key"],
    ["an expired one", basic("late-key"), {}, "expired_write_key"],
  ])("%s is refused with a problem document", async (_name, authorization, more, code) => {
    const { app, journal } = await testServer();
    const answer = await send(app, "/v1/batch", { batch: [call], ...more }, { authorization });
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toMatchObject({ status: 401, code, message: expect.any(String), detail: expect.any(String), title: problems[code as keyof typeof problems].title });
    expect(answer.headers["content-type"]).toMatch("application/problem+json");
    expect(journal.written).toEqual([]);
  });

  test("a key that stands in web pages writes no contracts", async () => {
    const { app } = await testServer();
    const answer = await send(app, "/v1/batch", { batch: [{ ...call, event: "pulse_set", properties: { band: "red", author: "kim" } }] }, { authorization: basic("web-key") });
    expect(answer.json()).toMatchObject({ success: true, accepted: 0, rejected: [{ code: "vocabulary_not_allowed" }] });
  });
});

describe("browsers", () => {
  test.each(["/v1/t", "/v1/batch/", "/v1/m", "/v1/projects/web-key/settings"])("may ask %s in advance, for any header", async (url) => {
    const { app } = await testServer();
    const answer = await app.inject({ method: "OPTIONS", url, headers: { origin: "https://app.example", "access-control-request-method": "POST", "access-control-request-headers": "content-type,x-own" } });
    expect(answer.statusCode).toBe(204);
    expect(answer.headers).toMatchObject({ "access-control-allow-origin": "https://app.example", "access-control-allow-headers": "content-type,x-own", vary: "Origin" });
    expect(answer.headers["access-control-allow-credentials"]).toBeUndefined();
  });

  test("see answers and problems", async () => {
    const { app } = await testServer();
    const origin = "https://app.example";
    for (const authorization of [basic("web-key"), "", basic("nobody")]) expect((await send(app, "/v1/t", call, { origin, authorization })).headers["access-control-allow-origin"]).toBe(origin);
    expect((await send(app, "/v1/t", call)).headers).not.toHaveProperty("set-cookie");
  });

  test.each(["text/plain", "text/plain;charset=UTF-8", "application/x-www-form-urlencoded", "multipart/form-data", "nonsense", "application/json; charset=latin1", ""])("JSON as %j is JSON", async (type) => {
    const { app, journal } = await testServer();
    expect((await send(app, "/v1/t", call, { "content-type": type })).statusCode).toBe(200);
    expect(journal.calls).toHaveLength(1);
  });

  test("get the settings of the library, with this server as the only place to send to", async () => {
    const { app } = await testServer();
    const answer = await app.inject({ url: "/v1/projects/web-key/settings", headers: { host: "events.example:8080", origin: "https://app.example" } });
    expect(answer.json()).toMatchObject({ integrations: { "Segment.io": { apiKey: "web-key", apiHost: "events.example:8080/v1", protocol: "http" } } });
    expect(answer.headers["access-control-allow-origin"]).toBe("https://app.example");
    expect((await app.inject("/v1/projects/nobody/settings")).statusCode).toBe(401);
  });

  test("settings name the public origin where one is set, and never a host that isn't one", async () => {
    const { app } = await testServer({ publicOrigin: "https://events.example.com" });
    expect((await app.inject("/v1/projects/web-key/settings")).json().integrations["Segment.io"]).toMatchObject({ apiHost: "events.example.com/v1", protocol: "https" });
    const { app: plain } = await testServer();
    expect((await plain.inject({ url: "/v1/projects/web-key/settings", headers: { host: "a b<script>" } })).json().integrations["Segment.io"].apiHost).toBe("localhost/v1");
  });
});

describe("calls", () => {
  test("one that can't be taken is rejected alone, inside a 200", async () => {
    const { app, journal, intake } = await testServer();
    const answer = await send(app, "/v1/batch", { sentAt: "2026-03-01T12:00:00Z", context: { groupId: "acme" }, batch: [call, { ...call, event: undefined, messageId: "n" }, 7, { ...call, messageId: "o" }] });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ success: true, accepted: 2, rejected: [{ index: 1, messageId: "n", code: "missing_name", field: "event" }, { index: 2, code: "not_an_object" }] });
    expect(journal.written).toMatchObject([{ sentAt: "2026-03-01T12:00:00Z", context: { groupId: "acme" }, receivedAt: Date.UTC(2026, 2, 1, 12) }]);
    expect(intake.read()).toMatchObject({ received: 4, rejected: 2, waiting: 2, missing: 0 });
    expect(intake.rejectedBy).toEqual(new Map([["missing_name", 1], ["not_an_object", 1]]));
  });

  test("a single one that can't be taken is a problem that says why", async () => {
    const { app } = await testServer();
    const answer = await send(app, "/v1/track", { ...call, event: 5 });
    expect([answer.statusCode, answer.json()]).toMatchObject([400, { code: "call_rejected", message: expect.stringMatching(/^event is missing/), rejected: [{ code: "missing_name" }] }]);
  });

  test("without an id gets one; the same again only where it states its time", async () => {
    const { app, journal } = await testServer();
    const time = "2026-03-01T11:00:00Z";
    for (const timestamp of [time, time, undefined, undefined]) await send(app, "/v1/track", { event: "x", userId: "u", timestamp });
    const ids = journal.calls.map(({ messageId }) => String(messageId));
    expect(ids[0]).toMatch(/^content-/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids.slice(2)).toEqual(["received-1", "received-2"]);
  });

  test("an empty batch is fine, and writes nothing", async () => {
    const { app, journal } = await testServer();
    expect((await send(app, "/v1/batch", { batch: [] })).json()).toEqual({ success: true, accepted: 0, rejected: [] });
    expect(journal.written).toEqual([]);
  });

  test.each([
    ["busy", "1"],
    ["full", "30"],
  ] as const)("%s is 429 with whole seconds to wait, and counts nothing as received", async (answer, seconds) => {
    const { app, journal, intake } = await testServer();
    journal.answer = answer;
    const reply = await send(app, "/v1/batch", { batch: [call, 7] });
    expect([reply.statusCode, reply.headers["retry-after"], reply.json().code]).toEqual([429, seconds, answer]);
    expect(intake.read()).toMatchObject({ received: 0, missing: 0 });
  });

  test("a broken journal is 503, and our own mistakes are 500 without a word about them", async () => {
    const { app, journal, errors } = await testServer();
    journal.answer = new JournalBroken("disk of secrets");
    const broken = await send(app, "/v1/track", call);
    journal.answer = new Error("secret");
    const failed = await send(app, "/v1/track", call);
    expect([broken.statusCode, broken.json().code, failed.statusCode, failed.json().code]).toEqual([503, "unavailable", 500, "internal"]);
    expect(broken.body + failed.body).not.toMatch(/secret/);
    expect(errors).toHaveLength(2);
  });
});

describe("health", () => {
  test("healthz answers while the process does; readyz says what is missing", async () => {
    const { app } = await testServer({ notReady: () => ["the journal is full"] });
    expect((await app.inject("/healthz")).statusCode).toBe(200);
    const answer = await app.inject("/readyz");
    expect([answer.statusCode, answer.json()]).toEqual([503, { status: "not_ready", reasons: ["the journal is full"] }]);
    const { app: ready } = await testServer();
    expect((await ready.inject("/readyz")).statusCode).toBe(200);
  });
});
