import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { rejectionCodes } from "../../src/events/segment/call.ts";
import { reservedNames } from "../../src/events/vocabulary.ts";
import { docBlocks } from "../support/doc-blocks.ts";
import { send, testServer } from "../support/server.ts";

const page = "docs/guide/sending.md";
const text = readFileSync(page, "utf8");
const blocks = docBlocks(page);

describe("the guide to sending events", () => {
  test("shows one of each event that scores know by name, and all are taken", async () => {
    const { app, journal } = await testServer();
    const [{ text: body = "" } = {}] = blocks.filter(({ language }) => language === "json");
    const answer = await send(app, "/v1/batch", body);
    expect(answer.json()).toEqual({ success: true, accepted: reservedNames.length, rejected: [] });
    expect(journal.calls.map(({ event }) => event).sort()).toEqual([...reservedNames].sort());
  });

  test("shows a request without a library that is taken", async () => {
    const { app, journal } = await testServer();
    const curl = blocks.find((block) => block.text.startsWith("curl"))?.text ?? "";
    const [, path = "", body = ""] = /127\.0\.0\.1:8080(\S+) -d '([^']+)'/.exec(curl) ?? [];
    expect((await send(app, path, body)).json()).toEqual({ success: true, accepted: 1, rejected: [] });
    expect(journal.calls).toMatchObject([{ type: "track", event: "Report Viewed", context: { groupId: "acme" } }]);
  });

  test("tells every reason for which a call is rejected", () => {
    expect([...rejectionCodes, "redacted"].filter((code) => !text.includes(`| \`${code}\``) && !text.includes(`, \`${code}\` |`))).toEqual([]);
  });
});
