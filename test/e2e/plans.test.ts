import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import { closePlan } from "../../src/plans/changes.ts";
import type { Plan } from "../../src/plans/plan.ts";
import { isRefusal } from "../../src/plans/plan.ts";
import { noChromium } from "../support/open-chromium.ts";
import { pageNow, pageWorkspace } from "../support/page-company.ts";
import { pageWorld } from "../support/page-world.ts";

const dayMs = 86_400_000;
const hostile = '<script>alert(1)</script> "\u202egnp" =HYPERLINK()';

describe.skipIf(noChromium !== undefined)(`plans${noChromium === undefined ? "" : ` (skipped: ${noChromium})`}`, { timeout: 240_000 }, () => {
  const world = pageWorld({ accounts: 30 });

  /** Ids of the accounts in their order, the worst first, with what they are called. */
  const accounts = async (page: Page): Promise<{ readonly id: string; readonly name: string; readonly href: string }[]> => {
    await page.goto("/portfolio?owner=csm-1");
    const links = page.getByRole("table", { name: "Accounts" }).getByRole("link");
    await links.first().waitFor();
    return Promise.all((await links.all()).slice(0, 4).map(async (link) => {
      const href = (await link.getAttribute("href")) ?? "";
      return { href, id: decodeURIComponent(href.split("/").at(-1)?.split("?")[0] ?? ""), name: await link.innerText() };
    }));
  };

  const kept = (account: string, place: number, over: Partial<Plan> = {}): Plan => ({
    id: `plan-${place}-${account}`, workspace: pageWorkspace, account, name: `Plan ${place} ${hostile}`, reason: hostile, owner: "csm-1", state: "open", startedAt: pageNow - 20 * dayMs, startedBy: "ada@example.com", start: { score: 20, band: "red" },
    steps: [{ id: "a", text: `Call ${hostile}`, owner: "csm-1", due: "2026-05-20", state: "open" }, { id: "b", text: "Train them", owner: "manager", due: "2026-06-02", state: "open" }, { id: "c", text: "Ask why", owner: "csm-1", due: "2026-05-18", state: "done", doneAt: pageNow - 10 * dayMs, doneBy: "ada@example.com" }],
    reviews: [{ id: "r", at: pageNow - 12 * dayMs, author: "max@example.com", note: hostile, score: 25, band: "red" }], ...over,
  });

  beforeEach(async () => {
    for (const { id } of await world.server.plans.list({ workspace: pageWorkspace, states: ["open"] })) {
      await world.server.plans.change({ workspace: pageWorkspace, id }, (plan) => closePlan(plan, { state: "abandoned", result: "Over.", end: plan.start }, { at: pageNow, by: "test" }));
    }
  });

  test("a CSM opens a plan from a proposal and ticks a step off; the manager sees and reviews it", async () => {
    const csm = await world.reader();
    const [worst] = await accounts(csm.page);
    await csm.page.goto(worst?.href ?? "");
    const panel = csm.page.getByRole("region", { name: "Plan" });
    await panel.getByRole("button", { name: "Open a plan" }).click();
    const dialog = csm.page.getByRole("dialog", { name: "Open a plan" });
    await dialog.getByRole("radio", { name: "Win the sponsor back" }).check();
    await dialog.getByLabel("Name").fill("Talk to the sponsor");
    await dialog.getByLabel("Step 1", { exact: true }).fill("Ring the sponsor");
    await dialog.getByLabel("When step 1 is due").fill("2026-06-03");
    await dialog.getByRole("button", { name: "Leave out step 4" }).click();
    await dialog.getByRole("button", { name: "Open the plan" }).click();
    await dialog.waitFor({ state: "detached" });
    await panel.getByText("due in 2 days").waitFor();
    await panel.getByRole("checkbox", { name: "Ring the sponsor" }).check();
    await panel.getByText("done 1 Jun 2026").waitFor();
    expect(await world.server.plans.list({ workspace: pageWorkspace, states: ["open"] })).toMatchObject([{ name: "Talk to the sponsor", template: "sponsor_lost", account: worst?.id, steps: [{ text: "Ring the sponsor", state: "done", doneBy: "ada@example.com" }, { state: "open" }, { state: "open" }] }]);

    const { page } = await world.reader({ role: "manager" });
    await page.goto("/plans");
    const line = page.getByRole("table", { name: "Plans" }).getByRole("row", { name: new RegExp("Talk to the sponsor") });
    expect(await line.innerText()).toContain("1 of 3 steps done");
    await page.getByRole("button", { name: "Review one by one" }).click();
    await page.getByRole("region", { name: "Talk to the sponsor" }).waitFor();
    await page.keyboard.press("n");
    await page.keyboard.type("Goes well.");
    await page.keyboard.press("Control+Enter");
    await page.waitForURL((url) => !url.search.includes("review="));
    await line.waitFor();
    expect((await world.server.plans.list({ workspace: pageWorkspace, states: ["open"] }))[0]?.reviews).toMatchObject([{ author: "max@example.com", note: "Goes well." }]);
  });

  test("the weekly review goes from plan to plan by keys alone, and a note is kept for each", async () => {
    const { page } = await world.reader({ role: "manager" });
    const some = (await accounts(page)).slice(0, 3);
    for (const [place, { id }] of some.entries()) await world.server.plans.add(kept(id, place));
    await page.goto("/portfolio");
    await page.getByRole("heading", { level: 1, name: "Portfolio" }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("l");
    await page.getByRole("button", { name: /^Review due 3$/ }).click();
    await page.waitForURL("**/plans?view=review");
    await page.getByRole("button", { name: "Review one by one" }).click();
    await page.getByText("1 of 3 plans, review due").waitFor();
    await page.keyboard.press("j");
    await page.getByText("2 of 3 plans").waitFor();
    await page.keyboard.press("k");
    await page.getByText("1 of 3 plans").waitFor();
    for (const place of [1, 2, 3]) {
      await page.getByText(`${place} of 3 plans`).waitFor();
      await page.keyboard.press("n");
      await page.keyboard.type(`Note ${place}`);
      await page.keyboard.press("Control+Enter");
    }
    await page.getByText("No review is due").waitFor();
    const reviewed = await world.server.plans.list({ workspace: pageWorkspace, states: ["open"] });
    expect(reviewed.map(({ reviews }) => reviews.at(-1)?.note ?? "").toSorted((left, right) => left.localeCompare(right))).toEqual(["Note 1", "Note 2", "Note 3"]);
  });

  test("a plan is closed with its result, stands among the closed, and goes on when that was too early", async () => {
    const { page } = await world.reader();
    const [first] = await accounts(page);
    await world.server.plans.add(kept(first?.id ?? "", 7, { name: "Seventh" }));
    await page.goto(first?.href ?? "");
    const panel = page.getByRole("region", { name: "Plan" });
    await panel.getByRole("button", { name: "Close the plan" }).click();
    await panel.getByLabel("What came of it").fill("The sponsor is back.");
    await panel.getByRole("button", { name: "Close the plan" }).click();
    await panel.getByRole("button", { name: "Open a plan" }).waitFor();
    await page.goto("/plans?view=closed&text=seventh");
    const line = page.getByRole("table", { name: "Plans" }).getByRole("row", { name: /Seventh/ });
    expect(await line.innerText()).toContain("The sponsor is back.");
    await line.getByRole("link").click();
    await panel.getByText("Seventh, done").click();
    await panel.getByRole("button", { name: "Open it again" }).first().click();
    await panel.getByRole("button", { name: "Close the plan" }).waitFor();
    expect(isRefusal((await world.server.plans.list({ workspace: pageWorkspace, states: ["open"] }))[0] ?? "closed")).toBe(false);
  });

  test("who may not write is offered nothing, and hears whose it is", async () => {
    const { page } = await world.reader();
    await page.goto("/portfolio?owner=csm-2");
    await page.getByRole("table", { name: "Accounts" }).getByRole("link").first().click();
    const panel = page.getByRole("region", { name: "Plan" });
    await panel.getByText("The account's owner or a manager can open one.").waitFor();
    expect(await panel.getByRole("button").count()).toBe(0);
  });

  test("everybody can use it: light, dark, on a phone", { timeout: 600_000 }, async () => {
    const { page } = await world.reader({ role: "manager" });
    const some = (await accounts(page)).slice(0, 3);
    for (const [place, { id }] of some.entries()) await world.server.plans.add(kept(id, place, { id: `looked-at-${place}-${id}` }));
    const table = (name: string) => page.getByRole("table", { name }).waitFor();
    const states: readonly (readonly [string, string, () => Promise<unknown>])[] = [
      ["plans", "/plans", () => table("Plans")],
      ["overdue", "/plans?view=overdue", () => table("Plans")],
      ["red without a plan", "/plans?view=unplanned", () => table("Red without a plan")],
      ["closed", "/plans?view=closed", () => table("Plans")],
      ["nothing", "/plans?text=nobody", () => page.getByText("No plan fits these filters").waitFor()],
      ["review", `/plans?review=${encodeURIComponent(`looked-at-0-${some[0]?.id}`)}`, () => page.getByText("1 of 3 plans").waitFor()],
      ["add a step", some[0]?.href ?? "", async () => (await page.getByRole("region", { name: "Plan" }).getByRole("button", { name: "Add a step" }).click(), await page.getByRole("form", { name: "Add a step" }).waitFor())],
      ["open a plan", "/portfolio?owner=csm-1", async () => (await page.getByRole("table", { name: "Accounts" }).getByRole("link").nth(3).click(), await page.getByRole("button", { name: "Open a plan" }).click(), await page.getByRole("dialog").waitFor())],
    ];
    const told: string[] = [];
    for (const [name, address, reach] of states) {
      await page.emulateMedia({ colorScheme: "light" });
      await page.goto(address);
      await reach();
      const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
      await page.emulateMedia({ colorScheme: "dark" });
      const dark = await new AxeBuilder({ page }).withRules(["color-contrast"]).analyze();
      told.push(...[...violations, ...dark.violations].flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${name}: ${id}: ${html.slice(0, 160)} ${failureSummary?.slice(0, 160)}`)));
    }
    expect(told).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    for (const [name, address, reach] of states.slice(0, 7)) {
      await page.goto(address);
      await reach();
      expect([name, await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")]).toEqual([name, 0]);
    }
  });
});
