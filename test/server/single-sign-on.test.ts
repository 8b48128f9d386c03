import { describe, expect, test } from "vitest";
import { openPostgres } from "../../src/storage/postgres/database.ts";
import { type OidcSettings, admit, readOidcSettings } from "../../src/engine/access/oidc.ts";
import { type IdentityProvider, identityProvider } from "../support/identity-provider.ts";
import { type People, cookieOf, peopleServer } from "../support/people.ts";
import { pgliteTemplate } from "../support/pglite-template.ts";
import { forFile } from "../support/postgres.ts";

const database = await forFile(async () => openPostgres({ archive: await pgliteTemplate() }, () => {}));
const publicOrigin = "https://health.example";

const variables = { BELLWETHER_OIDC_ISSUER: "https://id.example/", BELLWETHER_OIDC_CLIENT_ID: "bellwether", BELLWETHER_OIDC_CLIENT_SECRET: "secret of the client", BELLWETHER_OIDC_DOMAINS: "acme.example, Acme.Test", BELLWETHER_OIDC_ROLES: "cs=csm; cs-leads=manager; cn=ops,dc=acme=administrator" };
const settings = readOidcSettings(variables) as OidcSettings;

async function withProvider(over: Partial<OidcSettings> = {}) {
  const provider = await identityProvider();
  const people = await peopleServer(database, { publicOrigin, oidc: { ...settings, issuer: provider.issuer, ...over } });
  return { provider, people };
}

interface Both {
  readonly people: People;
  readonly provider: IdentityProvider;
}

/** Goes to the provider and back, as a browser does. */
async function wayThrough({ people, provider }: Both, change: (back: string) => string) {
  const begun = await people.app.inject({ url: "/api/v1/session/providers/oidc?returnTo=/accounts/acme" });
  const back = new URL(change(provider.consent(String(begun.headers.location))));
  expect(back.origin + back.pathname).toBe(`${publicOrigin}/api/v1/session/callback/oidc`);
  const done = await people.app.inject({ url: back.pathname + back.search, headers: { cookie: cookieOf(begun.headers["set-cookie"]) } });
  return { location: String(done.headers.location), cookie: cookieOf(done.headers["set-cookie"]) };
}

async function goThrough(both: Both, change: (back: string) => string = (back) => back) {
  const { location, cookie } = await wayThrough(both, change);
  const session = await both.people.app.inject({ url: "/api/v1/session", headers: { cookie } });
  return { location, teammate: session.statusCode === 200 ? session.json<{ teammate: Record<string, unknown> }>().teammate : undefined };
}

const ann = { sub: "1", email: "Ann@acme.example", email_verified: true, name: "Ann", groups: ["everybody", "cs", "cs-leads"] };

describe("single sign-on", () => {
  test("lets in whom the groups name, with the highest of their roles, and sends them back to where they were", async () => {
    const both = await withProvider();
    both.provider.claims = ann;
    expect((await both.people.app.inject({ url: "/api/v1/session/providers" })).json()).toEqual({ providers: [{ id: "oidc", name: "single sign-on" }] });
    expect(await goThrough(both)).toMatchObject({ location: "/accounts/acme", teammate: { email: "ann@acme.example", name: "Ann", role: "manager" } });
    // The groups have the last word at every sign-in.
    both.provider.claims = { ...ann, groups: ["cs"] };
    expect(await goThrough(both)).toMatchObject({ teammate: { role: "csm" } });
    expect(await both.people.team.teammates("acme")).toHaveLength(1);
  });

  test("a teammate with a password is the same teammate; without a group their role stays", async () => {
    const both = await withProvider();
    const wish = { token: both.people.desk.setupToken, email: "ann@acme.example", name: "Ann", password: "correct horse battery" };
    expect((await both.people.app.inject({ method: "POST", url: "/api/v1/setup", payload: wish })).statusCode).toBe(200);
    both.provider.claims = { ...ann, groups: [] };
    expect(await goThrough(both)).toMatchObject({ teammate: { role: "administrator" } });
    expect(await both.people.team.teammates("acme")).toHaveLength(1);
  });

  test("whoever is invited comes in with the role of the invitation; whoever is not stays out", async () => {
    const both = await withProvider();
    both.provider.claims = { ...ann, groups: [] };
    expect(await goThrough(both)).toEqual({ location: "/sign-in?error=not_invited&to=%2Faccounts%2Facme", teammate: undefined });
    await both.people.desk.invite({ email: "ann@acme.example", role: "viewer", books: ["Ann"], invitedBy: "zoe@acme.example" });
    expect(await goThrough(both)).toMatchObject({ teammate: { role: "viewer", books: ["Ann"] } });
  });

  test.each([
    ["another domain", { email: "ann@evil.example" }, "domain_not_allowed"],
    ["a domain that only ends alike", { email: "ann@not-acme.example" }, "domain_not_allowed"],
    ["an address that isn't verified", { email_verified: false }, "email_not_verified"],
  ])("%s is refused, and nothing is kept", async (_name, over, code) => {
    const both = await withProvider({ defaultRole: "viewer" });
    both.provider.claims = { ...ann, ...over };
    expect(await goThrough(both)).toEqual({ location: `/sign-in?error=${code}&to=%2Faccounts%2Facme`, teammate: undefined });
    expect(await both.people.team.teammates("acme")).toEqual([]);
  });

  test.each(["signature", "audience", "nonce"] as const)("a token with another %s is refused", async (spoil) => {
    const both = await withProvider();
    both.provider.claims = ann;
    both.provider.spoil = spoil;
    const { location, teammate } = await goThrough(both);
    expect([location, teammate]).toEqual(["/sign-in?error=provider_refused&to=%2Faccounts%2Facme", undefined]);
  });

  test("an answer that nobody asked for is refused, and so is one for another browser", async () => {
    const both = await withProvider();
    both.provider.claims = ann;
    expect(await goThrough(both, (back) => back.replace(/state=[^&]+/, "state=guessed"))).toMatchObject({ location: "/sign-in?error=took_too_long&to=%2Faccounts%2Facme", teammate: undefined });
    const begun = await both.people.app.inject({ url: "/api/v1/session/providers/oidc" });
    const back = new URL(both.provider.consent(String(begun.headers.location)));
    const done = await both.people.app.inject({ url: back.pathname + back.search });
    expect(done.headers.location).toBe("/sign-in?error=took_too_long");
  });

  test.each(["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])("the way back never leads to %s", async (returnTo) => {
    const both = await withProvider();
    both.provider.claims = ann;
    const begun = await both.people.app.inject({ url: `/api/v1/session/providers/oidc?returnTo=${encodeURIComponent(returnTo)}` });
    const back = new URL(both.provider.consent(String(begun.headers.location)));
    const done = await both.people.app.inject({ url: back.pathname + back.search, headers: { cookie: cookieOf(begun.headers["set-cookie"]) } });
    expect(done.headers.location).toBe("/");
  });

  test("a provider that isn't there is told on the page, a name that is none is no page", async () => {
    const { people } = await withProvider({ issuer: "http://127.0.0.1:1" });
    expect((await people.app.inject({ url: "/api/v1/session/providers/oidc?returnTo=/accounts/acme" })).headers.location).toBe("/sign-in?error=provider_away&to=%2Faccounts%2Facme");
    expect((await people.app.inject({ url: "/api/v1/session/providers/other" })).json()).toMatchObject({ status: 404, code: "not_found" });
  });

  test("a provider that went away in between, and clocks that differ, are told apart from an answer that can't be trusted", async () => {
    const away = await withProvider();
    away.provider.claims = ann;
    away.provider.isAway = "after consent";
    expect(await goThrough(away)).toEqual({ location: "/sign-in?error=provider_away&to=%2Faccounts%2Facme", teammate: undefined });
    const late = await withProvider();
    late.provider.claims = ann;
    late.provider.skewMs = -600_000;
    expect(await goThrough(late)).toEqual({ location: "/sign-in?error=clock_skew&to=%2Faccounts%2Facme", teammate: undefined });
    late.provider.skewMs = -20_000;
    expect(await goThrough(late)).toMatchObject({ location: "/accounts/acme" });
  });

  test("who cancels there comes back to the page that says so", async () => {
    const both = await withProvider();
    expect(await goThrough(both, (back) => back.replace(/code=[^&]+/, "error=access_denied&error_description=%3Cb%3Eno"))).toEqual({ location: "/sign-in?error=access_denied&to=%2Faccounts%2Facme", teammate: undefined });
  });

  test("who comes in first by their groups closes nobody's way to become administrator", async () => {
    const both = await withProvider();
    both.provider.claims = ann;
    await goThrough(both);
    expect(await both.people.desk.needsSetup()).toBe(true);
    const wish = { token: both.people.desk.setupToken, email: "ann@acme.example", name: "Ann", password: "correct horse battery" };
    expect((await both.people.app.inject({ method: "POST", url: "/api/v1/setup", payload: wish })).json()).toMatchObject({ teammate: { role: "administrator" } });
    expect((await both.people.team.teammates("acme")).map(({ role }) => role)).toEqual(["administrator"]);
  });
});

describe("signing out", () => {
  test.each([
    ["leads on to the provider, which leads back to the sign-in page, where that is wanted", true],
    ["ends the session here alone where it isn't", false],
  ])("%s", async (_name, signsOutThere) => {
    const both = await withProvider({ signsOutThere });
    both.provider.claims = ann;
    const { cookie } = await wayThrough(both, (back) => back);
    const left = await both.people.app.inject({ method: "DELETE", url: "/api/v1/session", headers: { cookie } });
    const { onward } = left.json<{ onward: string | null }>();
    const [leave, asked] = onward === null ? [] : [new URL(onward), new URL(onward).searchParams];
    expect(leave && `${leave.origin}${leave.pathname}`).toBe(signsOutThere ? `${both.provider.issuer}/leave` : undefined);
    expect([asked?.get("client_id"), asked?.get("post_logout_redirect_uri"), asked?.get("id_token_hint")?.split(".").length]).toEqual(signsOutThere ? ["bellwether", `${publicOrigin}/sign-in`, 3] : [undefined, undefined, undefined]);
    expect((await both.people.app.inject({ url: "/api/v1/session", headers: { cookie } })).statusCode).toBe(401);
  });
});

describe("its settings", () => {
  test("say everything that is missing by name", () => {
    expect(readOidcSettings({ PATH: "/bin" })).toBeUndefined();
    expect(() => readOidcSettings({ BELLWETHER_OIDC_ISSUER: "id.example" })).toThrow(/BELLWETHER_OIDC_ISSUER: .*BELLWETHER_OIDC_CLIENT_ID: .*BELLWETHER_OIDC_DOMAINS/);
    expect(() => readOidcSettings({ ...variables, BELLWETHER_OIDC_ROLES: "cs=boss" })).toThrow(/`cs=boss` is not of the form group=role, with a role of viewer, csm, manager, administrator/);
    expect(() => readOidcSettings({ ...variables, BELLWETHER_OIDC_SIGN_OUT: "everywhere" })).toThrow(/BELLWETHER_OIDC_SIGN_OUT: write `here` or `provider`/);
    expect(() => readOidcSettings({ ...variables, BELLWETHER_OIDC_DOMAINS: " , " })).toThrow(/name the e-mail domains/);
  });

  test("a group's name may hold what groups' names hold", () => {
    expect(admit({ email: "a@ACME.test", name: " ", isVerified: undefined, groups: ["cn=ops,dc=acme", "dc=acme"] }, settings)).toMatchObject({ email: "a@acme.test", name: "a@acme.test", role: "administrator" });
    expect(settings.roleOfGroup.get("cs")).toBe("csm");
  });
});
