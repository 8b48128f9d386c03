import { createHash, randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { describe, expect, test } from "vitest";
import { type Role, includesRole, roles, scopes } from "../../src/contract/access.ts";
import { accessRoutes } from "../../src/contract/access-routes.ts";
import { openApiDocument } from "../../src/contract/openapi.ts";
import { workPaths } from "../../src/contract/work-paths.ts";
import { workRoutes } from "../../src/contract/work-routes.ts";
import type { Policy } from "../../src/server/access/policy.ts";
import { openPostgres } from "../../src/storage/postgres/database.ts";
import { PostgresKeyStore } from "../../src/storage/postgres/key-store.ts";
import { type People, peopleServer } from "../support/people.ts";
import { pgliteTemplate } from "../support/pglite-template.ts";
import { forFile } from "../support/postgres.ts";

const database = await forFile(async () => openPostgres({ archive: await pgliteTemplate() }, () => {}));

/** Whoever may call: nobody, each role, a key for each scope, a key for sending. */
type Caller = { readonly name: string; readonly headers: Readonly<Record<string, string>>; readonly role?: Role; readonly scope?: string };

async function callersOf(people: People): Promise<readonly Caller[]> {
  const members = await Promise.all(roles.map(async (role) => ({ name: role, role, headers: { cookie: await people.signedIn(role) } })));
  const made = await Promise.all(scopes.map(async (scope) => ({ scope, made: await people.keys.create({ kind: "read", name: scope, scopes: [scope] }) })));
  const write = await people.keys.create({ kind: "write", name: "libraries", acceptsVocabulary: true });
  const bearer = (key: typeof write): Record<string, string> => ({ authorization: `Bearer ${key === "name_taken" ? "" : key.text}` });
  return [{ name: "nobody", headers: {} }, ...members, ...made.map(({ scope, made }) => ({ name: `a key for ${scope}`, scope, headers: bearer(made) })), { name: "a key for sending", headers: bearer(write) }];
}

/** What the policy says, told anew. */
function expected(policy: Policy, { role, scope }: Caller): "in" | 401 | 403 {
  switch (policy.kind) {
    case "public":
    case "own_page":
    case "write_key":
      return "in";
    case "read":
      if (role !== undefined) return "in";
      return scope === undefined ? 401 : scope === policy.scope ? "in" : 403;
    case "role":
      if (role !== undefined) return includesRole(role, policy.role) ? "in" : 403;
      return scope === undefined ? 401 : scope === policy.scope ? "in" : 403;
  }
}

const problemCodes: ReadonlySet<string> = new Set(["not_signed_in", "read_key_refused", "forbidden"]);

/** What the gate did; what the route made of it is another matter. */
async function gate(app: FastifyInstance, { method, url }: { readonly method: string; readonly url: string }, { headers }: Caller): Promise<"in" | number> {
  const answer = await app.inject({ method: method as "GET", url: url.replaceAll(/:\w+/g, "somebody-elses"), headers, ...(method !== "GET" && method !== "HEAD" && { payload: {} }) });
  const problem = answer.headers["content-type"]?.toString().startsWith("application/problem+json") && answer.body !== "" ? answer.json<{ code: string }>().code : "";
  return problemCodes.has(problem) || (method === "HEAD" && [401, 403].includes(answer.statusCode)) ? answer.statusCode : "in";
}

/** Where browsers are sent, not programs: these lead somewhere else. */
const undescribed: ReadonlySet<string> = new Set(["GET /api/v1/session/callback/{provider}", "GET /api/v1/session/link/{token}", "GET /api/v1/session/providers/{provider}"]);

test("the walk goes by every route of the API's description, and the description leaves none out", async () => {
  const { app } = await peopleServer(database);
  const walked = new Set(app.guardedRoutes.filter(({ method, url }) => method !== "HEAD" && url.startsWith("/api/v1/")).map(({ method, url }) => `${method} ${url.replaceAll(/:(\w+)/g, "{$1}")}`));
  const described = Object.entries(openApiDocument()["paths"] as Readonly<Record<string, object>>).flatMap(([path, ways]) => Object.keys(ways).map((method) => `${method.toUpperCase()} ${path}`));
  expect([...walked].filter((route) => !undescribed.has(route)).sort()).toEqual(described.sort());
});

test("what changes work asks for the role that the contract says", async () => {
  const { app } = await peopleServer(database);
  const there = new Map(app.guardedRoutes.map(({ method, url, policy }) => [`${method} ${url}`, policy]));
  const found = Object.entries(workPaths).map(([name, [method, path]]) => [name, there.get(`${method} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`)]);
  expect(found).toEqual(Object.entries(workRoutes).map(([name, { role }]) => [name, { kind: "role", role }]));
});

describe("every route", () => {
  test("lets through whom its policy lets, and nobody else", { timeout: 120_000 }, async () => {
    const people = await peopleServer(database);
    const callers = await callersOf(people);
    // Whoever signs out is out; the walk isn't about that.
    const routes = people.app.guardedRoutes.filter(({ method, url, policy }) => !(method === "DELETE" && /\/api\/v1\/sessions?$/.test(url)) && !(method === "HEAD" && policy.kind === "write_key"));
    expect(routes.length).toBeGreaterThan(50);
    const wrong: string[] = [];
    for (const route of routes) {
      const answers = await Promise.all(callers.map(async (caller) => [caller, await gate(people.app, route, caller)] as const));
      for (const [caller, answer] of answers) if (answer !== expected(route.policy, caller)) wrong.push(`${route.method} ${route.url} for ${caller.name}: ${answer}, not ${expected(route.policy, caller)}`);
    }
    expect(wrong).toEqual([]);
  });

  test("of the contract is there, and asks for the role that the contract says", async () => {
    const { app } = await peopleServer(database);
    const there = new Map(app.guardedRoutes.map(({ method, url, policy }) => [`${method} ${url}`, policy]));
    for (const { method, path, ...route } of Object.values(accessRoutes)) {
      const policy = there.get(`${method} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`);
      expect([path, policy]).toEqual([path, "role" in route ? { kind: "role", role: route.role, ...("scope" in route && { scope: route.scope }) } : { kind: method === "GET" ? "public" : "own_page" }]);
    }
  });
});

test("an id of another workspace is an unknown one", async () => {
  const people = await peopleServer(database);
  const cookie = await people.signedIn("administrator");
  const stranger = { id: "stranger", workspace: "other", email: "eve@other.example", name: "Eve", role: "csm" as const, books: [], createdAt: 0 };
  await people.team.add(stranger);
  await people.team.invite({ id: "their-invitation", workspace: "other", email: "x@other.example", role: "csm", books: [], invitedBy: "eve@other.example", createdAt: 0, expiresAt: Date.UTC(2100, 0), sha256: "hash" });
  const key = { id: randomUUID(), workspace: "other", kind: "write" as const, name: "theirs", prefix: "bww_", sha256: createHash("sha256").update("bww_theirs").digest("hex"), acceptsVocabulary: true, createdAt: 0 };
  const keys = new PostgresKeyStore(database.db);
  await keys.add(key);
  await people.keys.refresh();
  const asked: readonly (readonly [string, string, object?])[] = [
    ["PATCH", "/api/v1/teammates/stranger", { role: "administrator" }],
    ["DELETE", "/api/v1/teammates/stranger"],
    ["DELETE", "/api/v1/teammates/stranger/sessions"],
    ["DELETE", "/api/v1/invitations/their-invitation"],
    ["DELETE", `/api/v1/keys/${key.id}`],
  ];
  for (const [method, url, payload] of asked) {
    const theirs = await people.app.inject({ method: method as "GET", url, headers: { cookie }, ...(payload && { payload }) });
    const nobodys = await people.app.inject({ method: method as "GET", url: url.replace(/(stranger|their-invitation|[\w-]{36})/, "no-such-id"), headers: { cookie }, ...(payload && { payload }) });
    expect([url, theirs.statusCode, theirs.body]).toEqual([url, 404, nobodys.body]);
  }
  for (const url of ["/api/v1/teammates", "/api/v1/invitations", "/api/v1/keys"]) expect((await people.app.inject({ url, headers: { cookie } })).body).not.toMatch(/eve|other|theirs/i);
  expect(await people.team.teammates("other")).toMatchObject([{ id: "stranger", role: "csm" }]);
  expect([people.keys.findWriteKey("bww_theirs"), await keys.all("other")]).toEqual(["unknown", [key]]);
});

test("somebody who is signed in but no teammate of this workspace is nobody here", async () => {
  const people = await peopleServer(database);
  const cookie = await people.signedIn("administrator", "other");
  expect((await people.app.inject({ url: "/api/v1/session", headers: { cookie } })).statusCode).toBe(401);
});
