import { describe, expect, test } from "vitest";
import { inaccessible, overflowOf } from "../support/axe.ts";
import { noChromium } from "../support/open-chromium.ts";
import { setUp, signIn } from "../support/whole-page.ts";
import { wholeWorld } from "../support/whole-world.ts";

describe.skipIf(noChromium !== undefined)(`what waits for somebody today${noChromium === undefined ? "" : ` (skipped: ${noChromium})`}`, { timeout: 300_000 }, () => {
  const world = wholeWorld({ accounts: 40 });

  test("the first page: whose accounts, what changed, a promised step ticked off and taken back, by keys too", async () => {
    const ada = await world.reader();
    const { page } = ada;
    await setUp(ada, world.page);
    await page.waitForURL("**/today");
    await page.getByText("You have no book, so all accounts are shown.").waitFor();
    const red = page.getByRole("region", { name: "Red, and nobody has a plan" });
    const name = await red.getByRole("listitem").first().getByRole("link").innerText();
    const near = page.getByRole("region", { name: "Top of red: closest to yellow" });
    await near.getByRole("link", { name: "All of them" }).waitFor();
    const account = decodeURIComponent((await red.getByRole("listitem").first().getByRole("link").getAttribute("href"))?.split("/").at(-1) ?? "");
    const today = new Date().toISOString().slice(0, 10);
    const made = await page.evaluate(
      async ([of, due]) => (await fetch(`/api/v1/accounts/${encodeURIComponent(of ?? "")}/plans`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ name: "Win them back", reason: "They are red", steps: [{ text: "Call the sponsor", owner: "ada@example.com", due }] }) })).status,
      [account, today],
    );
    expect(made).toBe(201);
    await page.reload();
    const steps = page.getByRole("region", { name: "Steps of plans, due or overdue" });
    await steps.getByText("Call the sponsor").waitFor();
    await steps.getByText(name).waitFor();
    await near.getByRole("link", { name: "All of them" }).waitFor();
    expect(await inaccessible(page, "today")).toEqual([]);
    await steps.getByRole("checkbox", { name: "Call the sponsor" }).click();
    await steps.getByText("No step is due within a week.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await steps.getByText("Call the sponsor").waitFor();
    await page.locator("body").press("j");
    await page.locator("[data-line]:focus").press("Enter");
    await page.waitForURL("**/accounts/*");
    await page.goBack();
    await page.waitForURL("**/today");
    await page.getByLabel("Whose accounts").selectOption("csm-1");
    await page.waitForURL("**/today?of=csm-1");
  });

  test("reads well on a phone", async () => {
    const ada = await world.reader({ phone: true });
    await signIn(ada, "ada@example.com");
    await ada.page.waitForURL("**/today");
    await ada.page.getByRole("region", { name: "Top of red: closest to yellow" }).getByRole("link", { name: "All of them" }).waitFor();
    expect(await overflowOf(ada.page)).toBeLessThanOrEqual(0);
    expect(await inaccessible(ada.page, "today on a phone")).toEqual([]);
    await ada.page.getByRole("button", { name: "More" }).click();
    await ada.page.getByRole("dialog").getByRole("link", { name: "Settings" }).click();
    await ada.page.waitForURL("**/settings/teammates");
  });
});
