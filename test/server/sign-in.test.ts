import { getMigrations } from "better-auth/db/migration";
import { describe, expect, test } from "vitest";
import { openPostgres } from "../../src/storage/postgres/database.ts";
import { signInLibrary } from "../../src/storage/postgres/sign-in/library.ts";
import { type People, cookieOf, peopleServer } from "../support/people.ts";
import { pgliteTemplate } from "../support/pglite-template.ts";
import { forFile } from "../support/postgres.ts";

const database = await forFile(async () => openPostgres({ archive: await pgliteTemplate() }, () => {}));
const password = "correct horse battery";

interface Asked {
  readonly body?: object;
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const ask = async ({ app }: People, route: string, { body, cookie, headers }: Asked = {}) => {
  const [method = "GET", url = ""] = route.split(" ");
  const answer = await app.inject({ method: method as "GET", url, ...(body && { payload: body }), headers: { ...(cookie !== undefined && { cookie }), ...headers } });
  return { status: answer.statusCode, body: answer.body === "" ? {} : answer.json<Record<string, unknown>>(), cookie: cookieOf(answer.headers["set-cookie"]), headers: answer.headers, setCookie: [answer.headers["set-cookie"] ?? []].flat() };
};

async function withAdministrator(): Promise<{ readonly people: People; readonly cookie: string }> {
  const people = await peopleServer(database);
  const answer = await ask(people, "POST /api/v1/setup", { body: { token: people.desk.setupToken, email: "Ann@Acme.example ", name: "Ann", password } });
  expect(answer.status).toBe(200);
  return { people, cookie: answer.cookie };
}

test("the tables are those that the library expects", async () => {
  const { options } = signInLibrary(database.db, { workspace: "acme", secret: "x".repeat(32), onFailed: () => {} });
  const { toBeAdded, toBeCreated } = await getMigrations(options);
  expect([toBeAdded, toBeCreated]).toEqual([[], []]);
});

test("sessions of one's own are seen and ended; the workspace has a name that an administrator changes", async () => {
  const { people, cookie } = await withAdministrator();
  const other = await ask(people, "POST /api/v1/session", { body: { email: "ann@acme.example", password }, headers: { "user-agent": "Mozilla/5.0 Firefox/140.0" } });
  const { sessions } = (await ask(people, "GET /api/v1/sessions", { cookie })).body as { sessions: { id: string; device: string; isOwn: boolean }[] };
  expect(sessions.map(({ device, isOwn }) => [device.replace(/^lightMyRequest/i, "test"), isOwn])).toEqual(expect.arrayContaining([["test", true], ["Mozilla/5.0 Firefox/140.0", false]]));
  const id = sessions.find(({ isOwn }) => !isOwn)?.id;
  const strange = await people.signedIn("viewer");
  expect((await ask(people, `DELETE /api/v1/sessions/${id}`, { cookie: strange })).status).toBe(404);
  expect((await ask(people, `DELETE /api/v1/sessions/${id}`, { cookie })).status).toBe(204);
  expect((await ask(people, "GET /api/v1/session", { cookie: other.cookie })).status).toBe(401);
  expect((await ask(people, "PATCH /api/v1/workspace", { cookie, body: { name: "Acme Ltd" } })).body).toMatchObject({ id: "acme", name: "Acme Ltd" });
  expect((await ask(people, "PATCH /api/v1/workspace", { cookie: strange, body: { name: "Mine" } })).status).toBe(403);
  expect((await ask(people, "GET /api/v1/workspace", { cookie: strange })).body).toMatchObject({ name: "Acme Ltd" });
});

describe("the first administrator", () => {
  test("comes in with the token that was printed, once", async () => {
    const people = await peopleServer(database);
    const wish = { email: "ann@acme.example", name: "Ann", password };
    expect((await ask(people, "GET /api/v1/setup")).body).toEqual({ needed: true });
    expect((await ask(people, "POST /api/v1/setup", { body: { ...wish, token: "guessed" } })).body).toMatchObject({ status: 403, code: "link_refused" });
    const answer = await ask(people, "POST /api/v1/setup", { body: { ...wish, token: people.desk.setupToken } });
    expect(answer.body).toMatchObject({ workspace: "acme", teammate: { email: "ann@acme.example", name: "Ann", role: "administrator", books: [] } });
    expect(answer.setCookie.join()).toMatch(/^bellwether-acme\.session_token=[^;]+;.*HttpOnly; SameSite=Lax/);
    expect((await ask(people, "GET /api/v1/session", { cookie: answer.cookie })).body).toMatchObject({ teammate: { name: "Ann" } });
    expect((await ask(people, "GET /api/v1/setup")).body).toEqual({ needed: false });
    expect((await ask(people, "POST /api/v1/setup", { body: { ...wish, email: "eve@evil.example", token: people.desk.setupToken } })).body).toMatchObject({ status: 409, code: "already_set_up" });
  });

  test.each([
    [{ password: "short" }, "password"],
    [{ email: "nobody" }, "email"],
    [{ name: " " }, "name"],
    [{ role: "administrator" }, "role"],
  ])("%j is refused with its place", async (over, place) => {
    const people = await peopleServer(database);
    const answer = await ask(people, "POST /api/v1/setup", { body: { token: people.desk.setupToken, email: "a@acme.example", name: "Ann", password, ...over } });
    expect(answer.body).toMatchObject({ status: 400, code: "invalid_request", message: expect.stringContaining(place) });
    expect(JSON.stringify(answer.body)).not.toContain(password);
  });
});

describe("signing in", () => {
  test("with the password, and out again", async () => {
    const { people, cookie } = await withAdministrator();
    const again = await ask(people, "POST /api/v1/session", { body: { email: "ANN@acme.example", password } });
    expect(again.body).toMatchObject({ teammate: { email: "ann@acme.example" } });
    expect(await ask(people, "DELETE /api/v1/session", { cookie: again.cookie })).toMatchObject({ status: 200, body: { onward: null } });
    expect((await ask(people, "GET /api/v1/session", { cookie: again.cookie })).status).toBe(401);
    expect((await ask(people, "GET /api/v1/session", { cookie })).status).toBe(200);
    await ask(people, "DELETE /api/v1/sessions", { cookie });
    expect((await ask(people, "GET /api/v1/session", { cookie })).status).toBe(401);
  });

  test("a wrong password and an unknown address get the same answer, and too many of them none", async () => {
    const { people } = await withAdministrator();
    const wrong = await ask(people, "POST /api/v1/session", { body: { email: "ann@acme.example", password: "wrong" } });
    const unknown = await ask(people, "POST /api/v1/session", { body: { email: "eve@acme.example", password } });
    expect([wrong.status, wrong.body, wrong.setCookie]).toEqual([401, unknown.body, []]);
    for (let index = 1; index < 10; index += 1) await ask(people, "POST /api/v1/session", { body: { email: "ann@acme.example", password: "wrong" } });
    const refused = await ask(people, "POST /api/v1/session", { body: { email: "ann@acme.example", password } });
    expect([refused.status, refused.body["code"], refused.headers["retry-after"]]).toEqual([429, "too_many_attempts", "900"]);
    people.passTime(15 * 60_000);
    expect((await ask(people, "POST /api/v1/session", { body: { email: "ann@acme.example", password } })).status).toBe(200);
  });

  test("a forged cookie and one of another secret open nothing", async () => {
    const { people, cookie } = await withAdministrator();
    for (const forged of [cookie.replace(/=./, "=Z"), `${cookie.slice(0, -8)}AAAAAAAA`, "bellwether-acme.session_token=", "bellwether-acme.session_token=%E0%A4%A"]) expect((await ask(people, "GET /api/v1/session", { cookie: forged })).status).toBe(401);
  });

  test("from a page of somebody else's is refused", async () => {
    const { people } = await withAdministrator();
    const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    expect((await ask(people, "POST /api/v1/session", { body: { email: "ann@acme.example", password }, headers })).body).toMatchObject({ status: 403, code: "foreign_page" });
  });

  test("a changed password ends all other sessions", async () => {
    const { people, cookie } = await withAdministrator();
    const other = await ask(people, "POST /api/v1/session", { body: { email: "ann@acme.example", password } });
    expect((await ask(people, "POST /api/v1/session/password", { cookie, body: { current: "wrong", next: "another battery staple" } })).body).toMatchObject({ code: "sign_in_refused" });
    const changed = await ask(people, "POST /api/v1/session/password", { cookie, body: { current: password, next: "another battery staple" } });
    const statuses = await Promise.all([cookie, other.cookie, changed.cookie].map(async (one) => (await ask(people, "GET /api/v1/session", { cookie: one })).status));
    expect(statuses).toEqual([401, 401, 200]);
    expect((await ask(people, "POST /api/v1/session", { body: { email: "ann@acme.example", password } })).status).toBe(401);
  });

  test("the cookie is for HTTPS alone where people come by HTTPS", async () => {
    const people = await peopleServer(database, { publicOrigin: "https://health.example" });
    const answer = await ask(people, "POST /api/v1/setup", { body: { token: people.desk.setupToken, email: "ann@acme.example", name: "Ann", password } });
    expect(answer.setCookie.join()).toMatch(/^__Secure-bellwether-acme\.session_token=.*; Secure/);
    expect(answer.headers["strict-transport-security"]).toMatch(/max-age/);
    expect((await ask(people, "GET /api/v1/session", { cookie: answer.cookie })).status).toBe(200);
  });
});

describe("teammates", () => {
  const invite = async (people: People, cookie: string, over: object = {}) => ask(people, "POST /api/v1/invitations", { cookie, body: { email: "bob@acme.example", role: "csm", books: ["Bob"], ...over } });
  const tokenOf = (answer: Awaited<ReturnType<typeof ask>>): string => String(answer.body["link"]).split("#")[1] ?? "";

  test("are invited by a link, which opens once", async () => {
    const { people, cookie } = await withAdministrator();
    const invited = await invite(people, cookie);
    expect([invited.status, invited.body]).toMatchObject([201, { invitation: { email: "bob@acme.example", role: "csm", invitedBy: "ann@acme.example" }, link: expect.stringMatching(/\/invitation#[\w-]{43}$/) }]);
    const token = tokenOf(invited);
    expect((await ask(people, "POST /api/v1/invitations/look", { body: { token } })).body).toEqual({ email: "bob@acme.example", role: "csm", invitedBy: "ann@acme.example" });
    const accepted = await ask(people, "POST /api/v1/invitations/accept", { body: { token, name: "Bob", password } });
    expect(accepted.body).toMatchObject({ teammate: { email: "bob@acme.example", role: "csm", books: ["Bob"] } });
    expect((await ask(people, "POST /api/v1/invitations/accept", { body: { token, name: "Eve", password } })).body).toMatchObject({ status: 403, code: "link_refused" });
    expect((await invite(people, cookie)).body).toMatchObject({ status: 409 });
    expect((await ask(people, "GET /api/v1/teammates", { cookie: accepted.cookie })).body["teammates"]).toMatchObject([{ name: "Ann" }, { name: "Bob" }]);
    expect((await invite(people, accepted.cookie)).body).toMatchObject({ status: 403, code: "forbidden" });
  });

  test("an invitation ends by being withdrawn, replaced, or a week old", async () => {
    const { people, cookie } = await withAdministrator();
    const first = tokenOf(await invite(people, cookie));
    const second = tokenOf(await invite(people, cookie, { role: "viewer" }));
    const seen = async (token: string): Promise<number> => (await ask(people, "POST /api/v1/invitations/look", { body: { token } })).status;
    expect([await seen(first), await seen(second)]).toEqual([403, 200]);
    const [{ id }] = (await ask(people, "GET /api/v1/invitations", { cookie })).body["invitations"] as [{ id: string }];
    expect((await ask(people, `DELETE /api/v1/invitations/${id}`, { cookie })).status).toBe(204);
    expect(await seen(second)).toBe(403);
    const third = tokenOf(await invite(people, cookie));
    people.passTime(7 * 86_400_000);
    expect(await seen(third)).toBe(403);
  });

  test("a role counts from the next request on, and whoever is removed is out at once", async () => {
    const { people, cookie } = await withAdministrator();
    const bob = await people.signedIn("manager");
    const { teammate } = (await ask(people, "GET /api/v1/session", { cookie: bob })).body as { teammate: { id: string } };
    expect((await ask(people, "GET /api/v1/keys", { cookie: bob })).status).toBe(403);
    expect((await ask(people, `PATCH /api/v1/teammates/${teammate.id}`, { cookie, body: { role: "administrator" } })).body).toMatchObject({ role: "administrator", name: "manager" });
    expect((await ask(people, "GET /api/v1/keys", { cookie: bob })).status).toBe(200);
    expect((await ask(people, `DELETE /api/v1/teammates/${teammate.id}/sessions`, { cookie })).status).toBe(204);
    expect((await ask(people, "GET /api/v1/session", { cookie: bob })).status).toBe(401);
    expect((await ask(people, `DELETE /api/v1/teammates/${teammate.id}`, { cookie })).status).toBe(204);
    expect((await ask(people, `DELETE /api/v1/teammates/${teammate.id}`, { cookie })).status).toBe(404);
    const { teammate: ann } = (await ask(people, "GET /api/v1/session", { cookie })).body as { teammate: { id: string } };
    expect((await ask(people, `DELETE /api/v1/teammates/${ann.id}`, { cookie })).body).toMatchObject({ status: 409, code: "last_administrator" });
  });
});

describe("keys", () => {
  test("an administrator makes, lists and revokes them; their texts are shown once", async () => {
    const { people, cookie } = await withAdministrator();
    const made = await ask(people, "POST /api/v1/keys", { cookie, body: { kind: "read", name: "bi", scopes: ["accounts"], expiresAt: "2027-01-01T00:00:00Z" } });
    expect([made.status, made.body]).toMatchObject([201, { key: { kind: "read", name: "bi", scopes: ["accounts"], createdBy: "ann@acme.example", expiresAt: "2027-01-01T00:00:00.000Z" }, text: expect.stringMatching(/^bwr_/) }]);
    const text = String(made.body["text"]);
    expect(people.keys.findReadKey(text)).toMatchObject({ workspace: "acme", scopes: ["accounts"] });
    const listed = await ask(people, "GET /api/v1/keys", { cookie });
    expect(JSON.stringify(listed.body)).not.toMatch(new RegExp(`${text}|sha256`));
    const { id } = made.body["key"] as { id: string };
    expect((await ask(people, `DELETE /api/v1/keys/${id}`, { cookie })).status).toBe(204);
    expect(people.keys.findReadKey(text)).toBe("revoked");
    expect((await ask(people, "POST /api/v1/keys", { cookie, body: { kind: "read", name: "x", scopes: ["everything"] } })).body).toMatchObject({ status: 400, code: "invalid_request" });
  });
});

describe("the link of the demo", () => {
  test("signs in once, in time, on this machine", async () => {
    const people = await peopleServer(database);
    const link = async (): Promise<string> => `/api/v1/session/link/${await people.desk.oneTimeLink({ email: "demo@bellwether.invalid", name: "Demo" })}`;
    const first = await link();
    const open = async (url: string, remoteAddress = "127.0.0.1") => people.app.inject({ url, remoteAddress });
    const answer = await open(first);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, "/"]);
    expect((await ask(people, "GET /api/v1/session", { cookie: cookieOf(answer.headers["set-cookie"]) })).body).toMatchObject({ teammate: { name: "Demo", role: "administrator" } });
    expect((await open(first)).statusCode, "again").toBe(403);
    expect((await open(await link(), "192.0.2.7")).statusCode, "from elsewhere").toBe(403);
    const late = await link();
    people.passTime(15 * 60_000);
    expect((await open(late)).statusCode, "late").toBe(403);
  });

  test("is not given where real people are", async () => {
    const { people } = await withAdministrator();
    expect(await people.desk.oneTimeLink({ email: "demo@bellwether.invalid", name: "Demo" })).toBeUndefined();
  });
});

test("every answer of a page's routes carries the headers that keep it safe", async () => {
  const people = await peopleServer(database);
  const { headers } = await ask(people, "GET /api/v1/setup");
  expect(headers).toMatchObject({ "content-security-policy": expect.stringMatching(/^default-src 'self';(?!.*unsafe)/), "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cache-control": "no-store" });
  expect((await people.app.inject({ method: "OPTIONS", url: "/v1/track" })).headers).not.toHaveProperty("cross-origin-resource-policy");
});
