import { describe, expect, test } from "vitest";
import { importing } from "../support/importing.ts";

const mapping = `
files:
  - file: accounts.csv
    accounts: { account: a, time: t, name: n }
  - file: contracts.csv
    contracts: { contract: c, account: a, start: s, term_end: t, ended: e, mrr: m }
  - file: usage.csv
    events: { account: a, time: t, name: { value: login }, properties: { contract: { column: c } } }
  - file: tickets.csv
    tickets: { ticket: id, account: a, opened: o, closed: c }
  - file: churn.csv
    outcomes: { account: a, time: t, outcome: { value: churned }, contract: c }
`;

/** A company whose data holds together; each test breaks one thing. */
const sound = {
  "accounts.csv": "a,t,n\n0,2025-01-01,Zero\n1,2025-01-01,One\n",
  "contracts.csv": "c,a,s,t,e,m\nC1,0,2025-01-01,2025-07-01,2025-06-01,10\nC2,0,2025-06-01,,,10\nC3,1,2025-01-01,2026-01-01,,10\n",
  "usage.csv": "a,t,c\n0,2025-02-01,C1\n1,2025-02-02,C3\n",
  "tickets.csv": "id,a,o,c\nT1,0,2025-02-01,2025-02-02\n",
  "churn.csv": "a,t,c\n1,2026-01-01,C3\n",
};

test("sound data has no findings", async () => {
  const outcome = await importing({ files: sound, mapping });
  expect(outcome.out).not.toMatch(/Findings/);
  expect(outcome.code).toBe(0);
});

describe("a contradiction is counted and shown, and its rows are kept", () => {
  test.each<[string, keyof typeof sound, string, RegExp]>([
    ["usage before the account begins", "usage.csv", "1,2024-12-31,", /1 usage event dated before the account begins\n +usage\.csv:4: 2024-12-31, account 1 begins 2025-01-01/],
    ["usage before its contract begins", "usage.csv", "0,2025-02-02,C2", /1 usage event dated before the named contract begins\n +usage\.csv:4: 2025-02-02, contract C2 begins 2025-06-01/],
    ["usage of an account that isn't listed", "usage.csv", "7,2025-02-02,", /1 usage event of an account that no account file lists\n +usage\.csv:4: account 7/],
    ["usage of a contract that isn't listed", "usage.csv", "0,2025-02-02,C9", /1 usage event naming a contract that no contract file lists\n +usage\.csv:4: contract C9/],
    ["contracts that overlap", "contracts.csv", "C4,1,2025-12-31,,,5", /1 contract running at the same time as another contract of the account\n +contracts\.csv:5: contracts C3 and C4 of account 1 both run on 2025-12-31/],
    ["a contract that ends before it starts", "contracts.csv", "C5,0,2024-06-01,2024-05-01,,5", /1 contract ending before the start\n +contracts\.csv:5: contract C5: 2024-06-01 to 2024-05-01/],
    ["a ticket closed before it is opened", "tickets.csv", "T2,0,2025-03-02,2025-03-01", /1 ticket closed before being opened\n +tickets\.csv:3: ticket T2: opened 2025-03-02, closed 2025-03-01/],
    ["churn while another contract runs", "churn.csv", "0,2025-06-01,C1", /1 outcome saying churned while another contract of the account runs\n +churn\.csv:3: 2025-06-01, account 0 still has contract C2/],
  ])("%s", async (_name, file, row, message) => {
    const files = { ...sound, [file]: `${sound[file]}${row}\n` };
    const [before, outcome] = [await importing({ files: sound, mapping }), await importing({ files, mapping })];
    expect(outcome.out).toMatch(message);
    expect(outcome.code).toBe(0);
    expect(outcome.facts.length).toBeGreaterThan(before.facts.length);
  });
});

test("many of a kind are counted, and a few of them shown", async () => {
  const rows = Array.from({ length: 50 }, (_unused, index) => `8,2025-02-01 00:00:${String(index).padStart(2, "0")},`);
  const { out } = await importing({ files: { ...sound, "usage.csv": `a,t,c\n${rows.join("\n")}\n` }, mapping });
  expect(out).toMatch(/50 usage events of an account that no account file lists/);
  expect(out.match(/account 8/g)).toHaveLength(3);
});
