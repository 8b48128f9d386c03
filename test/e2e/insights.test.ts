import { describe, expect, test } from "vitest";
import { inaccessible, overflowOf } from "../support/axe.ts";
import { scoreHistory } from "../../src/engine/history.ts";
import { runningPack } from "../support/api.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { pageWorkspace } from "../support/page-company.ts";
import { storeCompany } from "../support/scored-company.ts";
import { noChromium } from "../support/open-chromium.ts";
import { pageWorld } from "../support/page-world.ts";

/** A machine with much else to do is slow, not broken. */
const patient = { timeout: 150_000 };

describe.skipIf(noChromium !== undefined)(`insights${noChromium === undefined ? "" : ` (skipped: ${noChromium})`}`, { timeout: 400_000 }, () => {
  // Customers enough for a verdict, and no more.
  const accounts = 260;
  const to = Date.UTC(2026, 4, 31, 22);
  const world = pageWorld({
    accounts,
    company: async (store) => {
      await storeCompany(store, pageWorkspace, simulationOf("learning", { to, accounts, scale: 0.08 }));
      // Responses are told from stored bands.
      await scoreHistory(store, { ...runningPack(), workspace: pageWorkspace, from: to - 40 * 86_400_000, to, knownAt: to }, () => {});
    },
  });

  test("a manager asks the past, sees it run, reloads and reads what it says", async () => {
    const { page } = await world.reader({ role: "manager" });
    await page.goto("/insights");
    await page.getByText("Whether health tells the truth isn't known yet").waitFor();
    expect(await inaccessible(page, "nothing asked")).toEqual([]);
    // By keyboard alone.
    await page.getByRole("button", { name: "Ask the past" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("list", { name: "What runs" }).getByText("Backtest").first().waitFor();
    expect(await inaccessible(page, "running")).toEqual([]);
    await page.reload();
    await page.getByText(/Asked .* by max@example.com, under the health definition, over/).waitFor(patient);
    await page.getByRole("heading", { level: 2, name: /^(Yes: health tells who will leave|A little|No predictive power found|Too few renewal results to say)/ }).waitFor();
    await page.getByRole("region", { name: "The year before each loss" }).getByRole("row").nth(1).waitFor();
    await page.getByRole("table", { name: "Renewal results by year" }).getByRole("row").nth(1).waitFor();
    await page.getByRole("list", { name: "What runs" }).waitFor({ state: "detached", ...patient });
    expect(await inaccessible(page, "backtest")).toEqual([]);
    const link = page.getByRole("region", { name: "The year before each loss" }).getByRole("link").first();
    const name = (await link.textContent()) ?? "";
    await link.click();
    await page.waitForURL(/\/accounts\/.*asOf=\d{4}-\d\d-\d\d/);
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await page.goBack();
    await page.getByRole("region", { name: "The year before each loss" }).waitFor();
  });

  test("what came before losses, on a desk and on a phone; a run can be cancelled", async () => {
    const { page } = await world.reader({ role: "manager" });
    await page.goto("/insights?view=before-losses");
    await page.getByRole("button", { name: "Ask the past" }).click();
    await page.getByRole("button", { name: "Cancel Won and lost" }).click();
    await page.getByText(/^Cancelled .*: It was cancelled.$/).waitFor(patient);
    await page.getByRole("button", { name: "Ask the past" }).click();
    await page.getByRole("heading", { level: 2, name: /told consistently|Nothing found|Too few renewal results/ }).waitFor(patient);
    expect(await inaccessible(page, "won and lost")).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    for (const address of ["/insights", "/insights?view=before-losses"]) {
      await page.goto(address);
      await page.getByRole("button", { name: "Ask the past again" }).waitFor();
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    }
  });

  test("how likely a loss is, and the same on Renewals, with what it rests on", async () => {
    const { page } = await world.reader({ role: "manager" });
    await page.goto("/renewals?days=180");
    await page.getByText("Nobody has asked the past yet how likely").waitFor();
    await page.getByRole("link", { name: "Insights", exact: true }).last().click();
    await page.waitForURL(/view=likelihood/);
    await page.getByRole("button", { name: "Ask the past" }).click();
    await page.getByRole("table", { name: "Likeliest to be lost" }).getByRole("link").first().waitFor(patient);
    await page.getByRole("img", { name: /^Told likelihood against/ }).waitFor();
    expect(await inaccessible(page, "calibration")).toEqual([]);
    await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Renewals" }).click();
    const table = page.getByRole("table", { name: "Renewals", exact: true });
    await table.getByRole("button", { name: /^\d.* likelihood that .* is lost, explained$/ }).first().click();
    await page.getByRole("dialog").getByText(/Because: .*lost within 90 days/).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("table", { name: "Renewals by month" }).getByRole("columnheader", { name: "Expected loss" }).waitFor();
    // Controls fade from light to dark, slowly where the machine is busy.
    await expect.poll(() => inaccessible(page, "renewals with likelihoods"), patient).toEqual([]);
  });

  test("suggested weights open as a draft that changes nothing by itself", async () => {
    const { page } = await world.reader({ role: "manager" });
    await page.goto("/insights?view=weights");
    await page.getByRole("button", { name: "Ask the past" }).click();
    await page.getByRole("heading", { level: 2, name: /present weights$/ }).waitFor(patient);
    expect(await inaccessible(page, "suggestion")).toEqual([]);
    const open = page.getByRole("link", { name: "Open as a draft in Health definition" });
    await open.waitFor();
    await open.click();
    await page.waitForURL(/health-definition\?.*draft=/);
    await page.getByRole("region", { name: "What it would do" }).getByText(/change band|no account changes band|Nobody/i).first().waitFor(patient);
  });

  test("the last year, and how fast we respond", async () => {
    const { page } = await world.reader({ role: "manager" });
    await page.goto("/insights?view=year");
    await page.getByRole("button", { name: "Ask the past" }).click();
    await page.getByRole("table", { name: "Month by month" }).getByRole("row").nth(8).waitFor(patient);
    expect(await inaccessible(page, "review")).toEqual([]);
    await page.getByRole("link", { name: "How fast we respond" }).click();
    await page.getByRole("table", { name: "Responses by owner" }).getByRole("rowheader", { name: "Everybody" }).waitFor();
    await page.getByRole("button", { name: /Everybody: half acted on, explained$/ }).click();
    await page.getByRole("dialog").getByText("Estimated after Kaplan and Meier, with those that still wait.").waitFor();
    await page.keyboard.press("Escape");
    expect(await inaccessible(page, "responses")).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    for (const view of ["likelihood", "weights", "year", "responses"]) {
      await page.goto(`/insights?view=${view}`);
      await page.getByRole("heading", { level: 2 }).or(page.getByText(/known yet$|^Nobody has/)).first().waitFor();
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    }
  });

  test("others read it and can't ask", async () => {
    const { page } = await world.reader();
    await page.goto("/insights");
    await page.getByText(/Asked .* by max@example.com/).waitFor();
    expect(await page.getByRole("button", { name: /^Ask the past/ }).count()).toBe(0);
  });
});
