import { describe, expect, test } from "vitest";
import { callsOfBody } from "./calls-of-body.ts";
import { withMessageId } from "./message-id.ts";

describe("the calls of a body", () => {
  test("a single call is of the type that its path says, and leaves the write key behind", () => {
    expect(callsOfBody("track", { writeKey: "secret", integrations: { All: false }, type: "page", event: "x", sentAt: "s" })).toEqual({ calls: [{ event: "x", sentAt: "s", type: "track" }] });
  });

  test("a batch brings its own context and sending time", () => {
    expect(callsOfBody("batch", { writeKey: "secret", sentAt: "s", context: { groupId: "g" }, batch: [{ type: "page", writeKey: "secret" }, 7] })).toEqual({ sentAt: "s", context: { groupId: "g" }, calls: [{ type: "page" }, 7] });
  });

  test.each([
    ["a list", "track", [], "not_an_object"],
    ["a text", "batch", "x", "not_an_object"],
    ["no batch", "batch", {}, "no_batch"],
    ["a batch that is an object", "batch", { batch: {} }, "no_batch"],
    ["too many", "batch", { batch: Array.from({ length: 2501 }, () => ({})) }, "too_many"],
  ] as const)("%s is no body", (_name, type, body, problem) => {
    expect(callsOfBody(type, body)).toEqual({ problem });
  });

  test("an empty batch is a body without calls, as libraries send when they are flushed", () => {
    expect(callsOfBody("batch", { batch: [] })).toEqual({ calls: [] });
  });
});

describe("a call without a message id", () => {
  let count = 0;
  const ids = { digest: (text: string) => `<${text}>`, unique: () => String((count += 1)) };

  test.each([
    ["keeps its own", { messageId: "m" }, "m"],
    ["with a time gets one of its content", { timestamp: "t" }, "content-<text>"],
    ["without a time gets one of the moment", { event: "x" }, "received-1"],
    ["with an empty one gets another of the moment", { messageId: "" }, "received-2"],
  ])("%s", (_name, call, expected) => {
    expect(withMessageId(call, "text", ids)["messageId"]).toBe(expected);
  });
});
