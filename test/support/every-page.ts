import type { Page } from "playwright-core";

/** Addresses of all pages that the navigation of a wide window leads to, so that a page that is new is walked by itself. */
export async function everyPage(page: Page): Promise<readonly string[]> {
  const links = page.getByRole("navigation", { name: "Pages" }).getByRole("link");
  await links.first().waitFor();
  const found = await links.evaluateAll((all) => all.map((one) => (one as unknown as { pathname: string }).pathname));
  return [...new Set(found)].filter((path) => path !== "/");
}

/** Parts of the settings, which have one entry in the navigation. */
export const settingsParts = ["teammates", "keys", "sessions", "workspace"].map((part) => `/settings/${part}`);

/** Waits until what a page asks for is there. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  // A section may ask for the next thing only once the first is there.
  for (let calm = 0; calm < 3; ) {
    calm = (await page.locator("[aria-label=Loading], [aria-busy=true]").count()) === 0 ? calm + 1 : 0;
    await page.waitForTimeout(120);
  }
}
