import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type RouteName, paths } from "../../src/contract/paths.ts";
import { problemSchema } from "../../src/contract/problem.ts";
import { routes } from "../../src/contract/routes.ts";
import { startPlan } from "../../src/plans/changes.ts";
import type { Plan } from "../../src/plans/plan.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { MemoryGoalStore } from "../../src/storage/memory/goal-store.ts";
import { MemoryViewStore } from "../../src/storage/memory/view-store.ts";
import { MemoryPlanStore } from "../../src/storage/memory/plan-store.ts";
import { MemoryVersionStore } from "../../src/storage/memory/version-store.ts";
import { type ApiServer, apiServer, runningPack } from "../support/api.ts";
import { exampleFiles, testDesk } from "../support/definitions.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { testInsights } from "../support/insights.ts";
import { storeCompany } from "../support/scored-company.ts";

const embedded = embeddedStore();
const now = Date.UTC(2026, 5, 1, 10);
const workspace = "fuzzed";
const planId = "00000000-0000-4000-8000-000000000001";
let server: ApiServer;
let [somebody, user, run] = ["", "", ""];

beforeAll(async () => {
  await storeCompany(embedded.store, workspace, simulationOf("small", { to: now, from: Date.UTC(2026, 3, 20), accounts: 8, scale: 0.1 }));
  const plans = new MemoryPlanStore();
  await plans.add(startPlan({ id: planId, workspace, account: "somebody", name: "A plan", reason: "It is red.", owner: "csm-1", start: { score: 30, band: "red" }, steps: [] }, { at: now, by: "csm-1" }) as Plan);
  const versions = new MemoryVersionStore();
  for (const number of [1, 2]) await versions.add({ workspace, number, version: `v${number}`, author: "Ann", message: "A change", appliedAt: now, files: exampleFiles(), source: "folder", rewritesHistory: false });
  const insights = testInsights(embedded.store, { workspace, now, running: runningPack() });
  server = await apiServer(embedded.store, { workspace, now, over: { insights, plans: { store: plans, goals: new MemoryGoalStore(), views: new MemoryViewStore(), clock: () => now, uniqueId: () => planId }, definitions: testDesk({ workspace, versions, clock: () => now }) } });
  run = (await insights.start("won-lost", "ann")).id;
  await insights.idle();
  const found = [...server.live.rows(workspace)].map(({ account }) => account);
  for (somebody of found) {
    user = (await server.get(`/api/v1/accounts/${encodeURIComponent(somebody)}/users`)).json<{ users: { user: string }[] }>().users[0]?.user ?? "";
    if (user !== "") break;
  }
}, 120_000);

afterAll(() => server.app.close());

interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** What somebody may send for a parameter: by its schema, and anything at all. */
function written(schema: Schema, known: readonly string[]): fc.Arbitrary<readonly string[]> {
  const one = (part: Schema): fc.Arbitrary<readonly string[]> => {
    const named = part.$ref === undefined ? undefined : schema.$defs?.[part.$ref.replace("#/$defs/", "")];
    if (named) return one(named);
    if (part.anyOf) return fc.oneof(...part.anyOf.map(one));
    if (part.enum) return fc.constantFrom(...part.enum).map((text) => [text]);
    if (part.items) return fc.array(one(part.items), { maxLength: 3 }).map((lists) => lists.flat());
    if (part.type === "integer" || part.type === "number") return fc.oneof({ weight: 2, arbitrary: fc.integer({ min: 1, max: 2 }) }, fc.integer({ min: -3, max: 1200 }), fc.double()).map((number) => [String(number)]);
    return fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...known) }, { weight: 2, arbitrary: anyText }).map((text) => [text]);
  };
  return fc.oneof({ weight: 20, arbitrary: one(schema) }, { weight: 1, arbitrary: anyText.map((text) => [text]) });
}

const anyText = fc.oneof(fc.string({ unit: "binary", maxLength: 30 }), fc.constantFrom("", "0", "null", "__proto__", "'", "%", "\u0000", "a".repeat(3000), "1e400", "-1"));

/** Few instants, because every past has to be scored. */
const instants = ["now", "2026-05-20", "2026-05-20T00:00:00+02:00", "2026-04-21", "1000-01-01", "9999-12-31", "2026-02-30", "2026-13-45T99:99:99Z"];

function knownFor(name: string, route: RouteName): readonly string[] {
  // A person is found only where account and user fit each other; others would leave too few answers to look at.
  const isPair = route === "getPerson";
  const accounts = [...server.live.rows(workspace)].map(({ account }) => account);
  const known: Record<string, readonly string[]> = {
    account: isPair ? [somebody] : [...accounts, "nobody", "a/b", "a?b#c"],
    asOf: instants, since: instants, from: instants, version: ["running", "1", "3"], renewalFrom: instants, renewalBefore: instants,
    asked: accounts,
    plan: [planId],
    id: [run, "nobody"],
    user: isPair ? [user] : [user, "nobody"],
    metric: Object.keys(server.scores.pack.metrics),
    name: ["logged_in", "contract_changed", "toString"],
    cursor: [Buffer.from('["accounts score ascending",50,"a"]').toString("base64url"), Buffer.from('["users",null,"u"]').toString("base64url"), Buffer.from('["events",1780000000000,"m"]').toString("base64url")],
  };
  return known[name] ?? ["", "csm-1", "enterprise", "adoption", "a"];
}

type Parts = [string, fc.Arbitrary<readonly string[]>][];

function question(route: RouteName): fc.Arbitrary<string> {
  const parts = ({ shape }: z.ZodObject): Parts => Object.entries(shape).map(([name, field]) => [name, written(z.toJSONSchema(field as z.ZodType, { io: "input" }) as Schema, knownFor(name, route))]);
  const path = fc.record(Object.fromEntries(parts(routes[route].params)));
  const shape: Readonly<Record<string, z.ZodType>> = routes[route].query.shape;
  const [needed, free] = [true, false].map((isNeeded) => parts(routes[route].query).filter(([name]) => shape[name]?.safeParse(undefined).success === !isNeeded)) as [Parts, Parts];
  // A few at a time: of many one is always wrong, and nothing is answered.
  const query = fc.subarray(free, { maxLength: Math.min(3, free.length) }).chain((some) => fc.record(Object.fromEntries([...needed, ...some])));
  return fc.tuple(path, query).map(([params, asked]) => {
    const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());
    // A path ends before an id of dots or of nothing, whatever the server does.
    const filled = paths[route].replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(params[name]?.[0] ?? "").replace(/^\.{0,2}$/, "x"));
    return `${filled}?${Object.entries(asked).flatMap(([name, values]) => values.map((value) => `${name}=${encoded(value)}`)).join("&")}`;
  });
}

const runs = Number(process.env["PROPERTY_RUNS"] ?? 40);

test.each(Object.keys(routes) as RouteName[])("%s never fails, and answers as it says", async (route) => {
  const asked = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(question(route), async (url) => {
      const response = await server.get(url);
      asked.set(response.statusCode, (asked.get(response.statusCode) ?? 0) + 1);
      expect(response.statusCode, `${url} ${response.body}`).toBeLessThan(500);
      if (response.statusCode === 200) routes[route].response.parse(response.json());
      else expect(problemSchema.parse(response.json()).status).toBe(response.statusCode);
    }),
    { numRuns: runs },
  );
  expect(asked.get(200) ?? 0, JSON.stringify([...asked])).toBeGreaterThan(0);
  expect(server.errors).toEqual([]);
}, 300_000);
