import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { inaccessible, overflowOf } from "../support/axe.ts";
import { noChromium } from "../support/open-chromium.ts";
import { pageWorld } from "../support/page-world.ts";

const rows = (page: Page): Promise<void> => page.getByRole("table", { name: "Accounts" }).getByRole("link").first().waitFor();
/** What isn't there soon isn't there. */
const soonMs = 15_000;
const menu = (page: Page) => page.getByRole("dialog", { name: "Views" });

describe.skipIf(noChromium !== undefined)(`views of the portfolio${noChromium === undefined ? "" : ` (skipped: ${noChromium})`}`, { timeout: 240_000 }, () => {
  const world = pageWorld({ accounts: 25 });

  test("one is kept, opened, begun with, removed and brought back", async () => {
    const { page } = await world.reader();
    page.setDefaultTimeout(soonMs);
    await page.goto("/portfolio?band=red&sort=revenue");
    await rows(page);
    await page.getByRole("button", { name: "Keep view" }).click();
    await page.getByRole("textbox", { name: "Name for these filters" }).fill("Big <b>reds</b>");
    expect(await page.getByRole("checkbox", { name: "Share with everybody" }).count()).toBe(0);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Big <b>reds</b>" }).click();
    await menu(page).getByRole("button", { name: "Begin with the view Big <b>reds</b>" }).click();
    await menu(page).getByRole("button", { name: "Stop beginning with the view Big <b>reds</b>" }).waitFor();
    const told = [...(await inaccessible(page, "views"))];
    await menu(page).getByRole("button", { name: "All accounts" }).click();
    await page.waitForURL("**/portfolio?show=all");
    await page.getByRole("link", { name: "Portfolio", exact: true }).click();
    await page.waitForURL("**/portfolio?band=red&sort=revenue");
    await page.getByRole("button", { name: "Clear" }).click();
    await page.waitForURL("**/portfolio?sort=revenue");

    await page.getByRole("button", { name: "Own filters" }).click();
    await menu(page).getByRole("button", { name: "Remove the view Big <b>reds</b>" }).click();
    await menu(page).getByRole("button", { name: "Remove the view Big <b>reds</b>" }).waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Own filters" }).click();
    await menu(page).getByRole("button", { name: "Rename the view Big <b>reds</b>" }).click();
    told.push(...(await inaccessible(page, "another name")));
    await page.keyboard.type("Largest reds");
    await page.keyboard.press("Enter");
    await menu(page).getByRole("button", { name: "Largest reds", exact: true }).waitFor();
    await page.getByText("The view Big <b>reds</b> is called Largest reds now").waitFor();
    expect(told).toEqual([]);
  });

  test("a manager shares one, and everybody has it", async () => {
    const { page } = await world.reader({ role: "manager" });
    page.setDefaultTimeout(soonMs);
    await page.goto("/portfolio?benchmark=under");
    await page.getByRole("button", { name: "Keep view" }).click();
    await page.getByRole("textbox", { name: "Name for these filters" }).fill("Team");
    await page.getByRole("checkbox", { name: "Share with everybody" }).check();
    const told = await inaccessible(page, "keep view");
    await page.getByRole("button", { name: "Keep", exact: true }).click();
    await page.getByRole("button", { name: "Team" }).waitFor();

    const csm = await world.reader();
    csm.page.setDefaultTimeout(soonMs);
    await csm.page.goto("/portfolio?show=all");
    await rows(csm.page);
    await csm.page.getByRole("button", { name: "All accounts" }).click();
    expect(await menu(csm.page).getByRole("button", { name: "Remove the view Team" }).count()).toBe(0);
    await menu(csm.page).getByRole("button", { name: "Team", exact: true }).click();
    await csm.page.waitForURL("**/portfolio?benchmark=under");
    expect([...told, ...(await inaccessible(csm.page, "a shared view"))]).toEqual([]);
  });

  test("what the browser kept is brought to the server", async () => {
    const { page } = await world.reader({ role: "manager" });
    page.setDefaultTimeout(soonMs);
    await page.addInitScript(`if (!sessionStorage.getItem("begun")) { sessionStorage.setItem("begun", "1"); localStorage.setItem("bellwether-views", JSON.stringify([{ name: "From before", search: { band: ["yellow"] } }])); }`);
    await page.goto("/portfolio?band=yellow");
    await page.getByRole("button", { name: "From before" }).waitFor();
    await expect.poll(() => page.evaluate("localStorage.getItem('bellwether-views')")).toBeNull();
    await page.reload();
    await page.getByRole("button", { name: "From before" }).click();
    await menu(page).getByRole("button", { name: "From before", exact: true }).waitFor();
    expect(await menu(page).getByRole("button", { name: "From before", exact: true }).count()).toBe(1);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  });

  test("accounts stand in groups that open and close, and the address says which", async () => {
    const { page } = await world.reader();
    page.setDefaultTimeout(soonMs);
    await page.goto("/portfolio?show=all");
    await rows(page);
    await page.getByRole("combobox", { name: "Group by" }).selectOption("owner");
    await page.waitForURL("**/portfolio?show=all&group=owner");
    const heads = page.getByRole("table", { name: "Accounts" }).locator("button[aria-expanded]");
    await heads.first().waitFor();
    await rows(page);
    const told = [...(await inaccessible(page, "groups"))];
    const first = await heads.first().innerText();
    expect(first).toMatch(/csm-\d[\s\S]*\d+ accounts?[\s\S]*a month/);
    await heads.first().click();
    await page.waitForURL("**/portfolio?show=all&group=owner&toggled=csm-1");
    expect(await heads.first().getAttribute("aria-expanded")).toBe("false");
    await page.getByRole("button", { name: "Close all groups" }).click();
    await page.waitForURL("**/portfolio?show=all&group=owner&groups=closed");
    await page.getByRole("table", { name: "Accounts" }).getByRole("link").first().waitFor({ state: "detached" });
    await page.keyboard.press("j");
    await page.locator('[data-row="0"]:focus').waitFor();
    await page.keyboard.press("Enter");
    await rows(page);
    told.push(...(await inaccessible(page, "one open group")));
    await page.getByRole("combobox", { name: "Group by" }).selectOption("renewal");
    await page.getByText(/^[A-Z][a-z]{2,3} 20\d\d$/).first().waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(told).toEqual([]);
  });

  test("columns are chosen, moved and kept in the address, metrics among them", async () => {
    const { page } = await world.reader();
    page.setDefaultTimeout(soonMs);
    await page.goto("/portfolio?show=all");
    await rows(page);
    await page.getByRole("button", { name: "Columns" }).click();
    const dialog = page.getByRole("dialog", { name: "Columns" });
    await dialog.getByRole("checkbox", { name: "90 days" }).uncheck();
    await dialog.getByRole("checkbox", { name: "Active share of seats" }).check();
    await dialog.getByRole("button", { name: "Move Active share of seats to the left" }).press("Enter");
    const told = [...(await inaccessible(page, "columns"))];
    await page.keyboard.press("Escape");
    const heads = () => page.getByRole("columnheader").allInnerTexts();
    const names = (await heads()).map((text) => text.trim());
    expect(names).not.toContain("90 days");
    expect(names.slice(-2)).toEqual(["Active share of seats", "Known"]);
    await expect.poll(() => page.locator('[data-column="metric:seats_active"][role="cell"]').allInnerTexts()).toContainEqual(expect.stringMatching(/^\d+(\.\d+)? ?%/));
    await page.getByRole("columnheader", { name: "Active share of seats" }).getByRole("button").click();
    await page.waitForURL("**sort=metric%3Aseats_active**");
    const shares = async (): Promise<number[]> => (await page.locator('[data-column="metric:seats_active"][role="cell"]').allInnerTexts()).map((text) => Number.parseFloat(text)).filter((share) => !Number.isNaN(share));
    await expect.poll(async () => (await shares()).every((share, place, all) => share >= (all[place - 1] ?? 0))).toBe(true);
    await page.reload();
    await rows(page);
    expect((await heads()).map((text) => text.trim())).toEqual(names);
    expect(told).toEqual([]);
  });
});
