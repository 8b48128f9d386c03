import { describe, expect, test } from "vitest";
import { accountTraitFact, eventFact, userTraitFact } from "../support/facts.ts";
import { noChromium } from "../support/open-chromium.ts";
import { pageNow, pageWorkspace } from "../support/page-company.ts";
import { pageWorld } from "../support/page-world.ts";
import { textOf } from "../support/reader.ts";

const account = `../"><img src=x onerror="globalThis.broken = 1">#?&`;
const user = `<svg onload="globalThis.broken = 2">\u202Egnp.exe`;
const script = `<script>globalThis.broken = 3</script>{{7*7}}\${7*7}`;
const long = "W".repeat(10_000);
const time = pageNow - 3_600_000;
const common = { time, knownAt: time };

describe.skipIf(noChromium !== undefined)(`texts of others${noChromium === undefined ? "" : ` (skipped: ${noChromium})`}`, { timeout: 240_000 }, () => {
  const world = pageWorld({
    accounts: 5,
    before: async (store) => {
      const facts = [
        accountTraitFact("t-1", { ...common, account, trait: "name", value: script }),
        accountTraitFact("t-2", { ...common, account: "long", trait: "name", value: long }),
        accountTraitFact("t-3", { ...common, account: "formula", trait: "name", value: '=HYPERLINK("http://evil.example";"Click")' }),
        eventFact("e-1", { ...common, account, user, name: script, properties: { [script]: script, long } }),
        eventFact("e-2", { ...common, account, user: "", name: "owner_changed", properties: { owner: `${script}\u202E` } }),
        eventFact("e-3", { ...common, account: "long", user: long.slice(0, 500), name: "logged_in", properties: {} }),
        eventFact("e-4", { ...common, account: "formula", user: "u", name: "logged_in", properties: {} }),
        userTraitFact("u-1", { ...common, user, trait: "name", value: script }),
        userTraitFact("u-2", { ...common, user, trait: "role", value: `${script}\u2067` }),
      ];
      await store.log.append(pageWorkspace, facts, "hostile");
    },
  });

  test("are shown as texts, wherever they stand", async () => {
    const { page } = await world.reader();
    await page.goto("/portfolio?sort=name");
    const table = page.getByRole("table", { name: "Accounts" });
    await table.getByRole("link", { name: script }).click();
    await page.getByRole("heading", { level: 1, name: script }).waitFor();
    await page.getByRole("region", { name: "People" }).getByText(script, { exact: false }).first().waitFor();
    await page.getByRole("region", { name: "Events" }).getByText(script, { exact: false }).first().waitFor();
    await page.reload();
    await page.getByRole("heading", { level: 1, name: script }).waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("textbox", { name: "Find an account, a person or a page" }).fill("<script>");
    await page.getByRole("dialog").getByText(script).first().waitFor();
    expect(await page.evaluate("globalThis.broken")).toBeUndefined();
    expect(await page.locator("main img[src=x], main svg[onload], [role=dialog] svg[onload]").count()).toBe(0);
  });

  test("long ones make no page wider", async () => {
    const { page } = await world.reader();
    for (const address of ["/portfolio?sort=name&order=descending", "/accounts/long", `/accounts/${encodeURIComponent(account)}`]) {
      await page.goto(address);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.getByText(/csm-|Nothing moved|There was no score/).first().waitFor();
      expect(await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")).toBeLessThanOrEqual(0);
    }
  });

  test("no text is a formula in an exported file", async () => {
    const { page } = await world.reader();
    await page.goto("/portfolio?text=HYPERLINK");
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export" }).click();
    const text = await textOf(await saved);
    expect(text).toContain(`formula,"'=HYPERLINK(""http://evil.example"";""Click"")"`);
  });
});
