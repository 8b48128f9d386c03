import { describe, expect, test } from "vitest";
import { inaccessible } from "../support/axe.ts";
import { runningPack } from "../support/api.ts";
import { livePage } from "../support/live-page.ts";
import { noChromium } from "../support/open-chromium.ts";
import { textOf } from "../support/reader.ts";

describe.skipIf(noChromium !== undefined)(`the same for many accounts${noChromium === undefined ? "" : ` (skipped: ${noChromium})`}`, { timeout: 240_000 }, () => {
  const world = livePage({ accounts: 14, running: runningPack() });

  test("accounts are selected, handed over and handed back; plans are opened for them", async () => {
    const page = await world.page();
    page.setDefaultTimeout(20_000);
    await page.goto("/portfolio?sort=name");
    const table = page.getByRole("table", { name: "Accounts" });
    await table.getByRole("link").nth(5).waitFor();
    const bar = page.getByRole("region", { name: "Selected accounts" });
    const focused = (row: string) => page.locator(`[data-row="${row}"]:focus`).waitFor();
    const selected = (text: string) => bar.getByText(text).waitFor();

    await page.keyboard.press("j");
    await focused("0");
    await page.keyboard.press("x");
    await selected("1 account selected");
    for (const row of ["1", "2"]) {
      await page.keyboard.press("j");
      await focused(row);
    }
    await page.keyboard.press("Shift+X");
    await selected("3 accounts selected");
    await table.getByRole("checkbox", { name: /^Select / }).nth(6).click({ modifiers: ["Shift"] });
    await selected("6 accounts selected");
    const told = [...(await inaccessible(page, "selected"))];
    await table.getByRole("checkbox", { name: "Select no account" }).click();
    await bar.waitFor({ state: "detached" });
    await table.getByRole("checkbox", { name: /^Select all/ }).click();
    await bar.getByText(/^\d+ accounts selected/).waitFor();
    await bar.getByRole("button", { name: "Clear selection" }).click();
    await table.getByRole("checkbox", { name: /^Select / }).nth(1).click();
    await table.getByRole("checkbox", { name: /^Select / }).nth(2).click({ modifiers: ["Shift"] });
    await selected("2 accounts selected");

    const saved = page.waitForEvent("download");
    await bar.getByRole("button", { name: "Export selected" }).click();
    const text = await textOf(await saved);
    expect(text.trimEnd().split("\r\n").length).toBe(3);

    await bar.getByRole("button", { name: "Owner" }).click();
    const dialog = page.getByRole("dialog", { name: "Change the owner" });
    await dialog.getByLabel("New owner").fill("somebody new");
    told.push(...(await inaccessible(page, "owner")));
    await dialog.getByRole("button", { name: "Hand over" }).click();
    await page.getByText("Handed over 2 accounts").waitFor();
    const owned = table.getByRole("row").filter({ hasText: "somebody new" });
    await owned.nth(1).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await owned.first().waitFor({ state: "detached" });

    await table.getByRole("checkbox", { name: /^Select / }).nth(1).click();
    await bar.getByRole("button", { name: "Plan" }).click();
    const plan = page.getByRole("dialog", { name: "Open plans" });
    await plan.getByRole("button", { name: "Open the plans" }).click();
    await page.getByText("Opened plans for 1 account").waitFor();
    await table.getByRole("checkbox", { name: /^Select / }).nth(1).click();
    await table.getByRole("checkbox", { name: /^Select / }).nth(2).click();
    await bar.getByRole("button", { name: "Plan" }).click();
    await plan.getByRole("button", { name: "Open the plans" }).click();
    await plan.getByText("has a plan that is open already").waitFor();
    await plan.getByText("Done for 1 account.").waitFor();
    told.push(...(await inaccessible(page, "what wasn't done")));
    expect(told).toEqual([]);
  });
});
