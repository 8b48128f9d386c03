import { describe, expect, test } from "vitest";
import { noChromium } from "../support/open-chromium.ts";
import { pageWorld } from "../support/page-world.ts";

/** A machine with much else to do is slow, not broken. */
const patient = { timeout: 60_000 };

describe.skipIf(noChromium !== undefined)(`the pages that answer for everybody${noChromium === undefined ? "" : ` (skipped: ${noChromium})`}`, { timeout: 240_000 }, () => {
  const world = pageWorld({ accounts: 60 });

  test("journey: from who is late over a stage to the way of one account, and back", async () => {
    const { page } = await world.reader();
    await page.goto("/journey");
    const late = page.getByRole("table", { name: "Stuck or behind" });
    await late.getByRole("link").first().waitFor();
    expect(await late.getByText(/^(Stuck|Behind)$/).count()).toBe(await late.getByRole("link").count());
    await page.getByRole("button", { name: /^Adoption/ }).first().click();
    await page.waitForURL(/stage=adoption/);
    const inStage = page.getByRole("table", { name: "Accounts in Adoption" });
    const link = inStage.getByRole("link").first();
    const [name, address] = [await link.textContent(), await link.getAttribute("href")];
    // By its address, because the lines may still make room for those that are being read.
    await inStage.locator(`a[href="${address}"]`).click();
    await page.getByRole("heading", { level: 1, name: name ?? "" }).waitFor();
    const journey = page.getByRole("region", { name: "Journey" });
    expect(await journey.getByRole("listitem").filter({ has: page.getByText(", now here") }).textContent()).toContain("Adoption");
    await page.goBack();
    await inStage.waitFor();
  });

  test("journey: cohorts by segment have a curve and a line of the table each", async () => {
    const { page } = await world.reader();
    await page.goto("/journey?cohorts=segment");
    const times = page.getByRole("region", { name: "How long it takes", exact: true });
    await times.getByRole("img", { name: /^Time to onboard/ }).waitFor();
    const lines = await times.getByRole("row").count();
    expect(await times.locator("figcaption > span").count()).toBe(lines - 1);
  });

  test("benchmarks: a place of the map narrows the list; the account says the same gap", async () => {
    const { page } = await world.reader();
    await page.goto("/benchmarks");
    const places = page.getByRole("table", { name: /^Benchmarks of Overall/ }).getByRole("button", { name: / under in / });
    await places.first().waitFor();
    const texts = await places.allTextContents();
    const most = texts.reduce((best, text, place) => (Number.parseInt(text, 10) > Number.parseInt(texts[best] ?? "0", 10) ? place : best), 0);
    await places.nth(most).click();
    await page.waitForURL(/segment=/);
    const furthest = page.getByRole("table", { name: "Accounts furthest under their benchmark" });
    await expect.poll(() => furthest.getByRole("link").count(), patient).toBe(Number.parseInt(texts[most] ?? "", 10));
    const gap = (await furthest.getByRole("button", { name: /points from the benchmark/ }).first().textContent())?.split(" ")[0] ?? "";
    await furthest.getByRole("link").first().click();
    await page.getByRole("region", { name: "Against customers like it" }).getByText(gap).first().waitFor();
  });

  test("renewals: further ahead there are more, and an owner's are hers", async () => {
    const { page } = await world.reader();
    await page.goto("/renewals?days=30");
    await page.getByRole("group", { name: "How far ahead" }).or(page.getByRole("radiogroup", { name: "How far ahead" })).waitFor();
    await page.getByText("180 days", { exact: true }).click();
    await page.waitForURL(/days=180/);
    const table = page.getByRole("table", { name: "Renewals", exact: true });
    await table.getByRole("row").nth(3).waitFor();
    const owner = (await table.getByRole("row").nth(1).getByRole("cell").last().textContent()) ?? "";
    await page.getByRole("button", { name: "Owner", exact: true }).click();
    await page.getByRole("checkbox", { name: owner }).click();
    await page.waitForURL(/owner=/);
    await page.keyboard.press("Escape");
    await expect.poll(async () => new Set(await table.getByRole("row").locator("td:last-child").allTextContents()), patient).toEqual(new Set([owner]));
  });

  test("board: prints on one page with everything that it shows, without what is only for the screen", async () => {
    const { page } = await world.reader();
    await page.goto("/board");
    await page.getByRole("table", { name: "Accounts in each band by segment" }).waitFor();
    await page.getByRole("table", { name: "What became of recurring revenue" }).waitFor();
    await page.emulateMedia({ media: "print" });
    expect(await page.getByRole("button", { name: "Print" }).isVisible()).toBe(false);
    expect(await page.getByRole("navigation", { name: "Pages" }).isVisible()).toBe(false);
    const pdf = await page.pdf({ format: "A4", printBackground: true });
    if (process.env["LOOK"]) await page.screenshot({ path: `${process.env["LOOK"]}/board-print.png`, fullPage: true });
    expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  });

  test("all by keyboard: from page to page, a stage, its explanation", async () => {
    const { page } = await world.reader();
    await page.goto("/portfolio");
    await page.getByRole("table", { name: "Accounts" }).getByRole("link").first().waitFor();
    for (const [key, title] of [["j", "Journey"], ["r", "Renewals"], ["b", "Benchmarks"], ["o", "Board"], ["j", "Journey"]] as const) {
      await page.keyboard.press("g");
      await page.keyboard.press(key);
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
    }
    await page.getByRole("button", { name: /^Adoption/ }).first().focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/stage=adoption/);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByText("Monthly recurring revenue").waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("dialog").count(), patient).toBe(0);
  });

  test("the portfolio can be narrowed to who is under the benchmark, and says how far", async () => {
    const { page } = await world.reader();
    await page.goto("/portfolio?benchmark=under&sort=gap");
    const gaps = page.getByRole("table", { name: "Accounts" }).getByRole("button", { name: /points from the benchmark/ });
    await gaps.first().waitFor();
    for (const text of await gaps.allTextContents()) expect(text).toMatch(/^−\d/);
  });
});
