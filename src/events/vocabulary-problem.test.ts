import { expect, test } from "vitest";
import type { ReservedName } from "./vocabulary.ts";
import { vocabularyProblem } from "./vocabulary-problem.ts";

const contract = { contract: "c", start: 0, mrr: 5 };

test.each<[ReservedName, Record<string, string | number>, string]>([
  ["contract_changed", { ...contract, seat: 3 }, "seat is no property of contract_changed, which has contract, start, term_end, ended, mrr, currency, seats, product"],
  ["contract_changed", { contract: "c", start: 0 }, "mrr is missing; contract_changed needs it"],
  ["contract_changed", { ...contract, mrr: "5" }, "mrr is no number"],
  ["contract_changed", { ...contract, mrr: -5 }, "mrr is less than 0"],
  ["contract_changed", { ...contract, start: 0.5 }, "start is no whole number"],
  ["contract_changed", { ...contract, contract: "" }, "contract is empty"],
  ["contract_changed", { ...contract, currency: "EURO" }, "currency has more than 3 characters"],
  ["contract_changed", { ...contract, currency: "E" }, "currency has fewer than 3 characters"],
  ["contract_changed", { ...contract, product: 7 }, "product is no text"],
  ["interaction_logged", { channel: "fax" }, "channel is none of email, call, meeting, kick_off, workshop, as interaction_logged has it"],
  ["interaction_logged", {}, "channel is missing; interaction_logged needs it, one of email, call, meeting, kick_off, workshop"],
  ["override_set", { score: 101, reason: "r", author: "a" }, "score is more than 100"],
])("%s with %j", (name, properties, said) => {
  const { property, message } = vocabularyProblem(name, properties) ?? { property: "", message: "nothing" };
  expect(`${property} ${message}`).toBe(said);
});

test("what is as the reference says has no problem", () => {
  expect(vocabularyProblem("contract_changed", contract)).toBeUndefined();
  expect(vocabularyProblem("ticket_opened", { ticket: "t", own: 1 })).toBeUndefined();
});
