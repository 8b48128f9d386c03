import { AxeBuilder } from "@axe-core/playwright";
import { describe, expect, test } from "vitest";
import { noChromium } from "../support/open-chromium.ts";
import { pageWorld } from "../support/page-world.ts";

const overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

describe.skipIf(noChromium !== undefined)(`the health definition${noChromium === undefined ? "" : ` (skipped: ${noChromium})`}`, { timeout: 240_000 }, () => {
  const world = pageWorld({ accounts: 30 });

  test("a CSM reads it and can't change it", async () => {
    const { page } = await world.reader();
    await page.goto("/health-definition");
    await page.getByText("Managers and administrators change the health definition").waitFor();
    await page.getByRole("heading", { name: "Active share of seats" }).waitFor();
    expect(await page.getByRole("main").getByRole("textbox").count()).toBe(0);
    await page.getByText("What is in use was never published.").waitFor();
  });

  test("what is wrong stands where it is wrong, and keeps the draft from being published", async () => {
    const { page } = await world.reader({ role: "manager" });
    await page.goto("/health-definition");
    await page.getByRole("textbox", { name: "Red under", exact: true }).fill("80");
    await page.waitForURL("**/health-definition?draft=*");
    await page.getByRole("region", { name: "The whole score" }).getByText("the bands would overlap").waitFor();
    await page.getByRole("textbox", { name: "What changes, and why" }).fill("Stricter");
    expect(await page.getByRole("button", { name: "Publish" }).isDisabled()).toBe(true);
    await page.getByRole("button", { name: "was 40" }).click();
    await page.waitForURL("**/health-definition");
  });

  test("every state is accessible, light and dark, and nothing overflows on a phone", { timeout: 240_000 }, async () => {
    const draft = "/health-definition?draft=categories.product.weight=90;categories.product.metrics.seats_active.scale=0,0/0.3,40/0.6,70/0.95,100";
    for (const address of ["/health-definition", draft]) {
      const { page } = await world.reader({ role: "manager" });
      await page.goto(address);
      if (address === draft) await page.getByText(/changes? band/).first().waitFor();
      else await page.getByRole("textbox", { name: "Weight of Product" }).waitFor();
      for (const scheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme: scheme });
        const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
        expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${address} ${scheme} ${id}: ${html.slice(0, 200)}`))).toEqual([]);
        if (process.env["LOOK"]) await page.screenshot({ path: `${process.env["LOOK"]}/model-${address === draft ? "draft" : "plain"}-${scheme}.png`, fullPage: address !== draft });
      }
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
      if (process.env["LOOK"]) await page.screenshot({ path: `${process.env["LOOK"]}/model-${address === draft ? "draft" : "plain"}-phone.png`, fullPage: true });
    }
  });

  test("change a weight, read the preview, publish, see the marker, and find the weight in the YAML", async () => {
    const { page } = await world.reader({ role: "manager" });
    await page.goto("/health-definition");
    await page.getByRole("textbox", { name: "Weight of Product" }).fill("90");
    const preview = page.getByRole("region", { name: "What it would do" });
    await preview.getByText("weight of Product: 50 → 90").waitFor();
    await preview.getByText(/accounts? changes? band|None of 30 accounts/).first().waitFor();
    await preview.getByText(/the mean goes from/).waitFor();
    await page.getByRole("textbox", { name: "What changes, and why" }).fill("Product counts more");
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByText("Version 2 is in use.").waitFor();
    const versions = page.getByRole("list", { name: "Versions" });
    await versions.getByText("Product counts more").waitFor();
    await versions.getByText("What was in use before the first change").waitFor();
    await versions.getByRole("button", { name: "what changed with version 2" }).click();
    await page.waitForURL("**/health-definition?compare=1-2");
    await page.getByRole("group", { name: "Comparison of two versions" }).getByText("weight of Product: 50 → 90").waitFor();
    expect(await page.getByRole("textbox", { name: "Weight of Product" }).inputValue()).toBe("90");

    await page.goto("/portfolio");
    await page.getByRole("table", { name: "Accounts" }).getByRole("link").first().click();
    const changes = page.getByRole("list", { name: "Changes of the health definition" });
    await changes.getByText("1 Jun 2026: version 2 of the").waitFor();
    expect(await changes.innerText()).toContain("Product counts more");

    const pulled = (await (await page.request.get("/api/v1/versions/2")).json()) as { about: object; files: { path: string; text: string }[] };
    expect(pulled.about).toMatchObject({ number: 2, author: "max@example.com", source: "page", message: "Product counts more" });
    const before = (await (await page.request.get("/api/v1/versions/1")).json()) as typeof pulled;
    const lines = pulled.files.flatMap(({ text }, place) => text.split("\n").filter((line, at) => line !== before.files[place]?.text.split("\n")[at]));
    expect(lines).toEqual(["      weight: 90"]);
  });
});
