import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { datasetFolder, lackingDataset } from "../support/datasets.ts";
import { LearningPlace } from "../support/learning.ts";

/** What a report says of leaks, as far as these tests look at it. */
interface Report {
  readonly kind: string;
  readonly reason?: string;
  readonly leaks?: readonly { readonly kind: string; readonly severity: string; readonly metric: string }[];
  readonly report?: { readonly verdict: { readonly kind: string; readonly text: string }; readonly leaks: NonNullable<Report["leaks"]> };
}

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-leaks-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const place = (name: string): LearningPlace => new LearningPlace(join(folder, name), Date.UTC(2026, 0, 1));

/** A pack with one metric beside it that knows too much. */
function leakingPack(name: string, metric: string, scale: string): string {
  return `pack: { id: ${name}, name: ${name}, timezone: UTC, currency: USD }
metrics:
  silence: { kind: recency, owner: product }
  told_later: { ${metric}, owner: nobody }
model:
  categories:
    all: { weight: 1, metrics: { silence: { weight: 1, scale: { worst: 30, best: 0 } }, told_later: { weight: 1, scale: ${scale} } } }
`;
}

const lines = (name: string): string => `${name} (${lackingDataset(name) ?? "real data"})`;

describe.skipIf(lackingDataset("ravenstack"))(lines("ravenstack"), () => {
  test("the reason of a churn, dated at the sign-up, is caught: whether it is filled in is the outcome", async () => {
    const here = place("ravenstack");
    const honest = await readFile("examples/ravenstack/import.yaml", "utf8");
    const leaking = honest.replace("        is_trial: boolean\n", "        is_trial: boolean\n        told: { column: account_id, lookup: { file: ravenstack_churn_events.csv, key: account_id, value: reason_code, take: first }, otherwise: stayed }\n");
    const mapping = await here.write("import.yaml", leaking);
    await here.run("import", datasetFolder("ravenstack"), "--mapping", mapping);
    const pack = await here.write("pack/health.yaml", leakingPack("ravenstack", "kind: trait, trait: told, values: { pricing: 1, support: 2, features: 3, budget: 4, competitor: 5, unknown: 6 }", "[[1, 0], [6, 100]]"));
    const { report } = await here.learn<Report>("backtest", "--pack", join(pack, ".."), "--trust", "recorded");
    expect(report?.leaks).toContainEqual(expect.objectContaining({ metric: "told_later", severity: "leak", kind: "label_derived" }));
    expect(report?.verdict.kind).toBe("leaks");
  }, 180_000);
});

describe.skipIf(lackingDataset("socialnet7"))(lines("socialnet7"), () => {
  test("the last day of the last subscription, dated at the sign-up, is caught: it was written afterwards", async () => {
    const here = place("socialnet7");
    const honest = await readFile("examples/socialnet7/import.yaml", "utf8");
    const leaking = honest.replace("        channel: text\n", "        paid_until: { column: id, as: date, lookup: { file: subscription.csv, key: account_id, value: end_date, take: largest } }\n        channel: text\n");
    const mapping = await here.write("import.yaml", leaking);
    await here.run("import", datasetFolder("socialnet7"), "--mapping", mapping);
    const pack = await here.write("pack/health.yaml", leakingPack("socialnet7", "kind: trait, trait: paid_until", "[[1577836800000, 0], [1593561600000, 100]]"));
    const { report } = await here.learn<Report>("backtest", "--pack", join(pack, ".."), "--as-of", "2020-06-01", "--grace", "7d", "--leads", "15,30");
    expect(report?.leaks).toContainEqual(expect.objectContaining({ metric: "told_later", severity: "leak", kind: "known_only_at_extraction" }));
    expect(report?.verdict.kind).toBe("leaks");
  }, 180_000);
});

describe.skipIf(lackingDataset("ibm_telco"))(lines("ibm_telco"), () => {
  const mapping = `source: ibm_telco
timezone: UTC
files:
  - file: WA_Fn-UseC_-Telco-Customer-Churn.csv
    accounts:
      account: customerID
      time: { value: 2020-01-01 }
      traits: { tenure: number, Contract: text, MonthlyCharges: number, Churn: boolean }
`;

  test("a label without a date is refused by every question, with the reason and the column, and a metric that reads it is named", async () => {
    const here = place("ibm_telco");
    await here.run("import", datasetFolder("ibm_telco"), "--mapping", await here.write("import.yaml", mapping));
    const pack = join(await here.write("pack/health.yaml", leakingPack("ibm_telco", "kind: trait, trait: Churn, values: { \"true\": 0, \"false\": 1 }", "[[0, 0], [1, 100]]")), "..");
    for (const command of ["backtest", "won-lost"]) {
      const refused = await here.learn<Report>(command, "--pack", pack);
      expect(refused.kind).toBe("refused");
      expect(refused.reason).toMatch(/^refused: 7043 accounts are labelled as lost or kept \(`Churn`\), but nothing says when\./);
      expect(refused.leaks?.filter(({ severity }) => severity === "leak").map(({ metric }) => metric)).toEqual(["told_later"]);
    }
    expect(await here.run("learn", "backtest", "--pack", pack)).toContain("nothing says when");
  }, 180_000);
});
