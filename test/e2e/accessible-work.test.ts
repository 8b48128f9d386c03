import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { inaccessible } from "../support/axe.ts";
import { everyPage, settingsParts, settled } from "../support/every-page.ts";
import { noChromium } from "../support/open-chromium.ts";
import type { Reader } from "../support/reader.ts";
import { setUp, signIn } from "../support/whole-page.ts";
import { wholeWorld } from "../support/whole-world.ts";

type Act = (page: Page) => Promise<unknown>;

const dialog: Act = (page) => page.getByRole("dialog").waitFor();
const form = (name: string): Act => (page) => page.getByRole("form", { name }).waitFor();

describe.skipIf(noChromium !== undefined)(`everybody can work with it${noChromium === undefined ? "" : ` (skipped: ${noChromium})`}`, { timeout: 600_000 }, () => {
  const world = wholeWorld({ accounts: 12 });
  const known = { is: false };

  /** Whoever administers, who becomes it once. */
  async function ada(): Promise<Reader> {
    const reader = await world.reader();
    await (known.is ? signIn(reader, "ada@example.com") : setUp(reader, world.page));
    known.is = true;
    return reader;
  }

  async function complaintsIn(page: Page, states: readonly (readonly [string, string, Act])[]): Promise<readonly string[]> {
    const told: string[] = [];
    for (const [name, address, reach] of states) {
      await page.goto(address);
      await reach(page);
      told.push(...(await inaccessible(page, name)));
    }
    return told;
  }

  test("every page, light and dark", async () => {
    const { page } = await ada();
    const pages = [...(await everyPage(page)), ...settingsParts, "/setup/files"];
    expect(await complaintsIn(page, pages.map((address) => [address, address, settled] as const))).toEqual([]);
  });

  test("every form, dialog and menu, light and dark", async () => {
    const { page } = await ada();
    await page.goto("/portfolio");
    const href = (await page.getByRole("table", { name: "Accounts" }).getByRole("link").first().getAttribute("href")) ?? "";
    const states: readonly (readonly [string, string, Act])[] = [
      ["a pulse", `${href}?open=pulse`, form("Pulse")],
      ["another score", `${href}?open=opinion`, form("Change the score")],
      ["a note", `${href}?open=note`, form("Note")],
      ["a hand-over", `${href}?open=owner`, form("Hand over")],
      ["a plan", `${href}?open=plan`, dialog],
      ["an activity", "/today", async (at) => (await settled(at), await at.keyboard.press("l"), await dialog(at))],
      ["the help", "/plans", async (at) => (await settled(at), await at.keyboard.press("?"), await dialog(at))],
      ["what the palette can do", "/today", async (at) => (await settled(at), await at.keyboard.press("Control+k"), await at.getByRole("textbox", { name: "Find an account, a person or a page" }).fill("plan"), await at.getByRole("button", { name: "Open a plan" }).click(), await at.getByPlaceholder("Open a plan: for which account?").waitFor())],
      ["who is signed in", "/today", async (at) => (await settled(at), await at.getByRole("button", { name: /Signed in as/ }).click(), await dialog(at))],
      ["a weight changed", "/health-definition", async (at) => (await at.getByRole("textbox", { name: "Weight of Product" }).fill("90"), await at.getByText("weight of Product: 50 → 90").waitFor())],
    ];
    expect(await complaintsIn(page, states)).toEqual([]);
  });

  test("the palette that asks for an account leads to the form there, also for who presses Enter before the answer", async () => {
    const { page } = await ada();
    await page.goto("/today");
    await settled(page);
    await page.route("**/api/v1/accounts?*", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.continue();
    });
    await page.keyboard.press("Control+k");
    await page.getByRole("textbox", { name: "Find an account, a person or a page" }).fill("pulse");
    await page.getByRole("button", { name: "Record a pulse" }).click();
    await page.getByPlaceholder("Record a pulse: for which account?").waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/accounts/*open=pulse*");
    await form("Pulse")(page);
    await page.unroute("**/api/v1/accounts?*");
    await page.goBack();
    await page.waitForURL("**/today");
  });
});
