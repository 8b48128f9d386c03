import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { agreeForDemo } from "../../src/cli/demo-work.ts";
import { teamDays } from "../../src/compose/demo.ts";
import { insightKinds } from "../../src/contract/insights.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { openClickHouse } from "../../src/storage/clickhouse/store.ts";
import { MemoryViewStore } from "../../src/storage/memory/view-store.ts";
import { PostgresGoalStore } from "../../src/storage/postgres/goal-store.ts";
import { PostgresPlanStore } from "../../src/storage/postgres/plan-store.ts";
import { PostgresTeamStore } from "../../src/storage/postgres/team-store.ts";
import { runningPack } from "./api.ts";
import { repositoryRoot } from "./command-line.ts";
import { openChromium } from "./open-chromium.ts";
import { builtPage } from "./built-page.ts";
import { pageServer } from "./page.ts";
import { pageNow, pageWorkspace } from "./page-company.ts";
import { exportsOf } from "./exports.ts";
import { openReader } from "./reader.ts";
import { storeCompany } from "./scored-company.ts";
import { openWholePage, setUp, signIn, storeRecentCompany } from "./whole-page.ts";

/** `npm run screenshots`: every page as it looks on made-up customers, into `docs/screenshots`. */
const folder = join(repositoryRoot, "docs/screenshots");

interface Shot {
  readonly name: string;
  readonly address: string;
  /** Waits until everything is there that should be seen. */
  readonly ready: (page: Page) => Promise<unknown>;
  /** On which screens; both where it isn't said. */
  readonly on?: "desk" | "phone";
}

const rows = (page: Page): Promise<void> => page.getByRole("table", { name: "Accounts" }).getByRole("link").nth(8).waitFor();
const whole = async (page: Page): Promise<void> => {
  await page.getByRole("application").waitFor();
  await page.getByRole("region", { name: "What changed" }).getByRole("listitem").first().waitFor();
  await page.getByRole("region", { name: "People" }).getByRole("listitem").first().waitFor();
  await page.getByRole("region", { name: "Events" }).getByRole("listitem").first().waitFor();
};

async function take(): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), "bellwether-screenshots-"));
  const directory = await builtPage();
  const store = await openClickHouse({ directory: data });
  await storeCompany(store, pageWorkspace, simulationOf("demo", { to: Date.UTC(2026, 4, 31, 22), accounts: 160, scale: 0.4 }));
  const server = await pageServer(store, { workspace: pageWorkspace, now: pageNow, directory });
  await agreed({ store, workspace: pageWorkspace, plans: server.plans, goals: server.goals, views: new MemoryViewStore(), clock: () => pageNow });
  for (const kind of insightKinds) await server.insights.start(kind, "max@example.com");
  await server.insights.idle();
  const browser = await openChromium();
  mkdirSync(folder, { recursive: true });
  for (const scheme of ["light", "dark"] as const) {
    const desk = await openReader(browser, { url: server.url, now: pageNow, scheme });
    const phone = await openReader(browser, { url: server.url, now: pageNow, scheme, phone: true });
    const account = await addressOfFallen(desk.page);
    for (const shot of shotsOf(account)) {
      for (const [name, { page }] of [["desk", desk], ["phone", phone]] as const) {
        if ((shot.on ?? name) !== name) continue;
        await page.goto(shot.address);
        await shot.ready(page);
        await page.waitForTimeout(200);
        await page.screenshot({ path: join(folder, `${shot.name}${name === "phone" ? "-phone" : ""}-${scheme}.png`) });
      }
    }
    await desk.close();
    await phone.close();
  }
  await server.close();
  await store.close();
  await takeWhole(browser, directory);
  await browser.close();
  rmSync(data, { recursive: true, force: true });
}

/** What the demo's team would have agreed on, so that plans and goals are to be seen. */
async function agreed(parts: Omit<Parameters<typeof teamDays>[0], "running" | "uniqueId">): Promise<void> {
  await agreeForDemo(teamDays({ ...parts, running: runningPack(), uniqueId: randomUUID }), "demo");
}

/** Pages that take a process with sign-in, journal and database. */
async function takeWhole(browser: Browser, pageDirectory: string): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), "bellwether-screenshots-"));
  const store = await openClickHouse({ directory: data });
  await storeRecentCompany(store, 80);
  const whole = await openWholePage(store, pageDirectory, {
    prepare: async ({ db }) => {
      await new PostgresTeamStore(db).keepWorkspace({ id: pageWorkspace, name: pageWorkspace, createdAt: Date.now() });
      await agreed({ store, workspace: pageWorkspace, plans: new PostgresPlanStore(db), goals: new PostgresGoalStore(db), views: new MemoryViewStore(), clock: Date.now });
    },
  });
  const later = new Date(Date.now() + 4 * 86_400_000).toISOString();
  await whole.send([{ type: "track", event: "Report viewed", userId: "u1", messageId: "1", timestamp: later }, { type: "track", userId: "u1" }, { type: "track", event: "Login", userId: "u1", messageId: "2", context: { groupId: "acme" } }]);
  const first = await openReader(browser, { url: whole.url, now: Date.now() });
  await setUp(first, whole);
  await first.page.goto("/setup/files");
  await first.page.getByLabel("Files to import").setInputFiles(Object.entries(exportsOf({ accounts: 40, to: new Date().toISOString().slice(0, 10) })).map(([name, text]) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) })));
  await first.page.getByRole("button", { name: "Remove users.csv" }).waitFor();
  await first.close();
  for (const scheme of ["light", "dark"] as const) {
    for (const phone of [false, true]) {
      const reader = await openReader(browser, { url: whole.url, now: Date.now(), scheme, phone });
      await signIn(reader, "ada@example.com");
      for (const { name, address, ready } of wholeShots) {
        await reader.page.goto(address);
        await ready(reader.page);
        await reader.page.waitForTimeout(200);
        await reader.page.screenshot({ path: join(folder, `${name}${phone ? "-phone" : ""}-${scheme}.png`) });
      }
      await reader.close();
    }
  }
  await whole.close();
  await store.close();
  rmSync(data, { recursive: true, force: true });
}

const wholeShots: readonly Shot[] = [
  { name: "today", address: "/today", ready: (page) => page.getByRole("region", { name: "Top of yellow: closest to green" }).getByRole("listitem").first().waitFor() },
  { name: "plans-review", address: "/plans", ready: async (page) => (await page.getByRole("button", { name: "Review one by one" }).click(), await page.getByRole("button", { name: /Note it, and/ }).waitFor()) },
  { name: "health-definition-draft", address: "/health-definition?draft=categories.product.weight=90", ready: (page) => page.getByRole("table", { name: "From band to band" }).waitFor() },
  { name: "data", address: "/data", ready: (page) => page.getByText("What was sent").first().waitFor() },
  { name: "setup-files", address: "/setup/files", ready: (page) => page.getByRole("button", { name: "Remove users.csv" }).waitFor() },
  { name: "setup-meaning", address: "/setup/meaning", ready: (page) => page.getByText("Nothing is left to be settled.").waitFor() },
  { name: "setup-definition", address: "/setup/definition", ready: (page) => page.getByRole("slider", { name: "Red below" }).waitFor() },
  { name: "setup-people", address: "/setup/people", ready: (page) => page.getByRole("table", { name: /^People of / }).nth(3).waitFor() },
  { name: "settings", address: "/settings/teammates", ready: (page) => page.getByText("Ada Lind (you)").waitFor() },
  { name: "settings-keys", address: "/settings/keys", ready: (page) => page.getByText("sending events").waitFor() },
];

/** The account that fell most has the most to show. */
async function addressOfFallen(page: Page): Promise<string> {
  await page.goto("/portfolio?sort=change30Days");
  await rows(page);
  return (await page.getByRole("table", { name: "Accounts" }).getByRole("link").first().getAttribute("href")) ?? "/";
}

/** The past has to be asked before there is something to see. */
const askedShots: readonly Shot[] = [
  { name: "insights", on: "desk", address: "/insights", ready: (page) => page.getByRole("table", { name: "What became of each band" }).or(page.getByRole("table", { name: "The year before each loss" })).first().waitFor() },
  { name: "insights-before-losses", on: "desk", address: "/insights?view=before-losses", ready: (page) => page.getByRole("heading", { level: 2, name: /told consistently|Nothing found|Too few/ }).waitFor() },
  { name: "insights-likelihood", on: "desk", address: "/insights?view=likelihood", ready: (page) => page.getByRole("heading", { level: 2 }).nth(1).waitFor() },
  { name: "insights-weights", on: "desk", address: "/insights?view=weights", ready: (page) => page.getByRole("heading", { level: 2 }).first().waitFor() },
];

const shotsOf = (account: string): readonly Shot[] => [
  { name: "portfolio", address: "/portfolio", ready: rows },
  { name: "portfolio-explained", on: "desk", address: "/portfolio?sort=change30Days", ready: async (page) => (await rows(page), await page.getByRole("button", { name: / score, explained$/ }).nth(2).click()) },
  { name: "portfolio-near", on: "desk", address: "/portfolio?show=near", ready: (page) => page.getByRole("list", { name: "Just under the next band" }).waitFor() },
  { name: "account", address: account, ready: whole },
  { name: "account-why", on: "desk", address: `${account}?metric=outreach`, ready: async (page) => (await whole(page), await page.getByRole("region", { name: "Why this score" }).evaluate((element: { scrollIntoView(): void }) => element.scrollIntoView())) },
  ...["plans", "typing", "journey", "renewals", "benchmarks", "board", "health-definition"].map((name): Shot => ({ name, address: `/${name}`, ready: (page) => page.waitForLoadState("networkidle") })),
  { name: "how-scores-work", address: "/how-scores-work", ready: (page) => page.getByRole("heading", { name: "Active share of seats" }).waitFor() },
  { name: "portfolio-groups", on: "desk", address: "/portfolio?group=owner&groups=closed&toggled=csm-5&columns=health&columns=week&columns=metric%3Aseats_active&columns=revenue&columns=renewal", ready: (page) => page.getByRole("table", { name: "Accounts" }).getByRole("link").first().waitFor() },
  { name: "portfolio-selected", on: "desk", address: "/portfolio", ready: async (page) => (await rows(page), await page.getByRole("checkbox", { name: /^Select / }).nth(1).check(), await page.getByRole("checkbox", { name: /^Select / }).nth(4).click({ modifiers: ["Shift"] })) },
  { name: "person", address: account, ready: async (page) => (await whole(page), await page.getByRole("region", { name: "People" }).getByRole("link").first().click(), await page.getByRole("region", { name: "What they use" }).waitFor(), await page.getByRole("region", { name: "Events" }).getByRole("listitem").first().waitFor()) },
  { name: "find", on: "desk", address: "/portfolio", ready: async (page) => (await rows(page), await page.keyboard.press("Control+k"), await page.getByRole("dialog").getByRole("button").nth(5).waitFor(), await page.keyboard.type("works"), await page.waitForTimeout(400)) },
  ...askedShots,
  { name: "insights", on: "phone", address: "/insights", ready: (page) => page.getByRole("heading", { level: 2 }).first().waitFor() },
];

await take();
