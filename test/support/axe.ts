import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** An open menu covers what lies under it, and shows it again as soon as it closes. */
const isUnderMenu = (failure: string | undefined): boolean => failure?.includes("because it is partially obscured") ?? false;

function complaintsOf(state: string, { violations }: Awaited<ReturnType<AxeBuilder["analyze"]>>): string[] {
  return violations.flatMap(({ id, nodes }) => nodes.filter(({ failureSummary }) => !isUnderMenu(failureSummary)).map(({ html, failureSummary }) => `${state}: ${id}: ${html.slice(0, 200)} ${failureSummary?.replaceAll(/\s+/g, " ").slice(0, 240)}`));
}

/** Half faded, a text has the contrast of neither scheme. What goes on without end is not waited for. */
const faded = `new Promise(requestAnimationFrame)
  .then(() => new Promise(requestAnimationFrame))
  .then(() => Promise.all(document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity).map((one) => one.finished.catch(() => undefined))))
  .then(() => undefined)`;

/** Only what is wrong is written down, and in this page: there are no frames, for which another one would be opened each time. */
const axeOn = (page: Page): AxeBuilder => new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });

/** What axe finds on what is shown now, in light and, where only colours are others, in dark. */
export async function inaccessible(page: Page, state: string): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: "light" });
  const light = complaintsOf(`${state}, light`, await axeOn(page).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze());
  await page.emulateMedia({ colorScheme: "dark" });
  await page.evaluate(faded);
  const dark = complaintsOf(`${state}, dark`, await axeOn(page).withRules(["color-contrast"]).analyze());
  await page.emulateMedia({ colorScheme: "light" });
  return [...light, ...dark];
}

/** Pixels by which the page is wider than its window. */
export const overflowOf = (page: Page): Promise<number> => page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

/** What stands out of the window to the right: the innermost of it, by its class and the beginning of its text. */
export const standingOut = (page: Page): Promise<readonly string[]> =>
  page.evaluate<string[]>(`[...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && ![...one.children].some((child) => child.getBoundingClientRect().right > document.documentElement.clientWidth + 1))
    .slice(0, 6).map((one) => [one, one.parentElement, one.parentElement?.parentElement].map((each) => each?.tagName.toLowerCase() + "." + (each?.getAttribute("class") ?? "").split(" ").slice(-1)).join(" < ") + " " + one.textContent.slice(0, 25))`);
