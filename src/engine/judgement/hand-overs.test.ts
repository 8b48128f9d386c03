import { expect, test } from "vitest";
import type { EventFact } from "../../events/fact.ts";
import { handOversSince } from "./hand-overs.ts";

const changed = (account: string, time: number, owner: string, more: Readonly<Record<string, string>> = {}): EventFact => ({
  type: "event", messageId: `${account} ${time}`, account, user: "", name: "owner_changed", properties: { owner, ...more }, time, knownAt: time, originalTime: time, receivedAt: time, source: "people", attribution: "explicit",
});

test("accounts that went from one to another lately, the latest first", () => {
  const changes = [
    changed("acme", 1, "ann"),
    changed("acme", 5, "bob", { author: "ann@acme.example", note: "ask for Eve" }),
    changed("acme", 6, "bob"),
    changed("globex", 8, "ann"),
    changed("initech", 1, "ann"),
    changed("initech", 2, "bob"),
    changed("initech", 9, "ann"),
  ];
  expect(handOversSince(changes, 4)).toEqual([
    { message: "initech 9", time: 9, account: "initech", from: "bob", to: "ann", by: null, note: null },
    { message: "acme 5", time: 5, account: "acme", from: "ann", to: "bob", by: "ann@acme.example", note: "ask for Eve" },
  ]);
});
