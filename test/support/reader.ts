import type { Browser, BrowserContext, Download, Page } from "playwright-core";

/** Somebody who reads the page: signed in, with a window, at an instant. */
export interface Reader {
  readonly page: Page;
  /** What the browser complained about, errors of scripts and breaches of the policy among them. */
  readonly complaints: string[];
  close(): Promise<void>;
}

export interface ReaderOptions {
  readonly url: string;
  readonly now: number;
  readonly scheme?: "light" | "dark";
  readonly phone?: boolean;
  readonly role?: "viewer" | "csm" | "manager";
}

const wide = { width: 1280, height: 800 };
const phoneSize = { width: 390, height: 844 };

/** Opens the page at an address. Only `Date` stands still, so that everything else goes on as it does. */
export async function openReader(browser: Browser, { url, now, scheme = "light", phone = false, role = "csm" }: ReaderOptions): Promise<Reader> {
  const context: BrowserContext = await browser.newContext({ baseURL: url, viewport: phone ? phoneSize : wide, hasTouch: phone, colorScheme: scheme, locale: "en-GB", timezoneId: "Europe/Berlin", reducedMotion: "reduce" });
  // A page that waits for a machine with much else to do is slow, not broken.
  context.setDefaultTimeout(120_000);
  await context.addCookies([{ name: "signed-in", value: role, url }]);
  const page = await context.newPage();
  await page.clock.setFixedTime(now);
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  return { page, complaints, close: () => context.close() };
}

/** What stands in a file that the page saved. */
export const textOf = async (saved: Download): Promise<string> => Buffer.concat((await (await saved.createReadStream()).toArray()) as Buffer[]).toString("utf8");
