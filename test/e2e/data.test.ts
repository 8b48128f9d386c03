import { describe, expect, test } from "vitest";
import { inaccessible, overflowOf } from "../support/axe.ts";
import { noChromium } from "../support/open-chromium.ts";
import { setUp, signIn } from "../support/whole-page.ts";
import { wholeWorld } from "../support/whole-world.ts";

const script = "<script>globalThis.broken = 1</script>";
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

describe.skipIf(noChromium !== undefined)(`how data comes in${noChromium === undefined ? "" : ` (skipped: ${noChromium})`}`, { timeout: 300_000 }, () => {
  const world = wholeWorld({ accounts: 10 });

  test("sources, where calls went, what couldn't be stored, and why an account isn't seen", async () => {
    const ada = await world.reader();
    const { page } = ada;
    await setUp(ada, world.page);
    await world.page.send([
      { type: "track", event: script, userId: "u", messageId: "1", timestamp: inDays(4) },
      { type: "track", event: "Report viewed", userId: "u", messageId: "2", timestamp: inDays(9) },
      { type: "track", userId: "u", messageId: "3" },
      { type: "track", event: "Login", userId: "u", messageId: "4", context: { groupId: "acme" } },
    ]);
    await page.getByRole("link", { name: "Data", exact: true }).click();
    await page.waitForURL("**/data");
    const calls = page.getByRole("region", { name: "Where every call has gone" });
    await calls.getByText("4 calls received").waitFor();
    await expect.poll(async () => (await calls.getByRole("row").allInnerTexts()).slice(1).map((row) => Number(row.trim().split(/\s+/).at(-1))), { timeout: 30_000 }).toEqual([1, 0, 1, 2, 0]);
    await page.getByRole("region", { name: "Sources" }).getByRole("row", { name: /first/ }).waitFor();

    const kept = page.getByRole("region", { name: "How long data is kept" });
    await kept.getByText("every day can be computed", { exact: false }).waitFor();
    await kept.getByRole("row", { name: /contracts, outcomes.*always/ }).waitFor();

    const letters = page.getByRole("region", { name: "Calls that couldn't be stored" });
    await letters.getByText("What was sent").first().click();
    await letters.locator("pre").first().getByText(script, { exact: false }).waitFor();
    expect(await inaccessible(page, "data")).toEqual([]);
    await letters.getByRole("button", { name: /^Delete the call/ }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByText("1 call deleted").waitFor();
    await letters.getByRole("button", { name: "Send all again" }).click();
    await page.getByText("1 call sent again; what still can't be stored comes back").waitFor();
    await expect.poll(() => letters.getByRole("row").count(), { timeout: 30_000 }).toBe(2);

    const why = page.getByRole("region", { name: "Why don't I see it?" });
    await why.getByLabel("Id of an account").fill("nobody");
    await why.getByRole("button", { name: "Look" }).click();
    await why.getByText("Nothing that is stored carries the id “nobody”.").waitFor();
    await page.goto("/data?account=acme");
    await why.getByRole("row", { name: /Login/ }).getByText("the call's context named it").waitFor();
    await why.getByRole("link", { name: "Open the account" }).waitFor();
    expect(await page.evaluate("globalThis.broken")).toBeUndefined();
  });

  test("reads on a phone", async () => {
    const ada = await world.reader({ phone: true });
    await signIn(ada, "ada@example.com");
    await ada.page.goto("/data?account=acme");
    await ada.page.getByText("Open the account").waitFor();
    expect(await overflowOf(ada.page)).toBeLessThanOrEqual(0);
    expect(await inaccessible(ada.page, "data on a phone")).toEqual([]);
  });
});
