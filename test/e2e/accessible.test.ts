import type { Page, Route } from "playwright-core";
import { describe, expect, test } from "vitest";
import { inaccessible, overflowOf } from "../support/axe.ts";
import { noChromium } from "../support/open-chromium.ts";
import { pageWorld } from "../support/page-world.ts";

type Act = (page: Page) => Promise<unknown>;

const rows: Act = (page) => page.getByRole("table", { name: "Accounts" }).getByRole("link").first().waitFor();
const openFirst: Act = async (page) => {
  await page.getByRole("table", { name: "Accounts" }).getByRole("link").first().click();
  await page.getByRole("region", { name: "What changed" }).getByRole("listitem").first().waitFor();
  await page.getByRole("application").waitFor();
};

/** Every page and what can be opened on it: its name, its address, and how to come there. */
const states: readonly (readonly [string, string, Act])[] = [
  ["portfolio", "/portfolio", rows],
  ["portfolio without a result", "/portfolio?text=nobody", (page) => page.getByText("No account fits these filters").waitFor()],
  ["just under the next band", "/portfolio?show=near", (page) => page.getByRole("list", { name: "Just under the next band" }).waitFor()],
  ["filter", "/portfolio", async (page) => (await rows(page), await page.getByRole("button", { name: "Owner" }).click(), await page.getByRole("dialog").waitFor())],
  ["views", "/portfolio?text=a", async (page) => (await rows(page), await page.getByRole("button", { name: "Own filters" }).click(), await page.getByRole("dialog").waitFor())],
  ["keep view", "/portfolio?text=a", async (page) => (await rows(page), await page.getByRole("button", { name: "Keep view" }).click(), await page.getByRole("dialog").waitFor())],
  ["portfolio in groups", "/portfolio?group=band", rows],
  ["columns", "/portfolio?columns=owner&columns=held", async (page) => (await rows(page), await page.getByRole("button", { name: "Columns" }).click(), await page.getByRole("dialog").waitFor())],
  ["selected accounts", "/portfolio", async (page) => (await rows(page), await page.getByRole("checkbox", { name: /^Select / }).nth(1).check(), await page.getByRole("region", { name: "Selected accounts" }).waitFor())],
  ["person", "/portfolio", async (page) => (await rows(page), await openFirst(page), await page.getByRole("region", { name: "People" }).getByRole("link").first().click(), await page.getByRole("region", { name: "What they use" }).waitFor())],
  ["a score explained", "/portfolio", async (page) => (await rows(page), await page.getByRole("button", { name: / score, explained$/ }).first().click(), await page.getByRole("dialog").waitFor())],
  ["date of the page", "/portfolio?asOf=2026-03-01", async (page) => (await rows(page), await page.getByRole("button", { name: /^As of/ }).click(), await page.getByRole("dialog").waitFor())],
  ["palette", "/portfolio", async (page) => (await rows(page), await page.keyboard.press("Control+k"), await page.getByRole("textbox", { name: "Find an account, a person or a page" }).waitFor())],
  ["shortcuts", "/portfolio", async (page) => (await rows(page), await page.keyboard.press("?"), await page.getByRole("dialog").waitFor())],
  ["account", "/portfolio", async (page) => (await rows(page), await openFirst(page))],
  ["events behind a metric", "/portfolio", async (page) => (await rows(page), await openFirst(page), await page.getByRole("button", { name: "Outreach against target", exact: true }).click(), await page.waitForTimeout(500))],
  ["a metric explained", "/portfolio", async (page) => (await rows(page), await openFirst(page), await page.getByRole("button", { name: /Active share of seats, explained$/ }).click(), await page.getByRole("dialog").waitFor())],
  ["journey", "/journey", (page) => page.getByRole("table", { name: /^Time to onboard/ }).waitFor()],
  ["journey, a stage and its times", "/journey?stage=adoption&show=all&time=stage:adoption", (page) => page.getByRole("table", { name: /^Time in Adoption/ }).waitFor()],
  ["renewals", "/renewals?days=180", (page) => page.getByRole("table", { name: "Renewals", exact: true }).waitFor()],
  ["benchmarks", "/benchmarks", (page) => page.getByRole("table", { name: /^Benchmarks of Overall/ }).waitFor()],
  ["board", "/board", async (page) => (await page.getByRole("table", { name: "Accounts in each band by segment" }).waitFor(), await page.getByText("Figures by month").click())],
  ["insights, before anybody has asked", "/insights", (page) => page.getByText("Whether health tells the truth isn't known yet").waitFor()],
  ["insights, responses", "/insights?view=responses", (page) => page.getByText("No account fell to a lower band").or(page.getByRole("table", { name: "Responses by owner" })).waitFor()],
  ["an account that there isn't", "/accounts/nobody", (page) => page.getByRole("alert").waitFor()],
  ["how scores work", "/how-scores-work", (page) => page.getByRole("heading", { name: "Active share of seats" }).waitFor()],
  ["an address that there isn't", "/nothing", (page) => page.getByText("There is no such page").waitFor()],
];

const pages = ["/portfolio", "/journey", "/renewals?days=180", "/benchmarks", "/board", "/insights"] as const;

describe.skipIf(noChromium !== undefined)(`everybody can use it${noChromium === undefined ? "" : ` (skipped: ${noChromium})`}`, { timeout: 240_000 }, () => {
  const world = pageWorld({ accounts: 25 });

  test("every page and state, light and dark", { timeout: 600_000 }, async () => {
    const { page, complaints } = await world.reader();
    const told: string[] = [];
    for (const [name, address, reach] of states) {
      await page.goto(address);
      await reach(page);
      told.push(...(await inaccessible(page, name)));
      // That there is no such account is an answer with status 404, which browsers report.
      if (name === "an account that there isn't") complaints.length = 0;
    }
    expect(told).toEqual([]);
  });

  test("what fails, and what takes long, light and dark", async () => {
    const { page, complaints } = await world.reader();
    const told: string[] = [];
    const away = JSON.stringify({ type: "about:blank", title: "Unavailable", status: 503, detail: "Scores can't be read at the moment.", code: "unavailable", message: "Scores can't be read at the moment." });
    // What the shell asks for is there: a page fails inside of it.
    const asked = /\/api\/v1\/(?!pack|session|notices|changes|summary)/;
    for (const [how, answer] of [["fails", (route: Route) => route.fulfill({ status: 503, contentType: "application/problem+json", body: away })], ["takes long", () => undefined]] as const) {
      await page.route(asked, answer);
      for (const address of pages) {
        await page.goto(address);
        await page.getByRole("heading", { level: 1 }).waitFor();
        if (how === "fails") await page.getByRole("alert").first().waitFor();
        told.push(...(await inaccessible(page, `${address} ${how}`)));
      }
      await page.unroute(asked);
    }
    complaints.length = 0;
    expect(told).toEqual([]);
  });

  test("nothing overflows on a phone", async () => {
    const { page } = await world.reader({ phone: true });
    for (const address of [...pages, "/how-scores-work"]) {
      await page.goto(address);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle").catch(() => undefined);
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    }
    await page.goto("/portfolio");
    await openFirst(page);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  });
});
