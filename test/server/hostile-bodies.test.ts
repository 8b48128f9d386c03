import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import { deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { basic, send, testServer } from "../support/server.ts";

const call = { messageId: "m", type: "track", event: "x", userId: "u" };
const nested = (levels: number, [open, close]: readonly [string, string], inner: string): string => open.repeat(levels) + inner + close.repeat(levels);
const withProperties = (json: string): string => `{"batch":[{"messageId":"m","type":"track","event":"x","userId":"u","properties":${json}},{"messageId":"n","type":"track","event":"x","userId":"u"}]}`;

/** Each answers 200; of two calls so many are taken, and the property `a` of the first is then this. */
describe("strange JSON inside a batch", () => {
  test.each<[string, string, number, unknown]>([
    ["objects 10,000 levels deep", nested(10_000, ['{"a":', "}"], "1"), 1, undefined],
    ["arrays 10,000 levels deep", `{"a":${nested(10_000, ["[", "]"], "1")}}`, 1, undefined],
    ["duplicate keys: the last counts, as everywhere in JavaScript", '{"a":1,"a":2}', 2, 2],
    ["__proto__ and constructor", '{"__proto__":{"a":"polluted"},"constructor":{"prototype":{"a":"polluted"}},"a":1}', 2, 1],
    ["half of a character pair", '{"a":"\\ud800"}', 1, undefined],
    ["NUL in a text", '{"a":"x\\u0000y"}', 1, undefined],
    ["1e400", '{"a":1e400,"b":1}', 2, null],
    ["2^53+1", '{"a":9007199254740993}', 2, 9007199254740992],
    ["-0", '{"a":-0}', 2, 0],
    ["an event of 300 KB", `{"a":"${"x".repeat(300_000)}"}`, 1, undefined],
    ["an event just too large in UTF-8, not in characters", `{"a":"${"€".repeat(11_000)}"}`, 1, undefined],
    ["10,000 properties", `{${Array.from({ length: 10_000 }, (_, index) => `"p${index}":1`).join(",")}}`, 1, undefined],
  ])("%s", async (_name, properties, accepted, value) => {
    const { app, journal, errors } = await testServer();
    const answer = await send(app, "/v1/batch", withProperties(properties));
    expect([answer.statusCode, answer.json().accepted]).toEqual([200, accepted]);
    if (accepted === 2) expect(journal.calls[0]?.["properties"]).toHaveProperty("a", value);
    expect(({} as Record<string, unknown>)["a"]).toBeUndefined();
    expect(errors).toEqual([]);
  });

  test("a user id beyond 2^53 would become another one, and is rejected", async () => {
    const { app } = await testServer();
    const answer = await send(app, "/v1/batch", '{"batch":[{"messageId":"m","type":"track","event":"x","userId":9007199254740993}]}');
    expect(answer.json()).toMatchObject({ accepted: 0, rejected: [{ code: "invalid_id", field: "userId" }] });
  });

  test("events 10 years ago and ahead are taken here; the loader judges the future", async () => {
    const { app } = await testServer();
    const answer = await send(app, "/v1/batch", { batch: [{ ...call, timestamp: "2016-03-01T12:00:00Z" }, { ...call, timestamp: "2036-03-01T12:00:00Z" }] });
    expect(answer.json()).toMatchObject({ accepted: 2 });
  });
});

describe("bodies that are refused as a whole", () => {
  const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, 0x20));
  const zipped = gzipSync(JSON.stringify(call));
  test.each<[string, string | Buffer, Record<string, string>, number, string]>([
    ["nothing", "", {}, 400, "invalid_json"],
    ["no JSON", "{", {}, 400, "invalid_json"],
    ["invalid UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), {}, 400, "invalid_encoding"],
    ["UTF-16", Buffer.from(JSON.stringify(call), "utf16le"), {}, 400, "invalid_json"],
    ["a text", '"hello"', { authorization: basic("server-key") }, 400, "not_an_object"],
    ["null", "null", {}, 400, "not_an_object"],
    ["a list", "[]", {}, 400, "not_an_object"],
    ["a million brackets", "[".repeat(1_000_000), {}, 400, "invalid_json"],
    ["a gzip bomb", bomb, { "content-encoding": "gzip" }, 413, "body_too_large"],
    ["a gzip bomb that doesn't say so", bomb, {}, 413, "body_too_large"],
    ["truncated gzip", zipped.subarray(0, zipped.length - 10), { "content-encoding": "gzip" }, 400, "invalid_encoding"],
    ["damaged gzip", Buffer.concat([zipped.subarray(0, 20), Buffer.from([1, 2, 3]), zipped.subarray(23)]), { "content-encoding": "gzip" }, 400, "invalid_encoding"],
    ["a coding that nobody sends", "x", { "content-encoding": "br" }, 415, "unknown_encoding"],
    ["more than 8 MB", Buffer.alloc(8 * 1024 * 1024 + 1, 0x20), {}, 413, "body_too_large"],
  ])("%s", async (_name, body, headers, status, code) => {
    const { app, journal, errors } = await testServer();
    const answer = await send(app, "/v1/track", body, headers);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(answer.json().message).toEqual(expect.any(String));
    expect([journal.written, errors]).toEqual([[], []]);
  });

  test("a batch of 2,501 calls, or without its list", async () => {
    const { app } = await testServer();
    expect((await send(app, "/v1/batch", { batch: Array.from({ length: 2501 }, () => 0) })).json().code).toBe("too_many_calls");
    expect((await send(app, "/v1/batch", call)).json().code).toBe("no_batch");
  });
});

describe("bodies that are fine", () => {
  test.each<[string, Buffer, Record<string, string>]>([
    ["gzip", gzipSync(JSON.stringify(call)), { "content-encoding": "gzip" }],
    ["gzip whose header was lost on the way", gzipSync(JSON.stringify(call)), {}],
    ["deflate", deflateSync(JSON.stringify(call)), { "content-encoding": "deflate" }],
    ["plain, though the header says gzip", Buffer.from(JSON.stringify(call)), { "content-encoding": "gzip" }],
    ["with a byte order mark", Buffer.from(`\ufeff${JSON.stringify(call)}`), {}],
    ["4 MB of a batch, as the Node library may send", Buffer.from(JSON.stringify({ ...call, batch: "" }).padEnd(4 * 1024 * 1024)), {}],
  ])("%s", async (_name, body, headers) => {
    const { app, journal } = await testServer();
    expect((await send(app, "/v1/track", body, headers)).statusCode).toBe(200);
    expect(journal.calls).toHaveLength(1);
  });

  test("a batch of 2,500 calls of 1 KB", async () => {
    const { app, journal } = await testServer();
    const batch = Array.from({ length: 2500 }, (_, index) => ({ ...call, messageId: `m${index}`, properties: { text: "x".repeat(1000) } }));
    expect((await send(app, "/v1/batch", { batch })).json()).toMatchObject({ accepted: 2500 });
    expect(journal.calls).toHaveLength(2500);
  });
});

describe("connections", () => {
  const listening = async (over = {}) => {
    const server = await testServer({ limits: { requestMs: 400 }, ...over });
    await server.app.listen({ port: 0, host: "127.0.0.1" });
    return { ...server, port: (server.app.server.address() as AddressInfo).port };
  };
  const head = (length: number): string => `POST /v1/track HTTP/1.1\r\nHost: x\r\nAuthorization: ${basic("server-key")}\r\nContent-Length: ${length}\r\n\r\n`;
  const talk = (port: number, ...parts: string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1");
      let heard = "";
      socket.on("data", (chunk) => (heard += chunk.toString("latin1"))).on("close", () => resolve(heard)).on("error", reject);
      for (const part of parts) socket.write(part);
    });

  test("a body that doesn't come is given up after its time, and others are served meanwhile", async () => {
    const { app, port, journal } = await listening();
    const started = performance.now();
    const slow = talk(port, head(1000), '{"event":');
    expect((await send(app, "/v1/track", call)).statusCode).toBe(200);
    expect(await slow).toMatch(/^HTTP\/1\.1 408/);
    expect(performance.now() - started).toBeLessThan(3000);
    expect(journal.calls).toHaveLength(1);
  });

  test("a stated length beyond the limit is refused before the body comes", async () => {
    const { port } = await listening();
    expect(await talk(port, head(100_000_000))).toMatch(/^HTTP\/1\.1 413/);
  });

  test("a sender that hangs up in the middle harms nobody", async () => {
    const { app, port, errors, journal } = await listening();
    for (let index = 0; index < 20; index += 1) {
      const socket = connect(port, "127.0.0.1");
      socket.write(head(1000) + "{");
      socket.on("error", () => {});
      setTimeout(() => socket.destroy(), 5);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await send(app, "/v1/track", call)).statusCode).toBe(200);
    expect([errors, journal.calls.length]).toEqual([[], 1]);
  });

  test("what is no HTTP is answered and closed", async () => {
    const { port } = await listening();
    expect(await talk(port, "hello\r\n\r\n")).toMatch(/^HTTP\/1\.1 400/);
  });

  test("more at once than memory should hold is 429, and passes", async () => {
    const { app, port } = await listening({ tracking: { inFlightBytes: 1500 } });
    const slow = talk(port, head(1000), "{");
    await new Promise((resolve) => setTimeout(resolve, 50));
    const refused = await fetch(`http://127.0.0.1:${port}/v1/track`, { method: "POST", body: JSON.stringify({ ...call, properties: { a: "x".repeat(600) } }), headers: { authorization: basic("server-key") } });
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
    await slow;
    for (let index = 0; index < 5; index += 1) expect((await send(app, "/v1/track", { ...call, properties: { a: "x".repeat(600) } })).statusCode).toBe(200);
  });
});
