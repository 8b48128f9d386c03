import { expect, test } from "vitest";
import { decisionsOf, sourceRecordsOf } from "../../src/accounts/source-record.ts";
import { type MatchOptions, runMatch } from "../../src/cli/match.ts";
import { MemoryFactLog } from "../../src/storage/memory/fact-log.ts";
import { importing, receivedAt } from "../support/importing.ts";

/** A product, a CRM and a billing system, each with ids of its own. */
async function imported(): Promise<MemoryFactLog> {
  const log = new MemoryFactLog();
  const take = (source: string, files: Record<string, string>, mapping: string) => importing({ files, mapping: `\nfiles:\n${mapping}`, log, source });
  await take(
    "product",
    { "usage.csv": "a,u,t\nacme,ann,2026-01-01\nzero,bob,2026-01-01\n", "users.csv": "u,a,t,e\nann,acme,2026-01-01,ann@acme.com\nbob,zero,2026-01-01,bob@gmail.com\n", "accounts.csv": "a,t,n\nacme,2026-01-01,Acme GmbH\nzero,2026-01-01,Zero\n" },
    '  - file: accounts.csv\n    accounts: { account: a, time: t, name: n }\n  - file: users.csv\n    users: { user: u, account: a, time: t, email: e }\n  - file: usage.csv\n    events: { account: a, user: u, time: t, name: { value: login } }\n',
  );
  await take("crm", { "crm.csv": "id,t,n,w\n001,2026-01-01,Acme Inc.,https://www.acme.com\n002,2026-01-01,Somebody,\n" }, "  - file: crm.csv\n    accounts: { account: id, time: t, name: n, domain: w }\n");
  await take(
    "billing",
    { "bills.csv": "c,id,t,m,n\nC1,cus_1,2026-01-01,900,Nobody\nC2,cus_2,2026-01-01,5,ZERO Ltd\n" },
    "  - file: bills.csv\n    accounts: { account: id, time: t, name: n }\n    contracts: { contract: c, account: id, start: t, mrr: m }\n",
  );
  return log;
}

async function match(log: MemoryFactLog, options: MatchOptions = {}, now = receivedAt): Promise<{ code: number; text: string }> {
  const said: string[] = [];
  const code = await runMatch(
    {
      terminal: { out: (text) => said.push(text), err: (text) => said.push(text), exit: () => {} },
      clock: () => now,
      workspace: "w",
      openLog: () =>
        Promise.resolve({
          log,
          records: { records: (workspace, asOf) => Promise.resolve(sourceRecordsOf(log.facts(workspace), asOf)), decisions: (workspace) => Promise.resolve(decisionsOf(log.facts(workspace))) },
          settleMatches: () => Promise.resolve(0),
          close: () => Promise.resolve(),
        }),
    },
    options,
  );
  return { code, text: said.join("\n") };
}

test("proposes, asks for a decision, and lists the unmatched by revenue", async () => {
  const { code, text } = await match(await imported());
  expect(code).toBe(0);
  expect(text).toBe(`Accounts are those of product. 0 records of other sources are matched.

2 proposed; \`--accept key,domain,name --author <you>\` records them:
  billing/cus_2 (ZERO Ltd), 5 a month -> zero   by name: zero
  crm/001 (Acme Inc.) -> acme   by domain: acme.com

2 unmatched, with 900 of recurring revenue a month:
  billing/cus_1 (Nobody), 900 a month
  crm/002 (Somebody)`);
});

test("each decision is an event, can be taken back, and made again", async () => {
  const log = await imported();
  expect((await match(log, { accept: "domain", author: "kim" })).text).toMatch(/^Accounts are those of product\. 1 records/);
  const [decision] = log.facts("w").filter((fact) => fact.type === "event" && fact.name === "record_matched");
  expect(decision).toMatchObject({ account: "acme", properties: { source: "crm", record: "001", by: "domain", author: "kim" } });
  expect((await match(log, { undo: "crm/001", author: "lee" }, receivedAt + 1)).text).toMatch(/0 records of other sources are matched\.[^]*crm\/001 \(Acme Inc\.\) -> acme/);
  expect((await match(log, { accept: "key,domain", author: "kim" }, receivedAt + 2)).text).toMatch(/1 records of other sources are matched/);
  expect((await match(log, { record: "billing/cus_1", account: "zero", author: "kim" }, receivedAt + 3)).text).not.toMatch(/cus_1/);
});

test.each<[string, MatchOptions, RegExp]>([
  ["no author", { accept: "key" }, /say who decides: --author/],
  ["a ground that is none", { accept: "gut", author: "kim" }, /there is no ground `gut`/],
  ["a record that isn't there", { record: "crm/9", account: "acme", author: "kim" }, /there is no record `crm\/9`/],
  ["an account that isn't there", { record: "crm/001", account: "nobody", author: "kim" }, /product has no account `nobody`/],
  ["undoing what wasn't decided", { undo: "crm/001", author: "kim" }, /`crm\/001` is not matched/],
  ["two things at a time", { undo: "crm/001", accept: "key", author: "kim" }, /one of --accept, --record and --undo/],
])("refuses %s and writes nothing", async (_name, options, message) => {
  const log = await imported();
  const before = log.facts("w").length;
  const { code, text } = await match(log, options);
  expect(text).toMatch(message);
  expect([code, log.facts("w").length]).toEqual([1, before]);
});

test("without a source that saw the product used, it asks which one is meant", async () => {
  expect((await match(new MemoryFactLog())).text).toMatch(/Say --into <source>/);
});
