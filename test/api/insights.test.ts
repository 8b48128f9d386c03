import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { beforeAll, describe, expect, test } from "vitest";
import { register as registerLearn } from "../../src/cli/learn.ts";
import { unpainted } from "../../src/cli/problem-text.ts";
import { type InsightKind, insightKinds } from "../../src/contract/insights.ts";
import type { Answer } from "../../src/contract/routes.ts";
import { dateInstant } from "../../src/lib/zone.ts";
import { FileKeptWork } from "../../src/storage/kept-work.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { repositoryRoot } from "../support/command-line.ts";
import { apiServer, runningPack } from "../support/api.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { testInsights } from "../support/insights.ts";
import { storeCompany } from "../support/scored-company.ts";

const embedded = embeddedStore();
const workspace = "insights";
const now = dateInstant("2026-06-01", "Europe/Berlin") + 36_000_000;
/** Both read what the other has measured: what they make of it is compared. */
const measured = new FileKeptWork(mkdtempSync(join(tmpdir(), "bellwether-measured-")), "test");
const signedIn = { sessions: { signedIn: (cookies: string) => Promise.resolve(cookies === "" ? undefined : { id: "1", workspace, email: `${cookies}@acme.example`, name: cookies, role: cookies as "csm" | "manager", books: [] }) } };
const opened = async ({ loaded = true } = {}) => {
  const insights = testInsights(embedded.store, { workspace, now, running: runningPack(), measured });
  const server = await apiServer(embedded.store, { workspace, now, loaded, over: { insights, access: { readKeys: { findReadKey: () => "unknown" }, ...signedIn } } });
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- whoever asks knows what is answered.
  const asked = async <T>(method: "GET" | "POST" | "DELETE", url: string, role = "manager"): Promise<{ status: number; body: T }> => {
    const answer = await server.app.inject({ method, url: `/api/v1${url}`, headers: { cookie: role }, ...(method === "POST" && { payload: {} }) });
    return { status: answer.statusCode, body: answer.json<T>() };
  };
  return { insights, asked };
};
let api: Awaited<ReturnType<typeof opened>>;

beforeAll(async () => {
  await storeCompany(embedded.store, workspace, simulationOf("learning", { to: dateInstant("2026-06-01", "Europe/Berlin"), accounts: 220 }));
  api = await opened();
  for (const kind of insightKinds) await api.asked("POST", `/insights/${kind}/runs`);
  await api.insights.idle();
}, 300_000);

/** What the command line prints as JSON. */
async function printed(...args: readonly string[]): Promise<Record<string, unknown>> {
  const out: string[] = [];
  const terminal = { out: (text: string) => void out.push(text), err: (text: string) => void out.push(text), paint: unpainted, exit: () => {} };
  const program = new Command("bellwether").exitOverride();
  const unused = (): never => {
    throw new Error("learning needs nothing of it");
  };
  registerLearn(program, {
    terminal, workspace, progress: () => {}, clock: () => now, hash: (text: string) => createHash("sha256").update(text).digest("hex"), uniqueId: randomUUID, client: unused,
    defaultPack: join(repositoryRoot, "examples/three-categories"), demoPack: "", applied: () => Promise.resolve(undefined),
    openStore: () => Promise.resolve({ ...embedded.store, kept: { work: measured, log: embedded.store.state }, close: () => Promise.resolve() }),
  });
  await program.parseAsync(["node", "bellwether", "learn", ...args, "--json"]);
  return JSON.parse(out.join("\n")) as Record<string, unknown>;
}

const resultOf = async (kind: InsightKind): Promise<Record<string, unknown>> => (await api.asked<Answer<"getInsight">>("GET", `/insights/${kind}`, "csm")).body.result ?? {};

describe("a result that is kept says what the command line prints", () => {
  test.each<[InsightKind, readonly string[]]>([
    ["backtest", []],
    ["won-lost", []],
    ["calibration", []],
    ["likelihood", []],
    ["suggest", ["--candidates", "0"]],
    ["review", []],
  ])("%s", { timeout: 120_000 }, async (kind, options) => {
    const [{ outcomes, ...kept }, { outcomes: all, files: _files, ...told }] = [await resultOf(kind), await printed(kind, ...options)];
    expect(Object.keys(told).length).toBeGreaterThan(2);
    expect(kept).toEqual(told);
    if (kind !== "likelihood") expect((outcomes as { definition: unknown }).definition).toEqual((all as { definition: unknown }).definition);
  });

  test("outcomes: counts of the same list", { timeout: 120_000 }, async () => {
    const [{ outcomes }, told] = [await resultOf("outcomes"), await printed("outcomes")];
    const { years, knownTo } = outcomes as { years: { churned: number }[]; knownTo: string };
    const lost = (told["outcomes"] as { kind: string }[]).filter(({ kind }) => kind === "churned").length;
    expect(lost).toBeGreaterThan(20);
    expect([years.reduce((sum, { churned }) => sum + churned, 0), knownTo]).toEqual([lost, told["knownTo"]]);
  });
});

describe("the list", () => {
  test("has the newest result of each kind: when, by whom, under which version, over which past", async () => {
    const { body } = await api.asked<Answer<"listInsights">>("GET", "/insights", "csm");
    expect(body.kinds.map(({ kind, kept }) => [kind, kept?.run.state, kept?.run.askedBy, kept?.run.version])).toEqual(insightKinds.map((kind) => [kind, "done", "manager@acme.example", runningPack().version]));
    expect(body.kinds[0]?.kept?.headline).toMatch(/^predicts: 90 days before the decision/);
    expect(body.kinds[0]?.kept?.run.past?.to).toBe("2026-05-31T21:59:59.999Z");
    expect([body.mayRun, body.running]).toEqual([false, { version: runningPack().version, versionNumber: null }]);
    expect((await api.asked<Answer<"listInsights">>("GET", "/insights")).body.mayRun).toBe(true);
  });

  test("of a run says how it ended; an unknown one is told as such", async () => {
    const { body } = await api.asked<Answer<"listInsights">>("GET", "/insights");
    const id = body.kinds[2]?.latest?.id ?? "";
    expect((await api.asked<Answer<"getInsightRun">>("GET", `/insights/runs/${id}`)).body).toMatchObject({ id, kind: "calibration", state: "done", progress: null, problem: null });
    expect([(await api.asked("GET", "/insights/runs/nobody")).status, (await api.asked("DELETE", "/insights/runs/nobody")).status]).toEqual([404, 404]);
  });
});

describe("asking", () => {
  test("takes a manager, and a kind that is there", async () => {
    expect([(await api.asked("POST", "/insights/backtest/runs", "csm")).status, (await api.asked("DELETE", "/insights/runs/1", "csm")).status]).toEqual([403, 403]);
    expect((await api.asked<{ detail: string }>("POST", "/insights/everything/runs")).body.detail).toMatch(/there are backtest, won-lost/);
  });

  test("answers at once, runs in a thread that can be ended, and keeps the result before", async () => {
    const { body: run, status } = await api.asked<Answer<"getInsightRun">>("POST", "/insights/won-lost/runs");
    expect([status, run.state]).toEqual([200, "waiting"]);
    await expect.poll(async () => (await api.asked<Answer<"getInsightRun">>("GET", `/insights/runs/${run.id}`)).body.state).toBe("running");
    expect((await api.asked<Answer<"getInsightRun">>("DELETE", `/insights/runs/${run.id}`)).body).toMatchObject({ state: "cancelled", problem: "It was cancelled." });
    const { body } = await api.asked<Answer<"listInsights">>("GET", "/insights");
    expect(body.kinds[1]).toMatchObject({ kept: { run: { state: "done" } }, latest: { state: "cancelled" } });
  });
});

describe("renewals", () => {
  test("are as likely to be lost as the result says, and sums rest on them", async () => {
    const kept = (await resultOf("likelihood")) as { customers: { account: string; likelihood: { value: number } }[]; asOf: string };
    const byAccount = new Map(kept.customers.map(({ account, likelihood }) => [account, likelihood.value]));
    const { body } = await api.asked<Answer<"getRenewalLikelihoods">>("GET", "/renewals/likelihoods?days=180&limit=1000", "csm");
    const { body: renewals } = await api.asked<Answer<"getRenewals">>("GET", "/renewals?days=180&limit=1000", "csm");
    expect([body.reason, body.within, body.asOf]).toEqual([null, 90, kept.asOf]);
    expect(body.accounts.length).toBeGreaterThan(20);
    for (const { account, value } of body.accounts) expect(value).toBe(byAccount.get(account));
    const expected = renewals.renewals.reduce((sum, { row }) => sum + (byAccount.get(row.account) ?? 0) * (row.mrr?.amount ?? 0), 0);
    for (const groups of [body.months, body.owners]) expect(groups.reduce((sum, { expectedLoss }) => sum + expectedLoss, 0)).toBeCloseTo(expected, 6);
    expect(body.months.filter(({ id }) => !renewals.months.some((month) => month.id === id))).toEqual([]);
  });

  test("have none on a day gone by, nor before the past was asked", async () => {
    expect((await api.asked<Answer<"getRenewalLikelihoods">>("GET", "/renewals/likelihoods?asOf=2026-03-01")).body).toMatchObject({ reason: "Likelihoods are told for today alone.", accounts: [] });
    const fresh = await opened({ loaded: false });
    expect((await fresh.asked<Answer<"getRenewalLikelihoods">>("GET", "/renewals/likelihoods")).body).toMatchObject({ reason: expect.stringContaining("Nobody has asked the past yet"), accounts: [] });
  });
});
