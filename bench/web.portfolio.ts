import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Browser, Page, Request } from "playwright-core";
import { dayMs } from "../src/lib/zone.ts";
import { noChromium, openChromium } from "../test/support/open-chromium.ts";
import { type Reader, openReader } from "../test/support/reader.ts";
import { type Bench, type Figure, medianOf, rounded } from "./bench.ts";
import { yearBegin } from "./simulated-events.ts";

const days = 30;
const now = yearBegin + days * dayMs;
const target = { firstMs: 1500, answerMs: 150, scriptKilobytes: 250 };
const frames = 600;

/** The page as a reader meets it: a browser of its own, and the server with everybody scored in another process. */
export const bench: Bench = {
  lacking: () => noChromium,
  async run({ quick }) {
    const size = { events: quick ? 200_000 : 20_000_000, accounts: quick ? 5000 : 100_000, days };
    const server = await startServer({ size, now });
    const browser = await openChromium();
    try {
      await loaded(browser, server.url).then(({ reader }) => reader.close());
      const visits: Visit[] = [];
      for (let visit = 0; visit < (quick ? 2 : 5); visit += 1) visits.push(await visitOnce(browser, server.url));
      return figuresOf(visits);
    } finally {
      await browser.close();
      await server.stop();
    }
  },
};

/** What the page notes of itself, see `web/in-page.js`. */
interface Noted {
  readonly firstRows: number;
  readonly shift: number;
  readonly frames: number;
  readonly blankFrames: number;
}

interface Visit {
  readonly accounts: number;
  readonly kilobytes: number;
  readonly letters: readonly number[];
  readonly sorts: readonly number[];
  readonly noted: Noted;
}

/** Opens the portfolio, sorts, filters letter by letter, and scrolls. */
async function visitOnce(browser: Browser, url: string): Promise<Visit> {
  const { reader, page, kilobytes } = await loaded(browser, url);
  const accounts = Number(await page.getByRole("table", { name: "Accounts" }).getAttribute("aria-rowcount")) - 1;
  const sorts: number[] = [];
  for (const head of ["Account", "30 days", "Known"]) sorts.push(await answerTime(page, () => page.getByRole("columnheader", { name: head }).getByRole("button").click()));
  await page.getByLabel("Filter by name, id or owner").focus();
  const letters: number[] = [];
  for (const letter of "0421") letters.push(await answerTime(page, () => page.keyboard.press(letter)));
  await page.getByLabel("Filter by name, id or owner").press("Escape");
  await page.locator(`[role=table][aria-rowcount="${accounts + 1}"]`).waitFor();
  const noted = await page.evaluate<Noted>(`bench.scroll(${frames})`);
  await reader.close();
  return { accounts, kilobytes, letters, sorts, noted };
}

async function loaded(browser: Browser, url: string): Promise<{ readonly reader: Reader; readonly page: Page; readonly kilobytes: number }> {
  const reader = await openReader(browser, { url, now });
  await reader.page.addInitScript({ path: fileURLToPath(new URL("web/in-page.js", import.meta.url)) });
  const scripts: Request[] = [];
  reader.page.on("requestfinished", (request) => request.resourceType() === "script" && scripts.push(request));
  await reader.page.goto("/portfolio");
  await reader.page.locator('[data-row="0"]').waitFor();
  const sizes = await Promise.all(scripts.map((request) => request.sizes()));
  return { reader, page: reader.page, kilobytes: sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0) / 1000 };
}

/** Milliseconds from what somebody does to the frame that shows its answer. */
async function answerTime(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate("bench.answer()");
  await act();
  return Number(await page.evaluate("answered"));
}

function figuresOf(visits: readonly Visit[]): Figure[] {
  const accounts = (visits[0] as Visit).accounts.toLocaleString("en");
  const runs = visits.length;
  const first = medianOf(visits.map(({ noted }) => noted.firstRows));
  const [letter, sort] = [Math.max(...visits.flatMap(({ letters }) => letters)), medianOf(visits.flatMap(({ sorts }) => sorts))];
  const [blank, all] = [sumOf(visits, ({ noted }) => noted.blankFrames), sumOf(visits, ({ noted }) => noted.frames)];
  const shift = Math.max(...visits.map(({ noted }) => noted.shift));
  const kilobytes = (visits[0] as Visit).kilobytes;
  return [
    { name: `from the address to the first of ${accounts} accounts on the screen, nothing kept by the browser`, value: rounded(first, 0), unit: "ms", target: `at most ${target.firstMs}`, ok: first <= target.firstMs, runs, note: `another order is there after ${rounded(sort, 0)} ms (median of ${visits.length * 3})` },
    { name: `from a letter in the filter to the accounts that fit it: the slowest of ${visits.length * 4} letters`, value: rounded(letter, 0), unit: "ms", target: `at most ${target.answerMs}`, ok: letter <= target.answerMs, runs, note: `median ${rounded(medianOf(visits.flatMap(({ letters }) => letters)), 0)} ms` },
    { name: `frames with a blank line, of ${all.toLocaleString("en")} scrolled by two lines each`, value: blank, unit: "frames", target: "0", ok: blank === 0, runs },
    { name: "scripts of the first page as sent", value: rounded(kilobytes, 0), unit: "kB", target: `at most ${target.scriptKilobytes}`, ok: kilobytes <= target.scriptKilobytes && kilobytes > 0, runs: 1 },
    { name: "what moved by itself while it loaded and was scrolled (cumulative layout shift, the worst visit)", value: rounded(shift, 4), unit: "", target: "under 0.001", ok: shift < 0.001, runs },
  ];
}

const sumOf = (visits: readonly Visit[], of: (visit: Visit) => number): number => visits.reduce((sum, visit) => sum + of(visit), 0);

async function startServer(work: unknown): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const child = fork(fileURLToPath(new URL("web/serving.child.ts", import.meta.url)), [JSON.stringify(work)], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.once("message", (message: string) => resolve(message));
    child.once("close", (code) => reject(new Error(`the server ended with ${code} before it listened`)));
  });
  return {
    url,
    stop: () => {
      child.send("stop");
      return closed;
    },
  };
}
