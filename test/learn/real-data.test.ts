import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
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
  readonly report?: {
    readonly verdict: { readonly kind: string; readonly text: string };
    readonly leads: readonly { readonly leadDays: number; readonly auc: { readonly value: number }; readonly accounts: { readonly lost: number } }[];
    readonly leaks: NonNullable<Report["leaks"]>;
  };
}

interface Findings {
  readonly report: { readonly tested: number; readonly findings: readonly { readonly metric: string; readonly verdict: string; readonly better: string }[] };
}

const folder = await mkdtemp(join(tmpdir(), "bellwether-learning-"));
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

/** The example's mapping with one more trait, which says what was known only in the end. */
async function importWith(here: LearningPlace, name: string, trait: { readonly before: string; readonly line: string }): Promise<void> {
  const honest = await readFile(`examples/${name}/import.yaml`, "utf8");
  const mapping = await here.write("import.yaml", honest.replace(trait.before, `        ${trait.line}\n${trait.before}`));
  await here.run("import", datasetFolder(name), "--mapping", mapping);
}

describe.skipIf(lackingDataset("ravenstack"))(lines("ravenstack"), () => {
  const here = place("ravenstack");
  beforeAll(() => importWith(here, "ravenstack", { before: "        is_trial: boolean\n", line: "told: { column: account_id, lookup: { file: ravenstack_churn_events.csv, key: account_id, value: reason_code, take: first }, otherwise: stayed }" }), 120_000);

  test("the honest pack has no predictive power, and no usage or support metric is called consistent", async () => {
    const { report } = await here.learn<Report>("backtest", "--pack", "examples/ravenstack/pack", "--trust", "recorded");
    expect(report?.verdict).toMatchObject({ kind: "nothing_found", text: expect.stringMatching(/^no predictive power found/) as string });
    const compared = await here.learn<Findings>("won-lost", "--pack", "examples/ravenstack/pack", "--trust", "recorded");
    expect(compared.report.tested).toBeGreaterThan(100);
    expect(compared.report.findings.filter(({ verdict }) => verdict === "consistent").map(({ metric }) => metric)).toEqual([]);
  }, 120_000);

  test("nothing is suggested, and no likelihood is shown", async () => {
    const asked = ["--pack", "examples/ravenstack/pack", "--trust", "recorded"];
    expect(await here.run("learn", "suggest", ...asked)).toMatch(/no suggestion, because/);
    expect(await here.run("learn", "likelihood", ...asked)).toMatch(/no likelihood can be shown, because the score doesn't tell who leaves/);
    expect(await here.learn("likelihood", ...asked)).toMatchObject({ kind: "not_possible" });
  }, 120_000);

  test("the reason of a churn, dated at the sign-up, is caught: whether it is filled in is the outcome", async () => {
    const pack = await here.write("pack/health.yaml", leakingPack("ravenstack", "kind: trait, trait: told, values: { pricing: 1, support: 2, features: 3, budget: 4, competitor: 5, unknown: 6 }", "[[1, 0], [6, 100]]"));
    const { report } = await here.learn<Report>("backtest", "--pack", join(pack, ".."), "--trust", "recorded");
    expect(report?.leaks).toContainEqual(expect.objectContaining({ metric: "told_later", severity: "leak", kind: "label_derived" }));
    expect(report?.verdict.kind).toBe("leaks");
  }, 120_000);

  test("by its contracts too few ever left for a verdict, and each of them has its history", async () => {
    const out = await here.run("learn", "backtest", "--pack", "examples/ravenstack/pack");
    expect(out).toContain("not enough outcomes");
    expect(out).toMatch(/Company_264 +2024-09-13 +\$5,771 +[▁▂▃▄▅▆▇█·]+ +\d+ +■ red +\d+/);
  }, 120_000);
});

describe.skipIf(lackingDataset("socialnet7"))(lines("socialnet7"), () => {
  const here = place("socialnet7");
  const asked = ["--as-of", "2020-06-01", "--grace", "7d", "--leads", "15"];
  beforeAll(() => importWith(here, "socialnet7", { before: "        channel: text\n", line: "paid_until: { column: id, as: date, lookup: { file: subscription.csv, key: account_id, value: end_date, take: largest } }" }), 180_000);

  test("the suggested pack, written and judged as any pack, has an AUC of at least 0.68 out of time", async () => {
    const folder = await here.write("suggested/.gitkeep", "").then((path) => join(path, "..", "pack"));
    const out = await here.run("learn", "suggest", "--pack", "examples/socialnet7/pack", ...asked, "--write", folder);
    expect(out).toMatch(/on later outcomes the suggested model has AUC 0\.\d\d/);
    expect(await readdir(folder)).toEqual(["health.yaml"]);
    const { report } = await here.learn<Report>("backtest", "--pack", folder, "--as-of", "2020-06-01");
    expect(report?.verdict.kind).toBe("predicts");
    const lead = report?.leads.find(({ leadDays }) => leadDays === 15);
    expect(lead?.auc.value).toBeGreaterThanOrEqual(0.68);
    expect(lead?.accounts.lost).toBeGreaterThanOrEqual(20);
    expect(report?.leaks.filter(({ severity }) => severity === "leak")).toEqual([]);
  }, 180_000);

  test("messages and replies are among the leading indicators", async () => {
    const { report } = await here.learn<Findings>("won-lost", "--pack", "examples/socialnet7/pack", ...asked);
    const consistent = report.findings.filter(({ verdict, better }) => verdict === "consistent" && better === "more").map(({ metric }) => metric);
    expect(consistent).toEqual(expect.arrayContaining(["conversation", "message_30d", "reply_30d"]));
  }, 120_000);

  test("the last day of the last subscription, dated at the sign-up, is caught: it was written afterwards", async () => {
    const pack = await here.write("pack/health.yaml", leakingPack("socialnet7", "kind: trait, trait: paid_until", "[[1577836800000, 0], [1593561600000, 100]]"));
    const { report } = await here.learn<Report>("backtest", "--pack", join(pack, ".."), ...asked);
    expect(report?.leaks).toContainEqual(expect.objectContaining({ metric: "told_later", severity: "leak", kind: "known_only_at_extraction" }));
    expect(report?.verdict.kind).toBe("leaks");
  }, 120_000);
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
    for (const command of ["backtest", "won-lost", "suggest"]) {
      const refused = await here.learn<Report>(command, "--pack", pack);
      expect(refused.kind).toBe("refused");
      expect(refused.reason).toMatch(/^refused: 7043 accounts are labelled as lost or kept \(`Churn`\), but nothing says when\./);
      expect(refused.leaks?.filter(({ severity }) => severity === "leak").map(({ metric }) => metric)).toEqual(["told_later"]);
    }
    expect(await here.run("learn", "backtest", "--pack", pack)).toContain("nothing says when");
  }, 180_000);
});
