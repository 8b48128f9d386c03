import { describe, expect, test } from "vitest";
import { contentId, partId, partSeparator, statedId } from "./identity.ts";

const origin = { source: "billing", kind: "events" };
const asIs = (text: string): string => text;
const said = (...parts: string[]): string => parts.join(partSeparator);

describe("ids of records", () => {
  test("the same record gives the same id, another one another", () => {
    const id = contentId(origin, said("0", "2026-01-01", "login"), asIs);
    expect(contentId(origin, said("0", "2026-01-01", "login"), asIs)).toBe(id);
    expect(contentId(origin, said("0", "2026-01-01", "logout"), asIs)).not.toBe(id);
  });

  test.each([
    ["another source", { source: "crm", kind: "events" }],
    ["another kind", { source: "billing", kind: "tickets" }],
  ])("equal content of %s is another record", (_name, other) => {
    expect(contentId(other, "1", asIs)).not.toBe(contentId(origin, "1", asIs));
    expect(statedId(other, "1")).not.toBe(statedId(origin, "1"));
  });

  test("cells don't run into each other", () => {
    expect(contentId(origin, said("ab", "c"), asIs)).not.toBe(contentId(origin, said("a", "bc"), asIs));
  });

  test("each fact of a record has its own id", () => {
    const id = statedId({ source: "support", kind: "tickets" }, "T-1");
    expect([partId(id, "opened"), partId(id, "closed")]).toEqual(["support:tickets:T-1:opened", "support:tickets:T-1:closed"]);
  });
});
