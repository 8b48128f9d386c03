import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { csvSource } from "../../src/connectors/csv/csv-source.ts";
import { exampleMapping } from "../../src/connectors/csv/example-mapping.ts";
import { parseMapping } from "../../src/connectors/csv/mapping-file.ts";
import { guessImport } from "../../src/engine/guess-import.ts";

const receivedAt = Date.UTC(2026, 5, 1);

async function guessed(files: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), "exports-"));
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    return await guessImport(csvSource, { folder, receivedAt });
  } finally {
    await rm(folder, { recursive: true });
  }
}

const exports = {
  "companies.csv": "Company ID,Company Name,Signup Date,Industry,CSM\n1,Acme,2025-01-01,tech,kim\n2,Zero,2025-02-01,food,lee\n",
  "app_users.csv": "id,company_id,email,role,created_at\nu1,1,a@acme.com,admin,2025-01-01\nu2,2,b@zero.io,user,2025-02-01\n",
  "subscriptions.csv": "subscription_id,company_id,start_date,end_date,plan,mrr,seats\ns1,1,2025-01-01,,pro,100,5\ns2,2,2025-02-01,2025-09-01,free,0,1\n",
  "feature_events.csv": "subscription_id,user_id,event_type_id,occurred_at,rows\ns1,u1,7,2025-03-01 10:00:00,3\ns2,u2,8,2025-03-02 10:00:00,4\n",
  "event_type.csv": "event_type_id,event_type_name\n7,report exported\n8,login\n",
  "support_tickets.csv": "ticket_id,company_id,opened,closed,priority,csat\nt1,1,2025-03-01,2025-03-02,high,5\nt2,2,2025-03-01,,low,\n",
  "churn_events.csv": "company_id,churn_date,reason\n2,2025-09-01,price\n",
};

describe("a guess", () => {
  test("is a mapping that imports the files as they are", async () => {
    const { mapping, questions, facts } = await guessed(exports);
    expect(questions).toEqual([]);
    expect(Object.keys(facts.events).toSorted()).toEqual([
      "contract_changed", "login", "outcome_recorded", "owner_changed", "report exported", "survey_answered", "ticket_closed", "ticket_opened",
    ]);
    expect(facts.accounts).toBe(2);
    expect(facts.events["login"]?.properties["rows"]).toMatchObject({ lowest: 4, highest: 4 });
    expect(parseMapping("import.yaml", mapping).mapping.files).toHaveLength(6);
  });

  test("knows which column joins which file", async () => {
    const { mapping } = await guessed(exports);
    expect(mapping).toContain("account: { column: subscription_id, lookup: { file: subscriptions.csv, key: subscription_id, value: company_id } }   # the file names no account; subscriptions.csv knows it");
    expect(mapping).toContain("name: { column: event_type_id, lookup: { file: event_type.csv, key: event_type_id, value: event_type_name } }");
    expect(mapping).toContain("# event_type.csv is only looked up.");
  });

  test.each([
    ["an end that many rows don't have is only known once it comes", exports["subscriptions.csv"], /ended: end_date +# many rows have none/],
    ["an end that every row has was agreed", exports["subscriptions.csv"].replace("01-01,,", "01-01,2026-01-01,"), /term_end: end_date +# every row has one/],
    ["without an id, rows are terms of one contract", "company_id,start_date,end_date,plan,mrr\n1,2025-01-01,2025-02-01,pro,10\n1,2025-02-01,2025-03-01,pro,10\n", /contract: "\{company_id\}-\{plan\}" +# no column seems to be the contract's id\n +renewals: merge/],
    ["revenue that isn't there is asked for", "subscription_id,company_id,start_date,end_date\ns1,1,2025-01-01,\n", /# mrr: which column\?/],
  ])("%s", async (_name, subscriptions, line) => {
    expect((await guessed({ "subscriptions.csv": subscriptions })).mapping).toMatch(line);
  });

  test("warns of columns that know the future", async () => {
    const { mapping } = await guessed({ "accounts.csv": "account_id,created_at,churn_flag,city\n1,2025-01-01,true,Bonn\n2,2025-01-01,false,Ulm\n" });
    expect(mapping).toMatch(/churn_flag: boolean +# as things stood at the export\? Then leave it out/);
    expect(mapping).toMatch(/city: text$/m);
  });

  test("asks what it can't tell, and never about what it can", async () => {
    const { questions } = await guessed({
      "mystery.csv": "x,y\n1,2\n",
      "tickets.csv": "ticket_id,account_id,opened\nt1,1,03/04/2025\n",
      "users.csv": "user_id,account_id\nu1,1\n",
      "empty.csv": "",
    });
    expect(questions).toEqual([
      "empty.csv: is empty",
      "mystery.csv: what are its rows? Its columns are x, y",
      "tickets.csv: in the dates of `opened`, does the day or the month come first?",
      "users.csv: which column is the `time` of its users?",
    ]);
  });
});

test("the example mapping is one", () => {
  expect(parseMapping("import.yaml", exampleMapping).mapping.files.map(({ file }) => file)).toEqual(["accounts.csv", "users.csv", "contracts.csv", "events.csv", "tickets.csv"]);
});
