import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { inaccessible } from "../support/axe.ts";
import { noChromium } from "../support/open-chromium.ts";
import { joined, password, setUp, signIn } from "../support/whole-page.ts";
import { wholeWorld } from "../support/whole-world.ts";

const rowsOf = (page: Page) => page.getByRole("table", { name: "Accounts" }).getByRole("link");

/** Of a keyboard's user: on with Tab until this has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let tabs = 0; tabs < 150; tabs += 1) {
    if (await page.evaluate((wanted) => (globalThis as unknown as { document: { activeElement?: { matches(text: string): boolean } } }).document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab doesn't lead to ${selector}`);
}

describe.skipIf(noChromium !== undefined)(`from the worst account to the manager's page${noChromium === undefined ? "" : ` (skipped: ${noChromium})`}`, { timeout: 300_000 }, () => {
  const world = wholeWorld({ accounts: 40 });

  test("with the mouse: the worst of my book, why, its events, a pulse, a plan; the manager sees it", async () => {
    const ada = await world.reader();
    await setUp(ada, world.page);
    const ben = await joined(ada, await world.reader(), { email: "ben@example.com", name: "Ben Ash", role: "csm", books: ["csm-1"] });
    const { page } = ben;
    const told: string[] = [];
    await page.goto("/portfolio?owner=csm-1");
    const worst = rowsOf(page).first();
    const name = await worst.innerText();
    told.push(...(await inaccessible(page, "my book")));
    await worst.click();
    await page.getByRole("heading", { level: 1, name }).waitFor();
    const why = page.getByRole("table", { name: "What the score is made of" });
    await why.getByRole("button", { name: "Active share of seats", exact: true }).click();
    await why.getByText(/of [\d,]+ events?|No event stands behind/).waitFor();
    told.push(...(await inaccessible(page, "events behind the worst metric")));
    await page.getByRole("region", { name: "Judgement" }).getByRole("button", { name: "Pulse", exact: true }).click();
    const pulse = page.getByRole("form", { name: "Pulse" });
    await pulse.getByRole("radio", { name: /Red/ }).click();
    await pulse.getByLabel("Why").fill("The sponsor has left.");
    await pulse.getByRole("button", { name: "Record the pulse" }).click();
    await page.getByRole("list", { name: "In force" }).getByText("The sponsor has left.").waitFor();
    await page.getByRole("region", { name: "Plan" }).getByRole("button", { name: "Open a plan" }).click();
    const dialog = page.getByRole("dialog", { name: "Open a plan" });
    await dialog.getByRole("radio", { name: "An empty plan" }).check();
    await dialog.getByLabel("Name").fill("Find a new sponsor");
    await dialog.getByLabel("Why").fill("Nobody speaks for us there");
    await dialog.getByLabel("Step 1", { exact: true }).fill("Ask who follows");
    told.push(...(await inaccessible(page, "a plan being written")));
    await dialog.getByRole("button", { name: "Open the plan" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("region", { name: "Plan" }).getByText("Ask who follows").waitFor();

    await ada.page.goto("/plans");
    const line = ada.page.getByRole("table", { name: "Plans" }).getByRole("row", { name: /Find a new sponsor/ });
    await line.getByText("Ask who follows").waitFor();
    await line.getByRole("link", { name }).waitFor();
    told.push(...(await inaccessible(ada.page, "the manager's page")));
    expect(told).toEqual([]);
  });

  test("by keyboard alone, from signing in to the plan", async () => {
    const { page } = await world.reader();
    await page.goto("/sign-in");
    await page.locator("input[name=email]:focus").waitFor();
    await page.keyboard.type("ben@example.com");
    await page.keyboard.press("Tab");
    await page.keyboard.type(password);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/today");
    await page.getByRole("heading", { level: 1, name: "Today" }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator("#main:focus").waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("p");
    await rowsOf(page).first().waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("csm-1");
    await page.waitForURL("**/portfolio?text=csm-1");
    await page.locator("[role=table][aria-busy=false] [role=row][aria-rowindex='3']", { hasText: "csm-1" }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    // The second: the first one has a plan since the test before.
    const second = page.locator("[data-row='1']:focus");
    await second.waitFor();
    const name = await second.innerText();
    await page.keyboard.press("o");
    await page.getByRole("heading", { level: 1, name }).waitFor();
    const why = page.getByRole("table", { name: "What the score is made of" });
    await why.getByRole("button", { name: "Active share of seats", exact: true }).waitFor();
    await tabTo(page, "[aria-label='What the score is made of'] button[aria-expanded]:not([aria-haspopup])");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/accounts/*metric=*");
    await why.getByText(/of [\d,]+ events?|No event stands behind/).waitFor();
    await page.keyboard.press("p");
    await page.getByRole("form", { name: "Pulse" }).waitFor();
    await page.keyboard.press("3");
    await page.keyboard.type("they look elsewhere");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("list", { name: "In force" }).getByText("they look elsewhere").waitFor();
    // The form has gone; the focus is where it was opened.
    await page.locator("#judgement button:focus").waitFor();
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Shortcuts" });
    await help.getByRole("region", { name: "On this page" }).getByText("Open a plan for the account").waitFor();
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "detached" });
    await page.locator("#judgement button:focus").waitFor();
    await page.keyboard.press("a");
    const dialog = page.getByRole("dialog", { name: "Open a plan" });
    await dialog.waitFor();
    for (const [field, text] of [["[role=dialog] input[required]:not([type=radio])", "Keep them"], ["[role=dialog] textarea", "They look elsewhere"], ["[aria-label='Step 1']", "Ring them up"]] as const) {
      await tabTo(page, field);
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type(text);
    }
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("region", { name: "Plan" }).getByText("Ring them up").waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("l");
    await page.getByRole("table", { name: "Plans" }).getByText("Ring them up").waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    expect(await page.locator(":focus").innerText()).not.toBe("");
    await page.keyboard.press("k");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/accounts/*");
  });

  test("a call is logged in ten seconds, from the palette and by keys", async () => {
    const ben = await world.reader();
    await signIn(ben, "ben@example.com");
    const { page } = ben;
    await page.goto("/portfolio");
    const name = await rowsOf(page).first().innerText();
    const begun = Date.now();
    await page.keyboard.press("l");
    const dialog = page.getByRole("dialog", { name: "Log activity" });
    await dialog.getByRole("combobox", { name: "Account" }).waitFor();
    await page.keyboard.type(name);
    await page.getByRole("option", { name, exact: true }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await tabTo(page, "textarea");
    await page.keyboard.type("They renew.");
    await page.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
    expect(Date.now() - begun).toBeLessThan(10_000);
    await page.getByRole("table", { name: "Accounts" }).getByRole("link", { name, exact: true }).first().click();
    await expect.poll(() => page.getByRole("region", { name: "Events" }).innerText(), { timeout: 60_000 }).toContain("They renew.");
  });

  test("an account is handed over: who had it and who has it now are both told", async () => {
    const [ada, ben] = [await world.reader(), await world.reader()];
    await signIn(ada, "ada@example.com");
    const cleo = await joined(ada, await world.reader(), { email: "cleo@example.com", name: "Cleo Fry", role: "csm", books: ["csm-2"] });
    await signIn(ben, "ben@example.com");
    await ada.page.goto("/portfolio?owner=csm-1");
    const name = await rowsOf(ada.page).first().innerText();
    await rowsOf(ada.page).first().click();
    await ada.page.getByRole("region", { name: "Judgement" }).getByRole("button", { name: "Hand over", exact: true }).click();
    const form = ada.page.getByRole("form", { name: "Hand over" });
    await form.getByLabel("To whom").fill("csm-2");
    await form.getByLabel("What they have to know").fill("They want weekly calls.");
    expect(await inaccessible(ada.page, "handing over")).toEqual([]);
    await form.getByRole("button", { name: "Hand it over" }).click();
    await form.waitFor({ state: "detached" });
    for (const { page } of [ben, cleo]) {
      await page.goto("/today");
      await expect.poll(async () => (await page.reload(), await page.getByRole("heading", { level: 1 }).waitFor(), await page.waitForTimeout(700), await page.locator("#main").innerText()), { timeout: 60_000 }).toMatch(/csm-1.*csm-2|csm-2.*csm-1/s);
      await page.getByRole("link", { name }).first().waitFor();
      expect(await inaccessible(page, "a hand-over")).toEqual([]);
    }
  });
});
