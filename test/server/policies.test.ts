import Fastify, { type FastifyInstance } from "fastify";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Role, type Scope, roles, scopes } from "../../src/contract/access.ts";
import { type AccessParts, callerOf, guardRoutes } from "../../src/server/access/gate.ts";
import { type Policy, forEverybody, forOwnPage, forReading, forRole, withWriteKey } from "../../src/server/access/policy.ts";
import { RequestProblem, sendProblem } from "../../src/server/problem.ts";

const teammate = (role: Role) => ({ id: role, workspace: "acme", email: `${role}@acme.example`, name: role, role, books: [] });

/** Signed in by a cookie that is the role; read keys that are their scope. */
const access: AccessParts = {
  readKeys: { findReadKey: (text) => (text === "expired" || text === "revoked" ? text : (scopes as readonly string[]).includes(text) ? { name: text, workspace: "acme", scopes: [text as Scope] } : "unknown") },
  sessions: { signedIn: (cookies) => Promise.resolve((roles as readonly string[]).includes(cookies) ? teammate(cookies as Role) : undefined) },
  control: { text: "of-the-process", workspace: "acme" },
};

/** A server with a route for each policy at `/0`, `/1` and so on; each says who called. */
function guarded(policies: readonly Policy[], parts = access): FastifyInstance {
  const app = Fastify();
  app.setErrorHandler((error, _request, reply) => (error instanceof RequestProblem ? sendProblem(reply, error) : reply.code(500).send(error)));
  guardRoutes(app, parts);
  policies.forEach((policy, index) => app.all(`/${index}`, { config: { policy } }, (request) => (policy.kind === "read" || policy.kind === "role" ? callerOf(request) : { kind: "anybody" })));
  onTestFinished(() => app.close());
  return app;
}

const as = {
  nobody: {},
  "an unknown session": { cookie: "nobody" },
  ...Object.fromEntries(roles.map((role) => [role, { cookie: role }])),
  ...Object.fromEntries(scopes.map((scope) => [`a key for ${scope}`, { authorization: `Bearer ${scope}` }])),
  "an unknown key": { authorization: "Bearer nothing" },
  "a very long key": { authorization: `Bearer ${"x".repeat(5000)}` },
  "a revoked key": { authorization: "Bearer revoked" },
  "an expired key": { authorization: "Bearer expired" },
  "the machine itself": { authorization: "Bearer of-the-process" },
};

describe("who may call what", () => {
  const policies: Readonly<Record<string, Policy>> = { public: forEverybody, write_key: withWriteKey, "read accounts": forReading("accounts"), "read people": forReading("people"), "csm, or a key for recording": forRole("csm", "record"), csm: forRole("csm"), administrator: forRole("administrator"), "manager, or a key for publishing": forRole("manager", "publish") };
  test("principals down, policies across", async () => {
    const app = guarded(Object.values(policies));
    const table: string[] = [];
    for (const [name, headers] of Object.entries(as)) {
      const answers = await Promise.all(Object.keys(policies).map((_, index) => app.inject({ url: `/${index}`, headers })));
      table.push(`${name}: ${answers.map(({ statusCode }) => statusCode).join(" ")}`);
    }
    expect(table).toEqual([
      "nobody: 200 200 401 401 401 401 401 401",
      "an unknown session: 200 200 401 401 401 401 401 401",
      "viewer: 200 200 200 200 403 403 403 403",
      "csm: 200 200 200 200 200 200 403 403",
      "manager: 200 200 200 200 200 200 403 200",
      "administrator: 200 200 200 200 200 200 200 200",
      "a key for accounts: 200 200 200 403 403 403 403 403",
      "a key for people: 200 200 403 200 403 403 403 403",
      "a key for pipeline: 200 200 403 403 403 403 403 403",
      "a key for record: 200 200 403 403 200 403 403 403",
      "a key for privacy: 200 200 403 403 403 403 403 403",
      "a key for publish: 200 200 403 403 403 403 403 200",
      "an unknown key: 200 200 401 401 401 401 401 401",
      "a very long key: 200 200 401 401 401 401 401 401",
      "a revoked key: 200 200 401 401 401 401 401 401",
      "an expired key: 200 200 401 401 401 401 401 401",
      "the machine itself: 200 200 200 200 200 200 200 200",
    ]);
  });

  test("a route without a policy keeps the server from starting", () => {
    const app = Fastify();
    guardRoutes(app, access);
    expect(() => app.get("/forgotten", () => "")).toThrow("The route GET /forgotten has no policy");
  });

  test("a path that isn't there is no matter of policy", async () => {
    expect((await guarded([]).inject("/nowhere")).statusCode).toBe(404);
  });
});

describe("pages of others", () => {
  const own = { cookie: "administrator", host: "health.example" };
  test.each([
    ["our own page", { ...own, origin: "http://health.example", "sec-fetch-site": "same-origin" }, 200],
    ["a program without a browser", own, 200],
    ["another site", { ...own, origin: "https://evil.example", "sec-fetch-site": "cross-site" }, 403],
    ["another site, in a browser that says only the origin", { ...own, origin: "https://evil.example" }, 403],
    ["a sandbox without an origin", { ...own, origin: "null" }, 403],
    ["a page beside us", { ...own, origin: "http://other.health.example", "sec-fetch-site": "same-site" }, 403],
    ["another site with a key, which no cookie carries", { authorization: "Bearer accounts", origin: "https://evil.example" }, 200],
  ])("a change asked for by %s", async (_name, headers, status) => {
    expect((await guarded([forReading("accounts")]).inject({ method: "POST", url: "/0", headers })).statusCode).toBe(status);
  });

  test("signing in is only for our own page, too", async () => {
    const app = guarded([forOwnPage]);
    const post = async (origin: string): Promise<number> => (await app.inject({ method: "POST", url: "/0", headers: { host: "health.example", origin } })).statusCode;
    expect([await post("http://health.example"), await post("https://evil.example")]).toEqual([200, 403]);
  });

  test("behind a proxy the stated origin counts", async () => {
    const app = guarded([forRole("viewer")], { ...access, publicOrigin: "https://health.example" });
    const post = async (origin: string): Promise<number> => (await app.inject({ method: "POST", url: "/0", headers: { ...own, origin } })).statusCode;
    expect([await post("https://health.example"), await post("http://health.example")]).toEqual([200, 403]);
  });
});
