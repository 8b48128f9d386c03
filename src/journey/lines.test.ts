import { describe, expect, test } from "vitest";
import { journeyOf, setsStage } from "../../test/support/journey.ts";
import type { Contract } from "../accounts/contract.ts";
import type { Standing } from "../accounts/standing.ts";
import { noCircumstances } from "../conditions/circumstances.ts";
import { lineStanding, scoringLine } from "./lines.ts";

const written = { lines: { crm: { products: ["crm"], based_on: "default" }, mail: { stages: [{ id: "trial" }, { id: "sending" }] }, calls: { products: ["calls"], stages: [{ id: "ringing" }] } } };
const journey = journeyOf(written);
const [crm, mail, calls] = journey.lines as [typeof journey.lines[0], typeof journey.lines[0], typeof journey.lines[0]];

const contract = (product: string, more: Partial<Contract> = {}): Contract => ({ id: product, start: 0, mrr: 100, seats: 1, product, ...more });

function standing(known: readonly Contract[], more: Partial<Standing> = {}): Standing {
  const active = known.filter(({ ended = Infinity }) => ended > 50);
  return { circumstances: noCircumstances, isCustomer: true, owner: null, mrr: null, renewal: null, adjustments: [], overrides: [], known, active, stagesSet: [], goals: [], terms: { mrr: null, seats: null, start: null, renewal: null, termMonths: null }, ...more };
}

const linesOf = (one: Standing): string[] => journey.lines.filter((line) => lineStanding(line, journey, one, 50)).map(({ id }) => id);

describe("an account is in the lines of its contracts", () => {
  test.each([
    ["by product", [contract("crm")], ["crm"]],
    ["in several", [contract("crm"), contract("calls")], ["crm", "calls"]],
    ["a product of no line is that of the line that takes all others", [contract("fax")], ["mail"]],
    ["without a contract that is known, in that line too", [], ["mail"]],
  ])("%s", (_name, known, lines) => {
    expect(linesOf(standing(known))).toEqual(lines);
  });

  test("it may be lost in one and a customer of another", () => {
    const half = standing([contract("crm", { ended: 40 }), contract("calls")]);
    expect([crm, calls].map((line) => lineStanding(line, journey, half, 50)?.isCustomer)).toEqual([false, true]);
  });

  test("a stage that a person set counts where it is one, unless its line is named", () => {
    const set = [setsStage("1", "handover", 1), setsStage("2", "trial", 2), { ...setsStage("3", "trial", 3), properties: { stage: "trial", line: "crm" } }];
    const all = standing([contract("crm"), contract("fax")], { stagesSet: set });
    expect([crm, mail].map((line) => lineStanding(line, journey, all, 50)?.stagesSet.map(({ messageId }) => messageId))).toEqual([["1"], ["2"]]);
  });
});

describe("the line whose stage the score uses", () => {
  const worth = (contracts: readonly Contract[]): number => contracts.reduce((sum, { mrr }) => sum + mrr, 0);
  const both = standing([contract("crm", { mrr: 100 }), contract("calls", { mrr: 300 })]);

  test.each([
    ["that of the largest contract", journey, both, [0, 2], 2],
    ["the first, when nothing runs", journey, standing([contract("crm", { ended: 10 }), contract("calls", { ended: 20 })]), [0, 2], 0],
    ["the one that the pack names", journeyOf({ ...written, scores_use: "crm" }), both, [0, 2], 0],
    ["none, where the account isn't in the one that the pack names", journeyOf({ ...written, scores_use: "mail" }), both, [0, 2], undefined],
  ])("%s", (_name, one, account, places, expected) => {
    expect(scoringLine(one, places, account, { worth, asOf: 50 })).toBe(expected);
  });
});
