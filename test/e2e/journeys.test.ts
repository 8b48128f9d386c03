import { describe, expect, test } from "vitest";
import { eventFact } from "../support/facts.ts";
import { noChromium } from "../support/open-chromium.ts";
import { pageNow, pageWorkspace } from "../support/page-company.ts";
import { pageWorld } from "../support/page-world.ts";
import { textOf } from "../support/reader.ts";

describe.skipIf(noChromium !== undefined)(`a day's work${noChromium === undefined ? "" : ` (skipped: ${noChromium})`}`, { timeout: 240_000 }, () => {
  const world = pageWorld({ accounts: 30 });

  test("find the worst account of my book, see why, open the events behind its worst metric", async () => {
    const { page } = await world.reader();
    await page.goto("/portfolio");
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
    const { page } = await world.reader();
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
    const { page } = await world.reader();
    await page.goto("/portfolio");
    await page.getByRole("table", { name: "Accounts" }).getByRole("link").first().waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("csm-2");
    await page.waitForURL("**/portfolio?text=csm-2");
    await page.locator("[role=table][aria-busy=false] [role=row][aria-rowindex='2']", { hasText: "csm-2" }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    // The focus follows with the second frame after a key.
    await page.waitForTimeout(300);
    const focused = page.locator("[data-row='0']:focus");
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
    await page.getByRole("textbox", { name: "Find an account, a person or a page" }).fill(name);
    await page.getByRole("button", { name: new RegExp(name) }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name }).waitFor();
  });

  test("a date of the past is kept from page to page, and the back button leads back", async () => {
    const { page } = await world.reader();
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
    const { page } = await world.reader();
    await page.goto("/portfolio");
    const score = page.getByRole("button", { name: /^\d+ score, explained/ }).first();
    await score.focus();
    await page.keyboard.press("Enter");
    const card = page.getByRole("dialog");
    await card.getByText("Weighted mean of Engagement, Product, Sentiment").waitFor();
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "detached" });
    expect(await page.locator(":focus").innerText()).toMatch(/^\d+/);
  });

  test("the list is saved as a file", async () => {
    const { page } = await world.reader();
    await page.goto("/portfolio?band=red");
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export" }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toBe("portfolio-2026-06-01.csv");
    const lines = (await textOf(file)).trimEnd().split("\r\n");
    expect(lines[0]).toMatch(/^\uFEFFaccount,name,band,score/);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.slice(1).filter((line) => !line.includes(",red,"))).toEqual([]);
  });

  test("a first visit loads little, and nothing moves while it comes", async () => {
    const { page } = await world.reader();
    let bytes = 0;
    page.on("response", (response) => {
      if (response.url().endsWith(".js")) bytes += Number(response.headers()["content-length"]);
    });
    await page.addInitScript("globalThis.shift = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries()) globalThis.shift += entry.value; }).observe({ type: 'layout-shift', buffered: true });");
    await page.goto("/portfolio");
    await page.getByRole("table", { name: "Accounts" }).getByRole("link").nth(5).waitFor();
    await page.waitForTimeout(300);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(250_000);
    expect(await page.evaluate("globalThis.shift")).toBeLessThan(0.001);
  });

  test("a change that arrives is shown where the account stands", async () => {
    const { page } = await world.reader();
    await page.goto("/portfolio");
    await page.getByText("live", { exact: true }).waitFor();
    const names = (): Promise<string[]> => page.getByRole("table", { name: "Accounts" }).getByRole("link").allInnerTexts();
    const worst = page.getByRole("row").nth(1);
    const account = decodeURIComponent((await worst.getByRole("link").getAttribute("href"))?.split("/").at(-1) ?? "");
    const before = await names();
    const { page: grouped } = await world.reader();
    await grouped.goto(`/portfolio?group=owner&text=${encodeURIComponent(account)}`);
    await grouped.getByText("live", { exact: true }).waitFor();
    await grouped.getByRole("button", { name: / score, explained$/ }).waitFor();
    const reason = { override: "o-1", band: "green", score: 97, reason: "They told us so.", author: "csm-1" };
    await world.store.log.append(pageWorkspace, [eventFact("override-1", { account, user: "", name: "override_set", time: pageNow - 60_000, knownAt: pageNow - 60_000, properties: reason })], "override");
    await world.server.rescore();
    await worst.getByRole("button", { name: "97 score, explained" }).waitFor();
    expect(await names()).toEqual(before);
    await grouped.getByRole("button", { name: "97 score, explained" }).waitFor();
  });
});
