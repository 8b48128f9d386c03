import { describe, expect, test } from "vitest";
import { inaccessible, overflowOf } from "../support/axe.ts";
import { noChromium } from "../support/open-chromium.ts";
import { pageWorld } from "../support/page-world.ts";

describe.skipIf(noChromium !== undefined)(`goals of the company${noChromium === undefined ? "" : ` (skipped: ${noChromium})`}`, { timeout: 240_000 }, () => {
  const world = pageWorld({ accounts: 25 });

  test("a manager sets one, changes it and takes it away; others read it", async () => {
    const { page } = await world.reader({ role: "manager" });
    await page.goto("/board");
    const goals = page.getByRole("region", { name: "Goals" });
    await goals.getByText("There is no goal yet").waitFor();
    await goals.getByRole("button", { name: "Set a goal" }).click();
    const dialog = page.getByRole("dialog", { name: "Set a goal" });
    await dialog.getByLabel("What it is about").selectOption("share_green");
    await dialog.getByLabel("At least, in percent").fill("70");
    await dialog.getByLabel(/^By/).fill("2026-12-31");
    await dialog.getByLabel("Note").fill("For the <b>board</b>.");
    const told = await inaccessible(page, "form");
    await dialog.getByRole("button", { name: "Set the goal" }).click();
    await dialog.waitFor({ state: "detached" });
    await goals.getByText("Healthy accounts: at least 70.0% by 31 Dec 2026").waitFor();
    await goals.getByText("For the <b>board</b>.").waitFor();
    await goals.getByRole("button", { name: "Change the goal Healthy accounts" }).click();
    const change = page.getByRole("dialog", { name: "Change the goal Healthy accounts" });
    await change.getByLabel("At least, in percent").fill("65.5");
    await change.getByRole("button", { name: "Change it" }).click();
    await goals.getByText("Healthy accounts: at least 65.5%").waitFor();
    await goals.getByRole("button", { name: "Healthy accounts, explained" }).click();
    await page.getByRole("dialog").getByText("The share of accounts that are green").waitFor();
    await page.keyboard.press("Escape");
    expect([...told, ...(await inaccessible(page, "goals"))]).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto("/board");
    await goals.getByText("Healthy accounts: at least 65.5%").waitFor();
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1280, height: 800 });

    const csm = await world.reader();
    await csm.page.goto("/board");
    await csm.page.getByText("Healthy accounts: at least 65.5%").waitFor();
    expect(await csm.page.getByRole("button", { name: /Set a goal|Change|Remove/ }).count()).toBe(0);

    await goals.getByRole("button", { name: "Remove the goal Healthy accounts" }).click();
    await goals.getByText("There is no goal yet").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await goals.getByText("Healthy accounts: at least 65.5%").waitFor();
  });
});
