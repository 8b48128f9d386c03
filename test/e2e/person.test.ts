import { describe, expect, test } from "vitest";
import { inaccessible, overflowOf } from "../support/axe.ts";
import { noChromium } from "../support/open-chromium.ts";
import { pageWorld } from "../support/page-world.ts";

describe.skipIf(noChromium !== undefined)(`a person${noChromium === undefined ? "" : ` (skipped: ${noChromium})`}`, { timeout: 240_000 }, () => {
  const world = pageWorld({ accounts: 25 });

  test("is reached from their account, says whether they come as usual, and leads back", async () => {
    const { page, complaints } = await world.reader({ role: "manager" });
    page.setDefaultTimeout(30_000);
    await page.goto("/portfolio?sort=revenue&order=descending");
    await page.getByRole("table", { name: "Accounts" }).getByRole("link").first().click();
    const people = page.getByRole("region", { name: "People" });
    const link = people.getByRole("link").first();
    const name = await link.innerText();
    await link.click();
    await page.getByRole("heading", { level: 1, name }).waitFor();
    const health = page.getByRole("region", { name: "Own health" });
    await health.getByText(/\d+ active days?/).first().waitFor();
    await page.getByRole("region", { name: "What they use" }).waitFor();
    await page.getByRole("region", { name: "Events" }).getByRole("listitem").first().waitFor();
    const told = [...(await inaccessible(page, "person"))];
    const role = page.getByRole("combobox", { name: `Role of ${name}` });
    const before = await role.inputValue();
    const other = before === "champion" ? "admin" : "champion";
    await role.selectOption(other);
    await page.getByText(new RegExp(`is ${other} now`)).waitFor();
    expect(await role.inputValue()).toBe(other);
    await role.selectOption("Another…");
    await page.getByRole("textbox", { name: `Another role of ${name}` }).fill("Head of logistics");
    told.push(...(await inaccessible(page, "another role")));
    await page.keyboard.press("Enter");
    await page.getByText("is Head of logistics now").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => role.inputValue(), { timeout: 20_000 }).toBe(other);
    await health.getByRole("button", { name: /own health, explained$/ }).click();
    await page.getByRole("dialog").getByText("The account's score doesn't contain it").waitFor();
    await page.keyboard.press("Escape");
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.getByRole("link", { name: /^Back to / }).click();
    await page.waitForURL(/\/accounts\/[^/]+#people$/);
    await page.goto(`${page.url().split("#")[0]}/people/nobody`);
    await page.getByText("The account has no user `nobody`").waitFor();
    // That there is nobody is an answer with status 404, which browsers report.
    complaints.length = 0;
    expect(told).toEqual([]);
  });

  test("is found by the palette; a role on an account of somebody else's is only read", async () => {
    const { page } = await world.reader();
    page.setDefaultTimeout(30_000);
    await page.goto("/portfolio?owner=csm-2&asOf=2026-05-20");
    await page.getByRole("table", { name: "Accounts" }).getByRole("link").first().click();
    const link = page.getByRole("region", { name: "People" }).getByRole("link").first();
    await link.waitFor();
    const address = new URL((await link.getAttribute("href")) ?? "", page.url());
    const user = decodeURIComponent(address.pathname.split("/").at(-1) ?? "");
    await page.keyboard.press("Control+k");
    await page.getByRole("textbox", { name: "Find an account, a person or a page" }).fill(user.toUpperCase());
    await page.getByRole("dialog", { name: "Find" }).getByRole("button", { name: /^Person:/ }).first().waitFor();
    const told = await inaccessible(page, "people in the palette");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**${address.pathname}?asOf=2026-05-20`);
    await page.goto(address.pathname);
    await page.getByTitle("The account's owner or a manager says it, as of now").waitFor();
    expect(await page.getByRole("combobox", { name: /^Role of / }).count()).toBe(0);
    const { page: viewers } = await world.reader({ role: "viewer" });
    await viewers.goto(address.pathname.replace(/\/people\/.*/, "?open=pulse"));
    const judgement = viewers.getByRole("region", { name: "Judgement" });
    await judgement.getByText(/^(Pulse|Nobody has said)/).first().waitFor();
    expect([await judgement.getByRole("button", { name: /^(Pulse|Note|Take back)/ }).count(), await viewers.getByRole("form").count()]).toEqual([0, 0]);
    expect(told).toEqual([]);
  });
});
