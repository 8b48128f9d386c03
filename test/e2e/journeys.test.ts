import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { noChromium, openChromium } from "../support/open-chromium.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { builtPage, pageServer, type PageServer } from "../support/page.ts";
import { pageNow, pageWorkspace, storePageCompany } from "../support/page-company.ts";
import { type Reader, openReader } from "../support/reader.ts";

describe.skipIf(noChromium !== undefined)(`a day's work${noChromium === undefined ? "" : ` (skipped: ${noChromium})`}`, () => {
  const embedded = embeddedStore();
  let browser: Browser;
  let server: PageServer;
  let built: Awaited<ReturnType<typeof builtPage>>;

  beforeAll(async () => {
    built = await builtPage();
    await storePageCompany(embedded.store);
    server = await pageServer(embedded.store, { workspace: pageWorkspace, now: pageNow, directory: built.directory });
    browser = await openChromium();
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    built?.remove();
  });

  async function reader(): Promise<Reader> {
    const opened = await openReader(browser, { url: server.url, now: pageNow });
    onTestFinished(async () => {
      await opened.close();
      expect(opened.complaints).toEqual([]);
      expect(server.errors).toEqual([]);
    });
    return opened;
  }

  test("find the worst account of my book, see why, open the events behind its worst metric", async () => {
    const { page } = await reader();
    await page.goto("/");
    await page.getByRole("button", { name: "Owner" }).click();
    await page.getByRole("checkbox", { name: /csm-1/ }).check();
    await page.keyboard.press("Escape");
    await page.waitForURL("**/portfolio?owner=csm-1");
    const worst = page.getByRole("table", { name: "Accounts" }).getByRole("link").first();
    const name = await worst.innerText();
    await worst.click();
    await page.getByRole("heading", { level: 1, name }).waitFor();
    expect(await page.getByRole("region", { name: "What would lift it" }).innerText()).toMatch(/points|holds it down/);
    const why = page.getByRole("table", { name: "What the score is made of" });
    await why.getByRole("button", { name: "Active share of seats", exact: true }).click();
    await page.waitForURL("**/accounts/*metric=seats_active*");
    await why.getByText(/of [\d,]+ events?|No event stands behind/).waitFor();
    await page.goBack();
    await page.waitForURL("**/portfolio?owner=csm-1");
  });

  test("what changed adds up to the difference of the two scores", async () => {
    const { page } = await reader();
    await page.goto("/portfolio?sort=change30Days");
    await page.getByRole("table", { name: "Accounts" }).getByRole("link").first().click();
    const changed = page.getByRole("region", { name: "What changed" });
    await changed.getByRole("listitem").first().waitFor();
    const points = (await changed.getByRole("listitem").allInnerTexts()).map((text) => Number(text.trim().split(/\s+/).at(-1)?.replace("−", "-").replace("+", "")));
    const [from, to, parts] = [points[0] ?? Number.NaN, points.at(-1) ?? Number.NaN, points.slice(1, -1)];
    expect(parts.length).toBeGreaterThan(0);
    // Each is rounded to a tenth.
    expect(Math.abs(from + parts.reduce((sum, part) => sum + part, 0) - to)).toBeLessThan(0.05 * (parts.length + 2));
  });

  test("the whole flow by keyboard alone", async () => {
    const { page } = await reader();
    await page.goto("/portfolio");
    await page.getByRole("table", { name: "Accounts" }).getByRole("link").first().waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("csm-2");
    await page.waitForURL("**/portfolio?text=csm-2");
    await page.keyboard.press("Tab");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    const focused = page.locator("[data-row]:focus");
    await focused.waitFor();
    const name = await focused.innerText();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: "Shortcuts" }).waitFor({ state: "detached" });
    await page.keyboard.press("g");
    await page.keyboard.press("h");
    await page.getByRole("heading", { level: 1, name: "How scores work" }).waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("textbox", { name: "Find an account or a page" }).fill(name);
    await page.getByRole("button", { name: new RegExp(name) }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name }).waitFor();
  });

  test("a date of the past is kept from page to page, and the back button leads back", async () => {
    const { page } = await reader();
    await page.goto("/portfolio");
    await page.getByRole("button", { name: /As of now/ }).click();
    await page.getByLabel("As of", { exact: true }).fill("2026-03-01");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.waitForURL("**/portfolio?asOf=2026-03-01");
    await page.getByRole("table", { name: "Accounts" }).getByRole("link").first().click();
    await page.waitForURL("**/accounts/*?asOf=2026-03-01");
    await page.getByRole("button", { name: /As of 1 Mar 2026/ }).waitFor();
    await page.getByRole("link", { name: "How scores work" }).first().click();
    await page.waitForURL("**/how-scores-work?asOf=2026-03-01");
    await page.goBack();
    await page.goBack();
    await page.waitForURL("**/portfolio?asOf=2026-03-01");
  });

  test("a number says what it is, and its card can be reached and left by keys", async () => {
    const { page } = await reader();
    await page.goto("/portfolio");
    const score = page.getByRole("button", { name: /^Score \d+, explained/ }).first();
    await score.focus();
    await page.keyboard.press("Enter");
    const card = page.getByRole("dialog");
    await card.getByText("Weighted mean of Engagement, Product, Sentiment").waitFor();
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "detached" });
    await card.waitFor({ state: "detached" });
    expect(await score.evaluate("(element) => element === document.activeElement")).toBe(true);
  });

  test("the list is saved as a file", async () => {
    const { page } = await reader();
    await page.goto("/portfolio?band=red");
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export" }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toBe("portfolio-2026-06-01.csv");
    const text = await (await file.createReadStream()).toArray();
    const lines = Buffer.concat(text as Buffer[]).toString("utf8").trim().split("\r\n");
    expect(lines[0]).toMatch(/^\uFEFFaccount,name,band,score/);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.slice(1).filter((line) => !line.includes(",red,"))).toEqual([]);
  });

  test("a change that arrives is shown where the account stands", async () => {
    const { page } = await reader();
    await page.goto("/portfolio");
    await page.getByText("live", { exact: true }).waitFor();
    const [row] = server.live.rows(pageWorkspace);
    const link = page.getByRole("row").filter({ hasText: row?.name ?? "" });
    await link.waitFor();
    const before = await page.getByRole("table", { name: "Accounts" }).getByRole("link").allInnerTexts();
    server.live.remove(pageWorkspace, []);
    expect(await page.getByRole("table", { name: "Accounts" }).getByRole("link").allInnerTexts()).toEqual(before);
  });
});
