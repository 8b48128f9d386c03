import { describe, expect, test } from "vitest";
import { matchRecords, plainName } from "./matching.ts";
import { domainOf, type SourceRecord } from "./source-record.ts";

const record = (source: string, id: string, over: { name?: string; domains?: string[]; traits?: Record<string, string>; mrr?: number } = {}): SourceRecord => ({
  source,
  record: id,
  ...(over.name !== undefined && { name: over.name }),
  domains: new Set(over.domains ?? []),
  traits: new Map(Object.entries(over.traits ?? {})),
  mrr: over.mrr ?? 0,
  used: source === "product",
});

const product = [
  record("product", "acme", { name: "Acme GmbH", domains: ["acme.com", "gmail.com"], traits: { crm_id: "001" } }),
  record("product", "0", { name: "Zero", domains: ["zero.io"] }),
  record("product", "twin-1", { name: "Twin Inc.", domains: ["twin.com"] }),
  record("product", "twin-2", { name: "Twin, Ltd", domains: ["twin.com"] }),
];
const match = (...others: SourceRecord[]) => matchRecords({ records: [...product, ...others], into: "product", decided: [] });

describe("a record is proposed for the account", () => {
  test.each([
    ["that has its id", record("billing", "acme"), "acme", "key", "acme"],
    ["that its account id names", record("billing", "cus_0", { traits: { account_id: "0" } }), "0", "key", "0"],
    ["whose trait names its id", record("crm", "001"), "acme", "key", "001"],
    ["that one of its own keys names", record("billing", "cus_1", { traits: { account_id: "acme" } }), "acme", "key", "acme"],
    ["that has its domain", record("support", "77", { domains: ["gmail.com", "zero.io"] }), "0", "domain", "zero.io"],
    ["that has its name, whatever the legal form", record("crm", "002", { name: "ACME, Inc." }), "acme", "name", "acme"],
  ])("%s", (_name, other, account, by, evidence) => {
    const { proposals, questions, unmatched } = match(other);
    expect(proposals.map((proposal) => [proposal.account, proposal.by, proposal.evidence])).toEqual([[account, by, evidence]]);
    expect([questions, unmatched]).toEqual([[], []]);
  });

  test("the strongest ground decides", () => {
    const { proposals } = match(record("crm", "001", { name: "Zero", domains: ["zero.io"] }));
    expect(proposals.map(({ account, by }) => [account, by])).toEqual([["acme", "key"]]);
  });
});

describe("nothing is guessed", () => {
  test("several accounts are a question", () => {
    const { proposals, questions } = match(record("crm", "003", { domains: ["twin.com"] }));
    expect(proposals).toEqual([]);
    expect(questions).toMatchObject([{ accounts: ["twin-1", "twin-2"], by: "domain", evidence: "twin.com" }]);
  });

  test.each([
    ["a mailbox at a free provider", record("crm", "004", { domains: ["gmail.com"] })],
    ["a trait that is no key", record("crm", "005", { traits: { city: "acme" } })],
    ["part of a name", record("crm", "006", { name: "Acme Research" })],
    ["a small number that both count from", record("billing", "0")],
    ["a key of something else", record("billing", "cus_2", { traits: { plan_id: "001" } })],
    ["an empty key", record("crm", "007", { traits: { account_id: "" } })],
  ])("%s speaks for nothing", (_name, other) => {
    expect(match(other).unmatched).toEqual([other]);
  });

  test("the unmatched are listed by revenue", () => {
    const { unmatched } = match(record("crm", "small", { mrr: 1 }), record("crm", "large", { mrr: 900 }), record("crm", "none"));
    expect(unmatched.map((one) => one.record)).toEqual(["large", "small", "none"]);
  });

  test("what somebody decided isn't asked again", () => {
    const decided = [{ messageId: "m", source: "crm", record: "001", account: "0" }];
    const matching = matchRecords({ records: [...product, record("crm", "001")], into: "product", decided });
    expect([matching.proposals, matching.questions, matching.unmatched]).toEqual([[], [], []]);
  });
});

describe("names and domains", () => {
  test.each([["Müller & Söhne GmbH", "muller sohne"], ["A.C.M.E. Corp", "acme"], ["The Group", "the"], ["Limited", "limited"], ["株式会社", "株式会社"]])("%s is %s", (name, plain) => {
    expect(plainName(name)).toBe(plain);
  });
  test.each([["https://www.Acme.com/about", "acme.com"], ["kim@mail.acme.co.uk", "mail.acme.co.uk"], ["acme.com:8080", "acme.com"], ["acme", ""], ["", ""]])("%s is of %s", (text, domain) => {
    expect(domainOf(text)).toBe(domain);
  });
});
