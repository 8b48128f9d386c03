import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type OidcSettings, readOidcSettings } from "../../src/engine/access/oidc.ts";
import { inaccessible, overflowOf } from "../support/axe.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { freePort } from "../support/free-port.ts";
import { openIdentityProvider } from "../support/identity-provider.ts";
import { noChromium, openChromium } from "../support/open-chromium.ts";
import { builtPage } from "../support/built-page.ts";
import { type Reader, openReader } from "../support/reader.ts";
import { type WholePage, openWholePage, setUp, storeRecentCompany } from "../support/whole-page.ts";

const variables = { BELLWETHER_OIDC_CLIENT_ID: "bellwether", BELLWETHER_OIDC_CLIENT_SECRET: "secret of the client", BELLWETHER_OIDC_NAME: "Acme", BELLWETHER_OIDC_DOMAINS: "acme.example", BELLWETHER_OIDC_ROLES: "cs=csm; cs-leads=manager" };
const ann = { sub: "1", email: "ann@acme.example", email_verified: true, name: "Ann Moss", groups: ["cs"] };

describe.skipIf(noChromium !== undefined)(`OpenID Connect${noChromium === undefined ? "" : ` (skipped: ${noChromium})`}`, { timeout: 240_000 }, () => {
  const embedded = embeddedStore();
  const opened: { browser?: Browser; whole?: WholePage; provider?: Awaited<ReturnType<typeof openIdentityProvider>> } = {};

  beforeAll(async () => {
    const provider = (opened.provider = await openIdentityProvider());
    const directory = await builtPage();
    await storeRecentCompany(embedded.store, 12);
    const port = await freePort();
    const oidc = readOidcSettings({ ...variables, BELLWETHER_OIDC_ISSUER: provider.issuer }) as OidcSettings;
    opened.whole = await openWholePage(embedded.store, directory, { port, signIn: { publicOrigin: `http://127.0.0.1:${port}`, oidc } });
    opened.browser = await openChromium();
  }, 300_000);
  afterAll(async () => {
    await opened.browser?.close();
    await opened.whole?.close();
    opened.provider?.close();
  });

  /** A browser of their own, in which nobody has signed in; that nobody has is an answer which browsers report. */
  async function somebody({ phone = false } = {}): Promise<Reader & { readonly whole: WholePage; readonly provider: NonNullable<typeof opened.provider> }> {
    const { browser, whole, provider } = opened;
    if (!browser || !whole || !provider) throw new Error("the process starts before the first test");
    Object.assign(provider, { claims: ann, spoil: undefined, skewMs: 0, isAway: false });
    const reader = await openReader(browser, { url: whole.url, now: Date.now(), phone });
    onTestFinished(async () => {
      await reader.close();
      expect(reader.complaints.filter((text) => !text.includes("401"))).toEqual([]);
    });
    return { ...reader, whole, provider };
  }

  const withAcme = async ({ page }: Reader, wish: "Go on" | "Cancel" = "Go on"): Promise<void> => {
    await page.getByRole("link", { name: "Sign in with Acme" }).click();
    await page.getByRole("heading", { name: "Provider" }).waitFor();
    await page.getByRole("link", { name: wish }).click();
  };

  test("leads to the page that was asked for, as what the groups say, and out again", async () => {
    const reader = await somebody();
    const { page } = reader;
    await page.goto("/portfolio?band=red");
    await page.waitForURL("**/sign-in?to=*");
    expect(await inaccessible(page, "sign-in with a provider")).toEqual([]);
    await withAcme(reader);
    await page.waitForURL("**/portfolio?band=red");
    await page.getByRole("button", { name: /Signed in as .*Ann Moss.*CSM/s }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL("**/sign-in");
    await page.goto("/portfolio");
    await page.waitForURL("**/sign-in?to=*");
  });

  test.each([
    ["who cancels there", {}, "Cancel", "You were not signed in"],
    ["another domain", { claims: { ...ann, email: "ann@evil.example" } }, "Go on", "This address may not come in"],
    ["nobody whom somebody invited", { claims: { ...ann, email: "new@acme.example", groups: [] } }, "Go on", "You are not a teammate yet"],
    ["a clock that differs", { skewMs: -600_000 }, "Go on", "Two clocks differ"],
    ["a token that can't be trusted", { spoil: "signature" }, "Go on", "The single sign-on gave no answer that can be trusted"],
    ["a provider that goes away", { isAway: "after consent" }, "Go on", "The single sign-on can't be reached"],
  ] as const)("%s reads why on the sign-in page, and the page that was asked for isn't forgotten", async (_name, how, wish, title) => {
    const reader = await somebody();
    Object.assign(reader.provider, how);
    await reader.page.goto("/plans?view=review");
    await withAcme(reader, wish);
    await reader.page.getByRole("alert").getByText(title).waitFor();
    expect(await inaccessible(reader.page, title)).toEqual([]);
    expect(new URL(reader.page.url()).searchParams.get("to")).toBe("/plans?view=review");
    Object.assign(reader.provider, { claims: ann, spoil: undefined, skewMs: 0, isAway: false });
    await withAcme(reader);
    await reader.page.waitForURL("**/plans?view=review");
  });

  test("a word in the address that nobody knows is told in general, and fits a phone", async () => {
    const { page } = await somebody({ phone: true });
    await page.goto(`/sign-in?error=${encodeURIComponent("<img src=x onerror=alert(1)>")}`);
    await page.getByRole("alert").getByText("Something failed on the way back").waitFor();
    expect(await page.content()).not.toContain("onerror");
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  });

  test("whoever is removed from the team stands at the door again, without doing anything", async () => {
    const ann = await somebody();
    await ann.page.goto("/portfolio");
    await withAcme(ann);
    await ann.page.getByText("live", { exact: true }).waitFor();
    const ada = await somebody();
    await setUp(ada, ada.whole);
    await ada.page.goto("/settings/teammates");
    await ada.page.getByRole("button", { name: "Remove Ann Moss" }).click();
    await ada.page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
    await ann.page.waitForURL("**/sign-in?to=*", { timeout: 60_000 });
  });
});
