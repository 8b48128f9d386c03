import { expect, test } from "vitest";
import type { AccountLog } from "../accounts/account-log.ts";
import { dayMs } from "../lib/zone.ts";
import { parsePack } from "../pack/parse.ts";
import { compileScorer } from "./scorer.ts";
import { StandingCache } from "./standing-cache.ts";

const day = (count: number): number => Date.UTC(2026, 0, 1) + count * dayMs;
const source = `
pack: { id: small, name: Small, timezone: UTC, currency: EUR }
metrics: { logins: { name: Logins, owner: product, kind: count, window: 30d } }
model: { categories: { use: { name: Use, weight: 1, metrics: { logins: { weight: 1, scale: { worst: 0, best: 10 } } } } } }
`;
const { pack, problems } = parsePack([{ path: "pack.yaml", text: source }]);
if (!pack) throw new Error(JSON.stringify(problems));
const scorer = compileScorer(pack);

const common = { type: "account_trait", account: "acme", source: "crm", trait: "plan" } as const;
/** The plan changed on day 10; that it had been changed before, on day 5, was learned on day 20. */
const log: AccountLog = {
  account: "acme",
  born: day(0),
  events: [],
  traits: [
    { ...common, messageId: "a", time: day(0), knownAt: day(0), value: "free" },
    { ...common, messageId: "b", time: day(5), knownAt: day(20), value: "trial" },
    { ...common, messageId: "c", time: day(10), knownAt: day(12), value: "pro" },
  ],
};
const plans = (facts: "as known now" | "as known then"): unknown[] => {
  const standings = new StandingCache(scorer, log, facts);
  return [1, 6, 11, 12, 21].map((count) => standings.at(day(count)).circumstances.traits.get("plan"));
};

test("a standing is read from what is known now", () => {
  expect(plans("as known now")).toEqual(["free", "trial", "pro", "pro", "pro"]);
});

test("or from what was known then: what is learned late never replaces what happened after it", () => {
  expect(plans("as known then")).toEqual(["free", "free", "free", "pro", "pro"]);
});
