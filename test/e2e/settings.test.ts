import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { inaccessible, overflowOf } from "../support/axe.ts";
import { noChromium } from "../support/open-chromium.ts";
import { password, setUp, signIn } from "../support/whole-page.ts";
import { wholeWorld } from "../support/whole-world.ts";

const linkIn = async (page: Page): Promise<string> => new URL((await page.locator("[role=dialog] code").innerText()).trim()).href;

describe.skipIf(noChromium !== undefined)(`who works here${noChromium === undefined ? "" : ` (skipped: ${noChromium})`}`, { timeout: 300_000 }, () => {
  const world = wholeWorld({ accounts: 12 });

  test("from a new server to a team: set up, invite, join, give a role, revoke a session, sign out and in again", async () => {
    const ada = await world.reader();
    await setUp(ada, world.page);
    const { page } = ada;
    await page.getByRole("link", { name: "Settings", exact: true }).click();
    await page.waitForURL("**/settings/teammates");
    await page.getByText("Ada Lind (you)").waitFor();
    await page.getByRole("button", { name: "Invite" }).click();
    const dialog = page.getByRole("dialog", { name: "Invite a teammate" });
    await dialog.getByLabel("E-mail address").fill("ben@example.com");
    await dialog.getByLabel("Role").selectOption("csm");
    await dialog.getByRole("button", { name: "Make the link" }).click();
    const link = await linkIn(page);
    expect(await inaccessible(page, "link of an invitation")).toEqual([]);
    await dialog.getByRole("button", { name: "Done" }).click();
    await page.getByRole("region", { name: "Invited, not here yet" }).getByText("ben@example.com").first().waitFor();

    const ben = await world.reader({ phone: true });
    await ben.page.goto(link);
    await ben.page.getByText("ada@example.com invites ben@example.com as CSM.").waitFor();
    await ben.page.getByLabel("Your name").fill("Ben Ash");
    await ben.page.locator("input[name=password]").fill(password);
    await ben.page.getByRole("button", { name: "Join" }).click();
    await ben.page.getByRole("navigation", { name: "Pages" }).waitFor();
    await ben.page.goto("/settings");
    await ben.page.getByText("Ben Ash (you)").waitFor();
    expect(await ben.page.getByRole("link", { name: "Keys" }).count()).toBe(0);
    expect(await overflowOf(ben.page)).toBeLessThanOrEqual(0);

    await page.reload();
    await page.getByLabel("Role of Ben Ash").selectOption("manager");
    await page.getByText("Ben Ash is Manager now").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => page.getByLabel("Role of Ben Ash").inputValue()).toBe("csm");
    await page.locator("input[aria-label='Book of Ben Ash']").fill("csm-1");
    await page.keyboard.press("Enter");
    await ben.page.reload();
    await ben.page.getByRole("row", { name: /Ben Ash/ }).getByText("csm-1").waitFor();
    expect(await inaccessible(page, "teammates")).toEqual([]);

    await ben.page.goto("/settings/sessions");
    await ben.page.getByText("This session").waitFor();
    expect(await inaccessible(ben.page, "sessions on a phone")).toEqual([]);
    expect(await overflowOf(ben.page)).toBeLessThanOrEqual(0);
    await ben.page.getByRole("button", { name: "Sign out everywhere" }).click();
    await ben.page.getByRole("dialog").getByRole("button", { name: "Sign out everywhere" }).click();
    await ben.page.waitForURL("**/sign-in");
    await signIn(ben, "ben@example.com");

    await page.getByRole("button", { name: "Remove Ben Ash" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByText("1 teammate", { exact: true }).waitFor();
    await ben.page.reload();
    await ben.page.waitForURL(/\/sign-in\?to=/);
    // That nobody is signed in any more is an answer with status 401, which browsers report.
    ben.complaints.length = 0;
  });

  test("a key is shown once, and opens nothing once it is revoked; the workspace gets a name", async () => {
    const ada = await world.reader();
    await signIn(ada, "ada@example.com");
    const { page } = ada;
    await page.goto("/settings/keys");
    await page.getByText("sending events", { exact: true }).waitFor();
    await page.getByRole("button", { name: "New key" }).click();
    const dialog = page.getByRole("dialog", { name: "New key" });
    await dialog.getByLabel("Name").fill("reports");
    await dialog.getByLabel("What it is for").selectOption("read");
    expect(await inaccessible(page, "new key")).toEqual([]);
    await dialog.getByRole("button", { name: "Make the key" }).click();
    const key = (await dialog.locator("code").innerText()).trim();
    await dialog.getByRole("button", { name: "Done" }).click();
    const ask = (): Promise<number> => fetch(`${world.page.url}/api/v1/accounts?limit=1`, { headers: { authorization: `Bearer ${key}` } }).then(({ status }) => status);
    expect(await ask()).toBe(200);
    expect(await page.content()).not.toContain(key);
    await page.getByRole("button", { name: "Revoke reports" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke", exact: true }).click();
    await page.getByRole("button", { name: "Show 1 key that opens nothing any more" }).click();
    await page.getByText("revoked").waitFor();
    expect(await ask()).toBe(401);
    expect(await inaccessible(page, "keys")).toEqual([]);

    await page.getByRole("link", { name: "Workspace" }).click();
    await page.getByLabel("Name").fill("Acme Ltd");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The workspace is called Acme Ltd now").waitFor();
    expect(await inaccessible(page, "workspace")).toEqual([]);
  });
});
