import { describe, expect, test } from "vitest";
import { type Claim, Memberships, attribute } from "./attribution.ts";

const membership = (account: string, time: number, over: { knownAt?: number; messageId?: string } = {}) => ({
  user: "ann", account, time, knownAt: over.knownAt ?? time, messageId: over.messageId ?? `${account}@${time}`,
});

/** Arrives out of order on purpose: what counts is when it held, not when it came. */
function ofAnn(): Memberships {
  const memberships = new Memberships();
  for (const one of [membership("second", 200), membership("first", 100), membership("third", 300)]) memberships.add(one);
  return memberships;
}

describe("an event belongs to", () => {
  test.each<[string, Claim, string, string]>([
    ["the account that it states", { account: "0", group: "g", user: "ann", time: 250 }, "0", "explicit"],
    ["the group of the call", { account: "", group: "g", user: "ann", time: 250 }, "g", "group"],
    ["the latest membership before it", { account: "", user: "ann", time: 250 }, "second", "membership"],
    ["the membership of that very instant", { account: "", user: "ann", time: 300 }, "third", "membership"],
    ["the earliest membership when all came later", { account: "", user: "ann", time: 50 }, "first", "first_membership"],
    ["nobody known", { account: "", user: "bob", time: 250 }, "", "none"],
    ["nobody when no user did it", { account: "", user: "", time: 250 }, "", "none"],
    ["the membership when the group is empty", { account: "", group: "", user: "ann", time: 150 }, "first", "membership"],
  ])("%s", (_name, claim, account, attribution) => {
    expect(attribute(claim, ofAnn())).toEqual({ account, attribution });
  });

  test("of two memberships at one time, the one known later, then the greater message id", () => {
    const memberships = new Memberships();
    memberships.add(membership("known later", 100, { knownAt: 120 }));
    memberships.add(membership("known earlier", 100, { knownAt: 110 }));
    expect(memberships.latest("ann", 100)?.account).toBe("known later");
    memberships.add(membership("greater id", 100, { knownAt: 120, messageId: "z" }));
    expect(memberships.latest("ann", 100)?.account).toBe("greater id");
  });
});
