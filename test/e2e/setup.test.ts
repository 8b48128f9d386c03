import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { inaccessible, overflowOf } from "../support/axe.ts";
import { datasetFolder, lackingDataset } from "../support/datasets.ts";
import { exportsOf } from "../support/exports.ts";
import { noChromium } from "../support/open-chromium.ts";
import { setUp, signIn } from "../support/whole-page.ts";
import { wholeWorld } from "../support/whole-world.ts";

const sent = (files: Readonly<Record<string, string>>) => Object.entries(files).map(([name, text]) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) }));

async function upload(page: Page, files: Readonly<Record<string, string>>): Promise<void> {
  await page.getByLabel("Files to import").setInputFiles(sent(files));
  for (const name of Object.keys(files)) await page.getByRole("table", { name: "Uploaded files" }).getByText(name, { exact: true }).first().waitFor();
}

const next = (page: Page, step: string): Promise<void> => page.getByRole("button", { name: `Next: ${step}` }).click();

async function importAll(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Import/ }).click();
  await page.getByText("Every row was read.").waitFor();
}

describe.skipIf(noChromium !== undefined)(`a new server${noChromium === undefined ? "" : ` (skipped: ${noChromium})`}`, { timeout: 300_000 }, () => {
  const world = wholeWorld({ accounts: 0 });

  test("from files to a first portfolio by the page alone", async () => {
    const reader = await world.reader();
    const { page } = reader;
    await setUp(reader, world.page);
    await page.waitForURL("**/setup/files");
    await page.getByText("Drop files here").waitFor();
    expect(await inaccessible(page, "no files yet")).toEqual([]);
    await upload(page, exportsOf({ accounts: 40, to: new Date().toISOString().slice(0, 10) }));
    await page.getByRole("button", { name: "Make a write key" }).click();
    await page.getByText("This key works from now on.").waitFor();
    expect(await inaccessible(page, "files")).toEqual([]);
    await world.page.send([{ type: "track", event: "report viewed", userId: "u1-0", messageId: "live-1", context: { groupId: "A1" } }]);
    await page.getByText(/^[1-9] events? received/).waitFor();

    await next(page, "What they mean");
    await page.getByText("Nothing is left to be settled.").waitFor();
    await page.getByLabel("Time zone").fill("Europe/Berlin");
    await page.keyboard.press("Enter");
    const events = page.getByRole("group", { name: "Columns of events.csv", exact: true });
    await events.getByLabel("name").selectOption("");
    await page.getByRole("heading", { name: "To be settled first" }).waitFor();
    await events.getByLabel("name").selectOption("event");
    await page.getByText("Nothing is left to be settled.").waitFor();
    expect(await inaccessible(page, "meaning")).toEqual([]);
    await page.reload();
    await expect.poll(() => page.getByLabel("Time zone").inputValue(), { timeout: 20_000 }).toBe("Europe/Berlin");

    await next(page, "Import");
    await importAll(page);
    expect(await inaccessible(page, "import")).toEqual([]);
    await next(page, "Match");
    await page.getByText("there is nothing to match").waitFor();

    await next(page, "Health definition");
    await page.getByRole("region", { name: "Bands" }).getByText("40 accounts").waitFor();
    await page.getByRole("checkbox", { name: "Breadth of use" }).uncheck();
    await page.getByText(/^3 of 4;/).waitFor();
    await page.getByRole("slider", { name: "Red below" }).press("ArrowRight");
    await page.getByText("Red below 41, yellow below 70.").waitFor();
    await page.getByRole("button", { name: /^Spread them evenly/ }).click();
    expect(await inaccessible(page, "first definition")).toEqual([]);
    await page.reload();
    await page.getByText(/^3 of 4;/).waitFor();
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByText(/^Version \d is in use\./).waitFor();

    await next(page, "People");
    await page.getByRole("combobox", { name: /^Role of Person/ }).first().selectOption("executive_sponsor");
    await page.getByText("1 account has a sponsor, of 20 accounts shown").waitFor();
    expect(await inaccessible(page, "people")).toEqual([]);
    await page.reload();
    await page.getByText("1 account has a sponsor, of 20 accounts shown").waitFor();

    await next(page, "Team");
    await page.getByText("40 accounts are scored.").waitFor();
    expect(await inaccessible(page, "team")).toEqual([]);
    await page.getByRole("button", { name: "Open the portfolio" }).click();
    await page.getByRole("table", { name: "Accounts" }).getByRole("link").nth(5).waitFor();
    await page.goBack();
    await page.waitForURL("**/setup/team");
    await page.goBack();
    await page.waitForURL("**/setup/people");
  });

  test("records of another system are matched, declined and taken back", async () => {
    const reader = await world.reader({ phone: true });
    const { page } = reader;
    await signIn(reader, "ada@example.com");
    await page.goto("/setup/files");
    for (const name of ["accounts", "contracts", "events", "tickets", "users"]) {
      await page.getByRole("button", { name: `Remove ${name}.csv` }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
      await page.getByRole("button", { name: `Remove ${name}.csv` }).waitFor({ state: "detached" });
    }
    await upload(page, { "customers.csv": "customer_id,name,created,mrr_note\ncus_1,Firm 1 GmbH,2026-01-05,x\ncus_2,Firm 2 Ltd,2026-01-06,y\ncus_9,Nobody we know,2026-01-07,z\n" });
    await page.goto("/setup/meaning");
    await page.getByText("The mapping as text").first().click();
    await page.getByRole("button", { name: "Throw it away and guess anew" }).click();
    await page.getByLabel("Source").fill("billing");
    await page.keyboard.press("Enter");
    await page.getByText("Nothing is left to be settled.").waitFor();
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.goto("/setup/import");
    await importAll(page);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.goto("/setup/match");
    await page.getByLabel("Accounts are those of").selectOption("exports");
    await page.waitForURL("**/setup/match?into=exports");
    await page.getByRole("button", { name: "Decline Firm 2 Ltd" }).click();
    await page.getByText("1 declined proposal").waitFor();
    await page.getByRole("button", { name: "Accept Firm 1 GmbH" }).click();
    await page.getByRole("table", { name: "Matched records" }).getByText("billing/cus_1").waitFor();
    expect(await inaccessible(page, "matching on a phone")).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.getByRole("button", { name: "Undo cus_1" }).click();
    await page.getByRole("button", { name: "Accept Firm 1 GmbH" }).waitFor();
  });
});

const lacking = lackingDataset("ravenstack") ?? noChromium;

describe.skipIf(lacking !== undefined)(`five exports of a public data set${lacking === undefined ? "" : ` (skipped: ${lacking})`}`, { timeout: 300_000 }, () => {
  const world = wholeWorld({ accounts: 0 });

  test("are a portfolio in minutes", async () => {
    const reader = await world.reader();
    const { page } = reader;
    const begun = Date.now();
    await setUp(reader, world.page);
    const folder = datasetFolder("ravenstack");
    await upload(page, Object.fromEntries(readdirSync(folder).filter((name) => name.endsWith(".csv")).map((name) => [name, readFileSync(join(folder, name), "utf8")])));
    await next(page, "What they mean");
    await page.getByText("Nothing is left to be settled.").waitFor();
    await next(page, "Import");
    await importAll(page);
    await page.getByRole("heading", { name: "Findings" }).waitFor();
    await page.goto("/setup/definition");
    await page.getByRole("button", { name: /^Spread them evenly/ }).click();
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByText(/^Version \d is in use\./).waitFor();
    await page.goto("/portfolio");
    await page.getByRole("table", { name: "Accounts" }).getByRole("link").nth(8).waitFor();
    console.log(`from sign-in to a portfolio of 500 accounts by the page alone: ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  });
});
