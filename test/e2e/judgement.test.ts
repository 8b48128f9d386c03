import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { compileScorer } from "../../src/engine/scorer.ts";
import { metricSchema } from "../../src/metrics/schema.ts";
import { runningPack } from "../support/api.ts";
import { livePage } from "../support/live-page.ts";
import { noChromium } from "../support/open-chromium.ts";

const { pack: plain } = runningPack();
/** The example, with a value that is typed in monthly. */
const pack = { ...plain, metrics: { ...plain.metrics, value_reported: metricSchema.parse({ kind: "manual", name: "Value reported", measurement: "value reported", due: "30d" }) } };
const running = { pack, version: "typed", scorer: compileScorer(pack) };

const complaintsOf = async (page: Page): Promise<string[]> =>
  (await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze()).violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary?.slice(0, 200)}`));

/** Pixels by which the page is wider than its window. */
const overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

describe.skipIf(noChromium !== undefined)(`judgement${noChromium === undefined ? "" : ` (skipped: ${noChromium})`}`, { timeout: 240_000 }, () => {
  const world = livePage({ accounts: 12, running });

  async function firstAccount(page: Page): Promise<string> {
    await page.goto("/portfolio");
    const link = page.getByRole("table", { name: "Accounts" }).getByRole("link").first();
    const name = await link.innerText();
    await link.click();
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await page.getByRole("region", { name: "Judgement" }).getByRole("list").first().waitFor();
    return name;
  }

  test("a pulse by keyboard is in force, and in the explanation, within seconds", async () => {
    const page = await world.page();
    await firstAccount(page);
    await page.keyboard.press("p");
    const form = page.getByRole("form", { name: "Pulse" });
    await form.waitFor();
    expect(await complaintsOf(page)).toEqual([]);
    await page.keyboard.press("3");
    await page.keyboard.type("nobody answers any more");
    const begun = Date.now();
    await page.keyboard.press("Control+Enter");
    await form.waitFor({ state: "detached" });
    await page.getByRole("list", { name: "In force" }).getByText("nobody answers any more").waitFor();
    const why = page.getByRole("table", { name: "What the score is made of" });
    // The raw value of the pulse is 0 points now.
    await why.getByRole("row", { name: /CSM pulse.*\b0\b/ }).first().waitFor();
    expect(Date.now() - begun).toBeLessThan(60_000);
  });

  test("a score is lowered with a reason, and the lowering taken back and kept", async () => {
    const page = await world.page();
    await firstAccount(page);
    const panel = page.getByRole("region", { name: "Judgement" });
    await panel.getByRole("button", { name: "Change the score" }).click();
    const form = page.getByRole("form", { name: "Change the score" });
    await form.getByLabel("Why").fill("no review for long");
    expect(await complaintsOf(page)).toEqual([]);
    await form.getByRole("button", { name: "Record it" }).click();
    const line = page.getByRole("list", { name: "In force" }).getByRole("listitem").filter({ hasText: "no review for long" });
    await line.getByText("20 % off").waitFor();
    await page.getByRole("list", { name: "Adjustments" }).getByText("no review for long").waitFor();
    await line.getByRole("button", { name: /^Take back/ }).click();
    await line.getByRole("button", { name: /^Undo/ }).click();
    await line.getByRole("button", { name: /^Take back/ }).click();
    await page.getByRole("list", { name: "Past" }).getByText("no review for long").waitFor();
  });

  test("a month of measurements by keyboard alone", async () => {
    const page = await world.page();
    await page.goto("/portfolio");
    await page.getByRole("table", { name: "Accounts" }).getByRole("link").first().waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("y");
    await page.waitForURL("**/typing");
    const grid = page.getByRole("grid", { name: "Typing in" });
    await grid.getByRole("gridcell").first().waitFor();
    expect(await complaintsOf(page)).toEqual([]);
    const rows = (await grid.getByRole("row").count()) - 1;
    expect(rows).toBeGreaterThan(5);
    // From the head of the page to the first cell, and over to what is typed in.
    await page.keyboard.press("Tab");
    for (let tabs = 0; tabs < 40 && !(await page.evaluate("document.activeElement?.matches('[data-place]') ?? false")); tabs += 1) await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    for (let row = 0; row < rows; row += 1) {
      await page.keyboard.type(`${row},5`);
      await page.keyboard.press("Enter");
    }
    await expect.poll(async () => (await world.store.judgement.latestRepeated({ workspace: world.workspace, asOf: Date.now() + 1000 })).filter(({ properties }) => properties["measurement"] === "value reported").map(({ properties }) => Number(properties["value"])).toSorted((left, right) => left - right), { timeout: 60_000 }).toEqual(Array.from({ length: rows }, (_, row) => row + 0.5));
    // A pulse that lacks its reason keeps the cursor, and says what is missing.
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.type("y");
    await page.keyboard.press("Enter");
    await grid.getByText("Say why behind it: y and a reason").waitFor();
    await page.keyboard.type(" they are slow");
    await page.keyboard.press("Enter");
    await grid.getByText("Say why behind it").waitFor({ state: "detached" });
    await expect.poll(async () => (await world.store.judgement.latestRepeated({ workspace: world.workspace, asOf: Date.now() + 1000 })).some(({ properties }) => properties["reason"] === "they are slow"), { timeout: 60_000 }).toBe(true);
  });

  test("a call is logged from the palette and from an account, and stands in its timeline", async () => {
    const page = await world.page();
    await firstAccount(page);
    await page.keyboard.press("l");
    const dialog = page.getByRole("dialog", { name: "Log activity" });
    await dialog.getByLabel("What should be remembered").fill("asked about the rollout");
    expect(await complaintsOf(page)).toEqual([]);
    await page.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
    await expect.poll(async () => (await world.store.clickHouse.rows<{ note: string }>({ name: "logged", text: "SELECT texts['note'] AS note FROM events WHERE workspace = {workspace:String} AND name = 'interaction_logged' AND source = 'people'", parameters: { workspace: world.workspace } })).map(({ note }) => note), { timeout: 30_000 }).toEqual(["asked about the rollout"]);
    await page.goto("/portfolio");
    await page.getByRole("table", { name: "Accounts" }).getByRole("link").first().waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("textbox", { name: "Find an account, a person or a page" }).fill("Log activity");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Log activity" }).getByRole("combobox", { name: "Account" }).waitFor();
  });

  test("nothing overflows on a phone", async () => {
    const page = await world.page({ phone: true });
    await firstAccount(page);
    await page.getByRole("region", { name: "Judgement" }).getByRole("button", { name: "Change the score" }).click();
    expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
    await page.goto("/typing");
    await page.getByRole("gridcell").first().waitFor();
    expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
  });

  test("stage, goal and owner are set on the account", async () => {
    const page = await world.page();
    await firstAccount(page);
    const panel = page.getByRole("region", { name: "Judgement" });
    await panel.getByRole("button", { name: "Stage", exact: true }).click();
    const stage = page.getByRole("form", { name: "Set the stage" });
    await stage.getByLabel("Why").fill("agreed in the call");
    const told = await complaintsOf(page);
    await stage.getByRole("button", { name: "Set the stage" }).click();
    await panel.getByRole("listitem").filter({ hasText: "agreed in the call" }).waitFor();

    await panel.getByRole("button", { name: "Goal", exact: true }).click();
    const goal = page.getByRole("form", { name: "Goal of the customer" });
    await goal.getByLabel("Goal").fill("Ten reports");
    await goal.getByLabel("Measured by").fill("reports a week");
    await goal.getByLabel("Target").fill("10");
    told.push(...(await complaintsOf(page)));
    await goal.getByRole("button", { name: "State the goal" }).click();
    await panel.getByRole("listitem").filter({ hasText: "Ten reports" }).waitFor();

    await panel.getByRole("button", { name: "Hand over", exact: true }).click();
    const owner = page.getByRole("form", { name: "Hand over" });
    await owner.getByLabel("To whom").fill("somebody new");
    told.push(...(await complaintsOf(page)));
    await owner.getByRole("button", { name: "Hand it over" }).click();
    await panel.getByRole("listitem").filter({ hasText: "somebody new" }).waitFor();
    expect(told).toEqual([]);
  });
});
