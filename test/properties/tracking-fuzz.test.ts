import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { attributed, readCalls } from "../../src/engine/load-batch.ts";
import { encodeReceived } from "../../src/engine/received.ts";
import { Memberships } from "../../src/events/attribution.ts";
import { reservedNames } from "../../src/events/vocabulary.ts";
import { trackingPaths } from "../../src/server/tracking/paths.ts";
import { eventColumns } from "../../src/storage/clickhouse/fact-columns.ts";
import { encodeNative } from "../../src/storage/clickhouse/native-writer.ts";
import { basic, testServer } from "../support/server.ts";

const runs = Number(process.env["FUZZ_RUNS"] ?? 20_000);

/** Anything that JSON can say, with the values that break things far more often than chance would have them. */
const nasty = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>("", "0", 0, -1, 1.5, 2 ** 53 + 2, true, null, [], {}, "\0", "\ud800", "\u2028", "__proto__", "constructor", "x".repeat(600), "x".repeat(40_000), { __proto__: 1 }),
  fc.constantFrom("2026-03-01T11:00:00Z", "2026-03-01", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", 1_700_000_000, 1_772_366_400_000, "soon"),
  fc.string({ unit: "binary", maxLength: 20 }),
);
const text = fc.string({ minLength: 1, maxLength: 12 });
const mostly = (good: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.oneof({ weight: 6, arbitrary: good }, { weight: 1, arbitrary: nasty }, { weight: 1, arbitrary: fc.constant(undefined) });
const properties = fc.dictionary(fc.oneof(text, fc.constantFrom("__proto__", "start", "mrr", "createdAt", "created_at", "contract", "")), nasty, { maxKeys: 5 });
const time = mostly(fc.date({ min: new Date("2020-01-01"), max: new Date("2027-01-01"), noInvalidDate: true }).map((date) => date.toISOString()));

const call = fc.record({
  type: mostly(fc.constantFrom("identify", "group", "track", "page", "screen", "alias")),
  messageId: mostly(fc.string({ minLength: 1, maxLength: 8, unit: "grapheme" })),
  userId: mostly(text),
  anonymousId: mostly(text),
  groupId: mostly(text),
  previousId: mostly(text),
  event: mostly(fc.oneof(text, fc.constantFrom(...reservedNames))),
  name: mostly(text),
  properties: mostly(properties),
  traits: mostly(properties),
  context: mostly(fc.record({ groupId: mostly(text), active: mostly(fc.boolean()) })),
  timestamp: time,
  originalTimestamp: time,
  sentAt: time,
  receivedAt: fc.option(time, { nil: undefined }),
});
const batch = fc.record({ batch: fc.oneof({ weight: 12, arbitrary: fc.array(fc.oneof({ weight: 8, arbitrary: call }, { weight: 1, arbitrary: nasty }), { maxLength: 5 }) }, { weight: 1, arbitrary: nasty }), sentAt: time, context: mostly(fc.record({ groupId: mostly(text) })), writeKey: fc.constantFrom(undefined, "server-key", "nobody", 5) });

/** A path with a body, mostly of the kind that belongs there. */
const anyPath = fc.tuple(fc.constantFrom(...Object.keys(trackingPaths), "/v1/m"), fc.constantFrom("", "/")).map((parts) => parts.join(""));
const target = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constantFrom("/v1/batch", "/v1/b/", "/v1/import"), batch) },
  { weight: 3, arbitrary: fc.tuple(anyPath, call) },
  { weight: 1, arbitrary: fc.tuple(anyPath, fc.oneof(batch, nasty)) },
);

/** What may happen to bytes on their way. */
const damage = fc.oneof(
  { weight: 10, arbitrary: fc.constant((bytes: Buffer) => bytes) },
  { weight: 2, arbitrary: fc.constant((bytes: Buffer) => gzipSync(bytes)) },
  { weight: 1, arbitrary: fc.nat().map((at) => (bytes: Buffer) => bytes.subarray(0, at % (bytes.length + 1))) },
  { weight: 1, arbitrary: fc.tuple(fc.nat(), fc.nat(255)).map(([at, value]) => (bytes: Buffer) => Buffer.concat([bytes.subarray(0, at % bytes.length), Buffer.from([value]), bytes.subarray((at % bytes.length) + 1)])) },
  { weight: 1, arbitrary: fc.nat().map((at) => (bytes: Buffer) => gzipSync(bytes).subarray(0, at % 60)) },
);
const headers = fc.record({
  authorization: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(basic("server-key"), basic("web-key"), "Bearer server-key") }, { weight: 1, arbitrary: fc.constantFrom(basic("old-key"), "Basic", "Basic !!!", "nonsense", "") }),
  "content-type": fc.constantFrom("application/json", "text/plain", "", "x/y; z"),
  "content-encoding": fc.constantFrom("", "gzip", "identity", "GZIP"),
});
const possible = new Set([200, 400, 401, 413, 415]);

test(`${runs} requests of any kind: an answer of the contract within a second, and what was acknowledged can be stored`, { timeout: 60_000 + runs * 20 }, async () => {
  const { app, journal, errors, intake } = await testServer();
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(target, damage, headers, async ([url, json], change, header) => {
      const before = journal.written.length;
      const started = performance.now();
      const answer = await app.inject({ method: "POST", url, payload: change(Buffer.from(JSON.stringify(json))), headers: header });
      expect(performance.now() - started).toBeLessThan(1000);
      expect(possible.has(answer.statusCode), `${answer.statusCode} ${answer.body}`).toBe(true);
      const said = answer.json<{ readonly success?: boolean; readonly accepted?: number; readonly code?: string; readonly message?: string }>();
      if (answer.statusCode === 200) expect(said.success).toBe(true);
      else expect([typeof said.code, typeof said.message]).toEqual(["string", "string"]);
      expect(errors).toEqual([]);
      const written = journal.written.slice(before);
      expect(written.flatMap(({ calls }) => calls)).toHaveLength(answer.statusCode === 200 ? (said.accepted ?? 0) : 0);
      for (const received of written) expectLoadable(encodeReceived(received), received.calls.length);
      seen.set(answer.statusCode, (seen.get(answer.statusCode) ?? 0) + 1);
    }),
    { numRuns: runs },
  );
  expect(intake.read().missing).toBe(0);
  expect(seen.get(200) ?? 0, "enough requests get through to mean something").toBeGreaterThan(runs / 5);
  expect(journal.calls.length).toBeGreaterThan(runs / 5);
});

/** The loader reads each call again, and refuses at most its time; its facts cross into the store as bytes. */
function expectLoadable(payload: Uint8Array, records: number): void {
  for (const [workspace, calls] of readCalls({ id: "b", from: 0, until: 1, payloads: [payload], records })) {
    expect(calls).toHaveLength(records);
    for (const one of calls) {
      if (one.kind === "dead") {
        expect([one.code, one.field]).toEqual(["unusable", "time"]);
        continue;
      }
      if (one.kind === "redacted") throw new Error("nobody is forgotten");
      const events = attributed(one.facts, one.claim, new Memberships()).filter((fact) => fact.type === "event");
      expect(encodeNative(eventColumns(events, { workspace, batchId: "b", storedAt: 0 }), events.length).length).toBeGreaterThan(0);
    }
  }
}
