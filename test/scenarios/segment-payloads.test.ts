import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { factsOfCall } from "../../src/events/segment/facts-of-call.ts";

/** Real payloads of Segment's public specification and its Go library, where they lie beside the repository. */
const file = join(process.env["BELLWETHER_DATA"] ?? "../shared/data", "segment_payloads", "payloads.ndjson");

describe.skipIf(!existsSync(file))(`the payloads of Segment's documentation (skipped where ${file} is absent)`, () => {
  const payloads = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").map((line) => (JSON.parse(line) as { payload: Record<string, unknown> }).payload) : [];
  const delivery = { receivedAt: Date.UTC(2026, 0, 1), source: "docs", acceptsVocabulary: true };

  test("are all taken", () => {
    expect(payloads.length).toBeGreaterThanOrEqual(49);
    const rejected = payloads.flatMap((payload, index) => {
      const result = factsOfCall({ messageId: `m${index}`, type: "track", ...payload }, delivery);
      return "rejected" in result ? [`${JSON.stringify(payload)}: ${result.rejected.field} ${result.rejected.message}`] : [];
    });
    expect(rejected).toEqual([]);
  });

  test("what Segment has received and corrected keeps its time", () => {
    const relayed = payloads.find((payload) => payload["type"] === "track" && payload["receivedAt"] !== undefined);
    const result = factsOfCall(relayed, delivery);
    expect("taken" in result && result.taken.facts[0]?.time).toBe(Date.parse(String(relayed?.["timestamp"])));
  });
});
