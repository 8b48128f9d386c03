import { describe, expect, test } from "vitest";
import { dayMs } from "../../lib/zone.ts";
import { defaultOutcomeDefinition, definitionInWords, outcomeDefinitionSchema, type OutcomeDefinition } from "./definition.ts";
import { deriveOutcomes } from "./derive.ts";
import type { ContractStatement, Outcome, RecordedOutcome } from "./outcome.ts";
import { growthBetween, mrrAt, yearlyGrowth } from "./revenue.ts";

const start = Date.UTC(2024, 0, 1);
const day = (count: number): number => start + count * dayMs;
const asOf = day(1000);

type Written = Partial<ContractStatement> & { readonly contract: string; readonly from: number; readonly to?: number; readonly mrr?: number; readonly stated?: number };

/** A contract from one day to another, stated when it starts unless `stated` says otherwise. */
function contract({ contract: id, from, to, mrr = 100, stated, ...rest }: Written): ContractStatement {
  return { account: "acme", contract: id, time: day(stated ?? from), start: day(from), mrr, ...(to === undefined ? {} : { termEnd: day(to) }), ...rest };
}

const recordedAt = (at: number, outcome: RecordedOutcome["outcome"]): RecordedOutcome => ({ account: "acme", outcome, at: day(at), knownAt: day(at), reason: "price" });

function derive(statements: readonly ContractStatement[], options: { recorded?: readonly RecordedOutcome[]; definition?: Partial<OutcomeDefinition>; asOf?: number } = {}) {
  const definition = { ...defaultOutcomeDefinition, ...options.definition };
  return deriveOutcomes({ statements, recorded: options.recorded ?? [], definition, asOf: options.asOf ?? asOf, zone: "UTC" });
}

/** `day kind timing before>after`, for each outcome. */
const inShort = (outcomes: readonly Outcome[]): string[] =>
  outcomes.map(({ at, kind, renewal, mrrBefore, mrrAfter }) => `${(at - start) / dayMs} ${kind}${renewal ? ` ${renewal}` : ""} ${mrrBefore}>${mrrAfter}`);

describe("contracts tell", () => {
  test.each<[string, ContractStatement[], string[]]>([
    ["a yearly contract, renewed twice, then not", [contract({ contract: "1", from: 0, to: 365 }), contract({ contract: "2", from: 365, to: 730, mrr: 120 }), contract({ contract: "3", from: 730, to: 900, mrr: 120 })],
      ["365 expanded on_time 100>120", "730 renewed on_time 120>120", "900 churned 120>0"]],
    ["a successor within the grace period is a late renewal", [contract({ contract: "1", from: 0, to: 300 }), contract({ contract: "2", from: 320, to: 1400 })], ["300 renewed late 100>100"]],
    ["a longer gap is a churn, and a new customer after it", [contract({ contract: "1", from: 0, to: 300 }), contract({ contract: "2", from: 340, to: 1400 })], ["300 churned 100>0"]],
    ["signed two months ahead is early", [contract({ contract: "1", from: 0, to: 365 }), contract({ contract: "2", from: 365, to: 1400, stated: 300 })], ["365 renewed early 100>100"]],
    ["replaced before its end is early, and no churn of the old one", [contract({ contract: "1", from: 0, to: 365 }), contract({ contract: "2", from: 340, to: 1400, mrr: 150 })], ["365 expanded early 100>150"]],
    ["the same contract with a later end is a renewal", [contract({ contract: "1", from: 0, to: 365 }), contract({ contract: "1", from: 0, to: 1400, mrr: 90, stated: 360 })], ["365 contracted on_time 100>90"]],
    ["another price within the term is growth without renewal", [contract({ contract: "1", from: 0, to: 1400 }), contract({ contract: "1", from: 0, to: 1400, mrr: 130, stated: 200 })], ["200 expanded 100>130"]],
    ["less than one per cent is nothing", [contract({ contract: "1", from: 0, to: 1400 }), contract({ contract: "1", from: 0, to: 1400, mrr: 100.5, stated: 200 })], []],
    ["ended before its term", [contract({ contract: "1", from: 0, to: 1400 }), contract({ contract: "1", from: 0, to: 1400, stated: 500, ended: day(500) })], ["500 churned 100>0"]],
    ["one product of two", [contract({ contract: "1", from: 0, to: 400, product: "a" }), contract({ contract: "2", from: 0, to: 1400, mrr: 50, product: "b" })], ["400 contracted 150>50"]],
    ["two products that end together are one churn", [contract({ contract: "1", from: 0, to: 400, product: "a" }), contract({ contract: "2", from: 0, to: 400, mrr: 50, product: "b" })], ["400 churned 150>0"]],
    ["a trial is no contract", [contract({ contract: "t", from: 0, to: 14, mrr: 0 }), contract({ contract: "1", from: 60, to: 1400 })], []],
  ])("%s", (_name, statements, expected) => {
    expect(inShort(derive(statements).outcomes)).toEqual(expected);
  });

  test("one product of two may be called a churn", () => {
    const lost = [contract({ contract: "1", from: 0, to: 400, product: "a" }), contract({ contract: "2", from: 0, to: 1400, product: "b" })];
    expect(derive(lost, { definition: { product_loss: "churn" } }).outcomes).toMatchObject([{ kind: "churned", product: "a", mrrAfter: 100 }]);
  });

  test("who comes back within the merge gap has paused: neither renewed nor churned, and a customer all the while", () => {
    const { outcomes, spans } = derive([contract({ contract: "1", from: 0, to: 300 }), contract({ contract: "2", from: 350, to: 1400 })], { definition: { merge_gap: { days: 60 } } });
    expect(outcomes).toEqual([]);
    expect(spans).toEqual([{ account: "acme", from: start, to: Number.POSITIVE_INFINITY }]);
    const { outcomes: gone, knownTo } = derive([contract({ contract: "1", from: 0, to: 300 }), contract({ contract: "2", from: 370, to: 1400 })], { definition: { merge_gap: { days: 60 } } });
    expect(gone).toMatchObject([{ kind: "churned", at: day(300), knownAt: day(360) }]);
    expect(knownTo).toBe(asOf - 60 * dayMs);
  });

  test("only the recorded outcomes that are asked for count", () => {
    const running = [contract({ contract: "1", from: 0, to: 1400 })];
    const recorded = [recordedAt(200, "churned"), recordedAt(300, "expanded")];
    expect(derive(running, { recorded, definition: { recorded: ["expanded"] } })).toMatchObject({ outcomes: [{ kind: "expanded" }], conflicts: [] });
    expect(derive(running, { recorded, definition: { recorded: [] } }).outcomes).toEqual([]);
  });

  test.each([
    [{ grace: "30d", merge_gap: "7d" }, "merge_gap can't be shorter than grace"],
    [{ leads: [60, 30] }, "the days must ascend"],
    [{ grace: "a month" }, "write a duration such as 30d"],
  ])("a definition that makes no sense is refused: %o", (written, message) => {
    expect(outcomeDefinitionSchema.safeParse(written).error?.issues.map((issue) => issue.message).join("; ")).toContain(message);
  });

  test("monthly contracts are merged into one span", () => {
    const months = Array.from({ length: 12 }, (_, month) => contract({ contract: `${month}`, from: month * 30, to: month * 30 + 30 }));
    const { outcomes, spans } = derive(months);
    expect(spans).toEqual([{ account: "acme", from: start, to: day(360) }]);
    expect(outcomes.filter((outcome) => outcome.renewal === "on_time")).toHaveLength(11);
    expect(outcomes.at(-1)).toMatchObject({ kind: "churned", since: start });
  });

  test("an open-ended contract is renewed every 90 days, on days that don't depend on its start", () => {
    const days = (from: number): number[] => derive([contract({ contract: "1", from }), contract({ contract: "1", from, stated: 700, ended: day(700) })]).outcomes.filter(({ renewal }) => renewal === "implied").map(({ at }) => (at - start) / dayMs);
    expect(days(0)).toHaveLength(8);
    expect(days(0).every((at, i, all) => i === 0 || all[i - 1] === at - 90)).toBe(true);
    expect(days(60)).toEqual(days(0).filter((at) => at > 60));
  });

  test("what the grace period leaves open is pending, not lost", () => {
    const result = derive([contract({ contract: "1", from: 0, to: 300 })], { asOf: day(320) });
    expect(result.outcomes).toEqual([]);
    expect(result.pending).toEqual([{ account: "acme", at: day(300) }]);
  });

  test("a churn is known only after the grace period, an end in the future not at all", () => {
    expect(derive([contract({ contract: "1", from: 0, to: 300 })]).outcomes[0]?.knownAt).toBe(day(330));
    expect(derive([contract({ contract: "1", from: 0, to: 300 })], { asOf: day(200) }).outcomes).toEqual([]);
  });
});

describe("recorded outcomes", () => {
  const running = [contract({ contract: "1", from: 0, to: 1400 })];
  const ending = [contract({ contract: "1", from: 0, to: 400 })];

  test("the same said twice is one outcome, with the reason", () => {
    const { outcomes, conflicts } = derive(ending, { recorded: [recordedAt(410, "churned")] });
    expect(outcomes).toMatchObject([{ kind: "churned", at: day(400), basis: "both", reason: "price" }]);
    expect(conflicts).toEqual([]);
  });

  test("a churn recorded with the notice is dated at the end of the contract, and known earlier", () => {
    const { outcomes, conflicts } = derive(ending, { recorded: [recordedAt(300, "churned")] });
    expect(outcomes).toMatchObject([{ kind: "churned", at: day(400), knownAt: day(300), basis: "both" }]);
    expect(conflicts).toEqual([]);
  });

  test.each([["contracts", []], ["recorded", ["500 churned 100>0"]]] as const)("a churn while a contract runs: trusting %s", (trust, expected) => {
    const { outcomes, conflicts } = derive(running, { recorded: [recordedAt(500, "churned")], definition: { trust } });
    expect(inShort(outcomes)).toEqual(expected);
    expect(conflicts[0]?.text).toBe(`recorded as churned on 2025-05-15 while a contract runs on; the ${trust === "contracts" ? "contracts count" : "record counts"}`);
  });

  test("renewed on record, ended in fact", () => {
    const trusting = (trust: "contracts" | "recorded") => derive(ending, { recorded: [recordedAt(395, "renewed")], definition: { trust } });
    expect(trusting("contracts").conflicts.map(({ kind }) => kind)).toEqual(["renewed_but_ended"]);
    expect(trusting("contracts").outcomes.map(({ kind }) => kind)).toEqual(["churned"]);
    expect(trusting("recorded").outcomes.map(({ kind }) => kind)).toEqual(["renewed"]);
  });

  test("without contracts the records alone count", () => {
    const { outcomes, spans, conflicts } = derive([], { recorded: [recordedAt(100, "renewed"), recordedAt(465, "churned")] });
    expect(outcomes.map(({ kind, basis }) => `${kind} ${basis}`)).toEqual(["renewed recorded", "churned recorded"]);
    expect(spans).toEqual([{ account: "acme", from: Number.NEGATIVE_INFINITY, to: day(465) }]);
    expect(conflicts).toEqual([]);
  });

  test("a loss that nobody recorded is counted and said", () => {
    const other = { ...recordedAt(465, "churned"), account: "other" };
    expect(derive(ending, { recorded: [other] }).conflicts).toMatchObject([{ kind: "churn_not_recorded", account: "acme" }]);
  });
});

describe("conflicts and revenue", () => {
  test("a contract that ends before it starts is left out and listed", () => {
    const { outcomes, conflicts } = derive([contract({ contract: "1", from: 100, to: 50 })]);
    expect(outcomes).toEqual([]);
    expect(conflicts[0]?.text).toBe("contract 1 ends on 2024-02-20, which is not after its start on 2024-04-10; left out");
  });

  test("contracts beside each other are one finding for each account", () => {
    const three = ["1", "2", "3"].map((id, i) => contract({ contract: id, from: i * 10, to: 1400 + i }));
    expect(derive(three).conflicts.map(({ text }) => text)).toEqual(["contracts 1 and 2 of the same product both run from 2024-01-11 on, and 2 more such pairs; their revenue is added up"]);
  });

  test("revenue over time and growth by year", () => {
    const steps = derive([contract({ contract: "1", from: 0, to: 365 }), contract({ contract: "2", from: 365, to: 800, mrr: 150 })]).revenue.get("acme")!;
    expect([mrrAt(steps, day(-1)), mrrAt(steps, day(0)), mrrAt(steps, day(365)), mrrAt(steps, day(800))]).toEqual([0, 100, 150, 0]);
    expect(yearlyGrowth(steps, asOf).map(({ rate }) => rate)).toEqual([0.5, 0]);
    expect([growthBetween(steps, day(10), day(900)), growthBetween(steps, day(-5), day(5))]).toEqual([-1, Number.NaN]);
  });
});

test("the definition reads as sentences and refuses what it doesn't know", () => {
  expect(definitionInWords(defaultOutcomeDefinition)).toContain("Early is more than 14d before the end, late more than 7d after it.");
  expect(outcomeDefinitionSchema.safeParse({ grace_period: "30d" }).success).toBe(false);
});
