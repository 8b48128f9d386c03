import { describe, expect, test } from "vitest";
import { inaccessible } from "../support/axe.ts";
import { everyPage, settled } from "../support/every-page.ts";
import { noChromium } from "../support/open-chromium.ts";
import { joined, setUp } from "../support/whole-page.ts";
import { wholeWorld } from "../support/whole-world.ts";

/** These tell how scores are made, or let something be set; they need nobody to be a customer. */
const withoutAccounts = /^\/(how-scores-work|health-definition|data|settings|setup)/;

describe.skipIf(noChromium !== undefined)(`where there is nothing${noChromium === undefined ? "" : ` (skipped: ${noChromium})`}`, { timeout: 400_000 }, () => {
  const world = wholeWorld({ accounts: 0 });

  test("in a workspace without accounts every page says what to do, and leads there", async () => {
    const ada = await world.reader();
    await setUp(ada, world.page);
    const { page } = ada;
    const walked = await everyPage(page);
    const told: string[] = [];
    let led = 0;
    for (const address of walked) {
      await page.goto(address);
      await settled(page);
      told.push(...(await inaccessible(page, `${address} without accounts`)));
      if (withoutAccounts.test(address)) continue;
      await page.locator("#main").getByText("There are no accounts yet").waitFor();
      await page.locator("#main").getByRole("link", { name: "Make a key to send events" }).click();
      await page.waitForURL("**/settings/keys");
      led += 1;
    }
    expect(told).toEqual([]);
    expect(led).toBeGreaterThanOrEqual(8);
  });
});

describe.skipIf(noChromium !== undefined)(`an empty book, and filters that nothing fits${noChromium === undefined ? "" : ` (skipped: ${noChromium})`}`, { timeout: 400_000 }, () => {
  const world = wholeWorld({ accounts: 12 });

  test("lead to what there is", async () => {
    const ada = await world.reader();
    await setUp(ada, world.page);
    const { page } = await joined(ada, await world.reader(), { email: "new@example.com", name: "New Hand", role: "csm", books: ["nobody's"] });
    const told: string[] = [];
    for (const [address, action, to] of [
      ["/today", "Show everybody's accounts", "**/today?of=everybody"],
      ["/typing", "Everybody's accounts", "**/typing?show=everybody"],
      ["/plans?view=mine", "Red without a plan", "**/plans?view=unplanned"],
      ["/plans?text=nobody", "Clear the filters", "**/plans*"],
      ["/plans?view=review", "All open plans", "**/plans?view=open"],
      ["/portfolio?text=nobody", "Show all accounts", "**/portfolio"],
      ["/renewals?owner=nobody", "Everybody's of 180 days", "**/renewals?days=180"],
      ["/journey?owner=nobody", "Everybody of all stages", "**/journey?show=all"],
    ] as const) {
      await page.goto(address);
      await settled(page);
      const leads = page.locator("#main").getByRole("link", { name: action }).or(page.locator("#main").getByRole("button", { name: action })).last();
      await leads.waitFor();
      told.push(...(await inaccessible(page, address)));
      await leads.click();
      await page.waitForURL(to);
    }
    expect(told).toEqual([]);
  });
});
