import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { WorkName } from "../../src/contract/work-paths.ts";
import { type WorkAsking, workRoutes } from "../../src/contract/work-routes.ts";
import { dayMs } from "../../src/lib/zone.ts";
import { scoreNow } from "../../src/engine/score-now.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { MemoryGoalStore } from "../../src/storage/memory/goal-store.ts";
import { MemoryViewStore } from "../../src/storage/memory/view-store.ts";
import { MemoryPlanStore } from "../../src/storage/memory/plan-store.ts";
import { type ApiServer, apiServer, runningPack } from "../support/api.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { as, sessionsOf } from "../support/plans.ts";
import { storeCompany } from "../support/scored-company.ts";

const embedded = embeddedStore();
const workspace = "planned";
const now = Date.UTC(2026, 5, 1, 10);
const today = "2026-06-01";
let server: ApiServer;
let current = now;
let plans = new MemoryPlanStore();

beforeAll(async () => {
  await storeCompany(embedded.store, workspace, simulationOf("small", { to: now, accounts: 25, scale: 0.2 }));
  const store = { list: (...it: Parameters<MemoryPlanStore["list"]>) => plans.list(...it), find: (...it: Parameters<MemoryPlanStore["find"]>) => plans.find(...it), add: (...it: Parameters<MemoryPlanStore["add"]>) => plans.add(...it), change: (...it: Parameters<MemoryPlanStore["change"]>) => plans.change(...it) };
  const { scorer, version } = runningPack();
  const span = await embedded.store.accounts.span(workspace);
  await scoreNow(embedded.store, { workspace, scorer, version, from: span?.from ?? 0, asOf: now, knownAt: now, compareDays: 30 }, () => {});
  const readKeys = { findReadKey: (text: string) => (text === "key" ? { name: "bi", workspace, scopes: ["accounts" as const] } : ("unknown" as const)) };
  server = await apiServer(embedded.store, { workspace, now, clock: () => current, over: { plans: { store, goals: new MemoryGoalStore(), views: new MemoryViewStore(), clock: () => now, uniqueId: randomUUID }, access: { readKeys, sessions: sessionsOf(workspace) } } });
}, 120_000);

afterAll(() => server.app.close());
beforeEach(() => {
  plans = new MemoryPlanStore();
  current = now;
});

const manager = () => as(server, "manager");
const rowsOf = async () => (await manager().ask("listAccounts", { limit: 1000 })).accounts;
const worst = async () => {
  const [row] = (await rowsOf()).filter(({ owner }) => owner !== null);
  if (!row) throw new Error("nobody is a customer");
  return { ...row, owner: row.owner ?? "" };
};
const wish = { name: "Win the sponsor back", reason: "Nobody has logged in.", steps: [{ text: "Call the sponsor", due: "2026-06-03" }, { text: "Decide on a discount", owner: "manager", due: "2026-05-30" }] };
const opened = async (by = "manager") => {
  const row = await worst();
  return { row, plan: await as(server, by).work("openPlan", { account: row.account, body: wish }) };
};

describe("opening a plan", () => {
  test("says who, why, what next, and how the account stood", async () => {
    const { row, plan } = await opened();
    expect(plan).toMatchObject({
      name: wish.name, owner: row.owner, state: "open", startedBy: "manager@acme.example", startedAt: new Date(now).toISOString(), closing: null, mayWrite: true,
      start: { score: row.score, band: row.band }, account: { account: row.account, name: row.name, owner: row.owner, isCustomer: true },
      steps: [{ text: "Call the sponsor", owner: row.owner, state: "open", isOverdue: false }, { owner: "manager", isOverdue: true }],
      overdueSteps: 1, nextDue: "2026-05-30", reviews: [], review: { dueOn: "2026-06-08", isDue: false }, progress: { points: 0 },
    });
    expect(await as(server, "viewer").ask("getPlan", { plan: plan.id })).toEqual({ ...plan, mayWrite: false });
  });

  test("comes with what the health definition proposes, as it fits the account", async () => {
    const { account } = await worst();
    const { proposals, mayWrite, plans: none } = await manager().ask("listAccountPlans", { account });
    expect([none, mayWrite, proposals.length > 0]).toEqual([[], true, true]);
    const [first] = proposals;
    const plan = await manager().work("openPlan", { account, body: { template: first?.template ?? "", reason: "Because." } });
    expect(plan).toMatchObject({ name: first?.name, template: first?.template, reason: "Because.", steps: first?.steps.map((step) => ({ ...step, state: "open" })) });
  });

  test("is refused with what to do instead", async () => {
    const { row } = await opened();
    const other = (await rowsOf()).find(({ account }) => account !== row.account)?.account ?? "";
    const refused = async (account: string, body: object) => {
      const { status, detail } = await manager().refused("openPlan", { account, body });
      return `${status} ${detail}`;
    };
    expect(await refused(row.account, wish)).toMatch(/^409 The account has a plan that is open already/);
    expect(await refused("nobody", wish)).toMatch(/^404 There is no account with the id `nobody`/);
    expect(await refused(other, { name: "x" })).toMatch(/^400 Say why the plan is opened/);
    expect(await refused(other, { ...wish, template: "nothing" })).toMatch(/^400 The health definition has no plan `nothing`\. It has: /);
    expect(await refused(other, { ...wish, steps: Array.from({ length: 6 }, () => wish.steps[0]) })).toMatch(/^400 `steps`: write at most 5 next steps/);
    expect(await refused(other, { ...wish, steps: [{ text: "Call", due: "2026-02-30" }] })).toMatch(/^400 `steps.0.due`: write a day/);
    expect(await refused(other, { ...wish, author: "somebody" })).toMatch(/^400 /);
  });
});

describe("working on a plan", () => {
  test("steps are ticked off, added once, changed; then it is closed with its result, and may go on", async () => {
    const { plan: { id: plan, steps }, row } = await opened();
    const [call, decide] = steps.map(({ id }) => id) as [string, string];
    expect((await manager().work("changePlanStep", { plan, step: call, body: { state: "done" } })).steps[0]).toMatchObject({ state: "done", doneBy: "manager@acme.example", doneAt: new Date(now).toISOString() });
    expect(await manager().work("changePlanStep", { plan, step: decide, body: { due: "2026-06-10", owner: row.owner } })).toMatchObject({ overdueSteps: 0, nextDue: "2026-06-10" });
    for (let twice = 0; twice < 2; twice += 1) await manager().work("addPlanStep", { plan, body: { text: "Train them", due: "2026-06-20" } }, "add-1");
    expect((await manager().ask("getPlan", { plan })).steps.map(({ text, owner }) => [text, owner])).toEqual([["Call the sponsor", row.owner], ["Decide on a discount", row.owner], ["Train them", row.owner]]);
    expect(await manager().refused("changePlan", { plan, body: { state: "done" } })).toMatchObject({ status: 400, detail: "Say what came of it: `result` is missing." });
    const closed = await manager().work("changePlan", { plan, body: { state: "done", result: "The sponsor is back." } });
    expect(closed).toMatchObject({ state: "done", closing: { by: "manager@acme.example", result: "The sponsor is back.", end: { score: row.score, band: row.band } }, review: { dueOn: null, isDue: false }, overdueSteps: 0, nextDue: null });
    expect(await manager().refused("addPlanStep", { plan, body: { text: "More", due: today } })).toMatchObject({ status: 409, code: "not_now", detail: "The plan is closed. Open it again to change it." });
    expect(await manager().work("changePlan", { plan, body: { state: "open", name: "Again" } })).toMatchObject({ state: "open", name: "Again", closing: null });
  });

  test("reviews are weekly", async () => {
    const { plan: { id: plan } } = await opened();
    current = now + 6 * dayMs;
    expect((await manager().ask("listPlans", { reviewDue: "yes" })).plans).toEqual([]);
    current = now + 7 * dayMs;
    expect((await manager().ask("listPlans", { reviewDue: "yes" })).plans).toMatchObject([{ id: plan, review: { isDue: true, dueOn: "2026-06-08" } }]);
    for (let twice = 0; twice < 2; twice += 1) await manager().work("reviewPlan", { plan, body: { note: "On its way." } }, "week-1");
    const reviewed = await manager().ask("getPlan", { plan });
    expect(reviewed.reviews).toMatchObject([{ author: "manager@acme.example", note: "On its way.", at: new Date(current).toISOString() }]);
    expect(reviewed.review).toEqual({ isDue: false, dueOn: "2026-06-15" });
  });
});

describe("who may", () => {
  test("a CSM in the own book, whoever a plan or step is given to, and managers everywhere", async () => {
    const { row, plan: { id: plan, steps } } = await opened();
    const step = steps[0]?.id ?? "";
    const tick = (by: string, asked = step) => as(server, by).tryWork("changePlanStep", { plan, step: asked, body: { state: "done" } }).then(({ statusCode }) => statusCode);
    const reword = (by: string) => as(server, by).tryWork("changePlan", { plan, body: { name: "Mine" } }).then(({ statusCode }) => statusCode);
    const open = (by: string) => as(server, by).tryWork("openPlan", { account: row.account, body: wish }).then(({ statusCode }) => statusCode);
    expect([await reword("viewer"), await reword("csm:somebody-else"), await reword(`csm:${row.owner}`), await reword("manager"), await reword("administrator")]).toEqual([403, 403, 200, 200, 200]);
    // Whoever may open one hears that there is one.
    expect([await open("viewer"), await open("csm:somebody-else"), await open(`csm:${row.owner}`), await open("manager")]).toEqual([403, 403, 409, 409]);
    expect([await tick("csm:somebody-else"), await tick(`csm:${row.owner}`)]).toEqual([403, 200]);
    await manager().work("changePlanStep", { plan, step, body: { state: "open", owner: "somebody-else@acme.example" } });
    expect([await tick("csm:somebody-else"), await reword("csm:somebody-else")]).toEqual([200, 403]);
    await manager().work("changePlan", { plan, body: { owner: "somebody-else" } });
    expect(await reword("csm:somebody-else")).toBe(200);
    expect(await as(server, "csm:somebody-else").refused("openPlan", { account: row.account, body: wish })).toMatchObject({ code: "not_yours", detail: expect.stringContaining(`The account is ${row.owner}'s`) });
  });

  test("no way to change a plan leads into another's book", async () => {
    const { row, plan: { id: plan, steps } } = await opened();
    /** Of each route that takes a CSM and is about one account; those about many say it of each. */
    const asked: { readonly [N in "openPlan" | "changePlan" | "addPlanStep" | "changePlanStep" | "reviewPlan"]: WorkAsking<N> } = {
      openPlan: { account: row.account, body: wish },
      changePlan: { plan, body: { name: "Mine" } },
      addPlanStep: { plan, body: { text: "Train them", due: "2026-06-20" } },
      changePlanStep: { plan, step: steps[0]?.id ?? "", body: { state: "done" } },
      reviewPlan: { plan, body: { note: "On its way." } },
    };
    const ofOneAccount = (Object.keys(workRoutes) as WorkName[]).filter((name) => workRoutes[name].role === "csm" && !name.startsWith("bulk"));
    expect(Object.keys(asked).sort()).toEqual(ofOneAccount.sort());
    const refused = (name: WorkName, asking: object) => as(server, "csm:somebody-else").refused(name, asking as WorkAsking<WorkName>);
    for (const [name, asking] of Object.entries(asked)) expect(await refused(name as WorkName, asking), name).toMatchObject({ status: 403, code: "not_yours" });
    expect(await manager().ask("getPlan", { plan })).toMatchObject({ name: wish.name, steps: [{ state: "open" }, { state: "open" }], reviews: [] });
  });

  test("a read key reads and writes nothing", async () => {
    const { plan: { id } } = await opened();
    const headers = { authorization: "Bearer key" };
    expect((await server.app.inject({ url: "/api/v1/plans", headers })).json()).toMatchObject({ total: 1 });
    expect((await server.app.inject({ method: "PATCH", url: `/api/v1/plans/${id}`, headers, payload: { name: "x" } })).statusCode).toBe(403);
  });
});

describe("lists", () => {
  test("plans by urgency, with what is late and whether it helps", async () => {
    const rows = (await rowsOf()).filter(({ owner }) => owner !== null).slice(0, 4);
    for (const [place, { account }] of rows.entries()) {
      const due = place === 2 ? "2026-05-30" : "2026-06-09";
      await manager().work("openPlan", { account, body: { name: `Plan ${place}`, reason: "x", steps: [{ text: "Call", due }] } });
    }
    const listed = await manager().ask("listPlans", {});
    expect(listed.plans.map(({ name }) => name)).toEqual(["Plan 2", "Plan 0", "Plan 1", "Plan 3"]);
    expect(listed.summary).toMatchObject({ open: 4, withOverdue: 1, overdueSteps: 1, reviewDue: 0, better: 0, same: 4 });
    expect(listed.owners.reduce((sum, { plans: count }) => sum + count, 0)).toBe(4);
    const first = await manager().ask("listPlans", { limit: 3 });
    const second = await manager().ask("listPlans", { limit: 3, cursor: first.next ?? "" });
    expect([...first.plans, ...second.plans]).toEqual(listed.plans);
    expect([second.next, (await manager().ask("listPlans", { overdue: "yes" })).total, (await manager().ask("listPlans", { text: "plan 3" })).total, (await manager().ask("listPlans", { state: ["done"] })).total]).toEqual([null, 1, 1, 0]);
    const [{ owner } = { owner: null }] = rows;
    const own = await as(server, `csm:${owner}`).ask("listPlans", { mine: "yes" });
    expect(own.plans.every(({ account }) => account.owner === owner)).toBe(true);
    expect(own.total).toBe(rows.filter((row) => row.owner === owner).length);
  });

  test("steps that are due, mine and overdue", async () => {
    const { row } = await opened();
    const all = await manager().ask("listPlanSteps", {});
    expect(all).toMatchObject({ today, total: 2, overdue: 1, steps: [{ text: "Decide on a discount", isOverdue: true, plan: { name: wish.name }, account: { account: row.account } }, { text: "Call the sponsor", isOverdue: false }] });
    expect((await manager().ask("listPlanSteps", { mine: "yes" })).steps.map(({ text }) => text)).toEqual(["Decide on a discount"]);
    expect((await as(server, `csm:${row.owner}`).ask("listPlanSteps", { mine: "yes", due: "week" })).steps.map(({ text }) => text)).toEqual(["Call the sponsor"]);
    expect((await manager().ask("listPlanSteps", { due: "overdue" })).total).toBe(1);
    expect((await as(server, "viewer").ask("listPlanSteps", {})).steps.map(({ mayWrite }) => mayWrite)).toEqual([false, false]);
  });

  test("accounts at risk that nobody has a plan for", async () => {
    const row = await worst();
    const before = await manager().ask("listUnplanned", { band: [row.band] });
    expect(before).toMatchObject({ total: before.accountsInBand });
    expect(before.accounts.map(({ mrr }) => mrr?.amount ?? -1)).toEqual(before.accounts.map(({ mrr }) => mrr?.amount ?? -1).toSorted((left, right) => right - left));
    await manager().work("openPlan", { account: row.account, body: wish });
    const after = await manager().ask("listUnplanned", { band: [row.band] });
    expect([after.total, after.accountsInBand]).toEqual([before.total - 1, before.accountsInBand]);
    expect(before.mrr.amount - after.mrr.amount).toBeCloseTo(row.mrr?.amount ?? 0, 6);
    expect(after.accounts.map(({ account }) => account)).not.toContain(row.account);
  });
});

describe("from a fall to a response, and to recovery", () => {
  const since = "2025-06-01";

  test("every fall is told once, with what was done first and when the band was back", async () => {
    const { everybody, owners, dips } = await manager().ask("listResponses", { since, limit: 1000 });
    expect(everybody.dips).toBeGreaterThan(10);
    expect([dips.length, owners.reduce((sum, { dips: own }) => sum + own, 0)]).toEqual([everybody.dips, everybody.dips]);
    expect(everybody.response.happened).toBe(dips.filter(({ response }) => response !== null).length);
    expect(everybody.recovery.happened).toBe(dips.filter(({ recovery }) => recovery !== null).length);
    expect(dips.map(({ at }) => at)).toEqual(dips.map(({ at }) => at).toSorted((left, right) => (left < right ? 1 : left > right ? -1 : 0)));
    // The same falls as the history of the account shows.
    const [{ account, day, from, to } = { account: "", day: "", from: "", to: "" }] = dips;
    const history = await manager().ask("getHistory", { account });
    expect(history.markers.filter(({ kind }) => kind === "band")).toContainEqual(expect.objectContaining({ from, to }));
    expect(day).toMatch(/^202[56]-\d\d-\d\d$/);
  });

  test("a plan that is opened, ticked off or reviewed is a response", async () => {
    const before = await manager().ask("listResponses", { since, limit: 1000 });
    const waiting = before.dips.find(({ response, recovery, isCustomer }) => response === null && recovery === null && isCustomer) ?? before.dips.find(({ recovery, isCustomer }) => recovery === null && isCustomer);
    await manager().work("openPlan", { account: waiting?.account ?? "", body: wish });
    const after = await manager().ask("listResponses", { since, limit: 1000, ...(waiting?.owner && { owner: [waiting.owner] }) });
    const same = after.dips.find(({ account, at }) => account === waiting?.account && at === waiting?.at);
    expect(same?.response).toEqual(waiting?.response ?? { at: new Date(now).toISOString(), kind: "plan_opened", days: expect.any(Number) });
    expect(after.owners.map(({ owner }) => owner)).toEqual([waiting?.owner]);
  });

  test("a stretch that is too long is refused", async () => {
    await expect(manager().ask("listResponses", { since: "2020-01-01" })).rejects.toThrow(/at most 1100 days/);
  });
});

describe("goals of the company", () => {
  const set = (over: object = {}) => manager().work("createGoal", { body: { measure: "share_red", target: 0.05, due: "2026-09-30", ...over } });

  test("know what is measured now, and where they began", async () => {
    const rows = await rowsOf();
    const red = rows.filter(({ band }) => band === "red").length / rows.length;
    const goal = await set({ note: "For the board." });
    expect(goal).toMatchObject({ name: "Accounts at risk", target: 0.05, owner: "manager@acme.example", startedBy: "manager@acme.example", startedOn: today, baseline: goal.now, expected: goal.now, projected: null, note: "For the board.", better: "lower" });
    expect(goal.now).toBeCloseTo(red, 9);
    current = now + 60 * dayMs;
    const later = (await manager().ask("listGoals", {})).goals.find(({ id }) => id === goal.id);
    expect(later?.expected).toBeCloseTo(red + ((0.05 - red) * 60) / 121, 6);
    await manager().work("removeGoal", { goal: goal.id });
    expect((await manager().ask("listGoals", {})).goals).toEqual([]);
  });

  test("measure what other answers say", async () => {
    const measures = new Map((await manager().ask("listGoals", {})).measures.map(({ measure, now: value }) => [measure, value]));
    const { retention, atRisk, all } = await manager().ask("getRevenue", {});
    const scored = (await rowsOf()).flatMap(({ score }) => (score === null ? [] : [score]));
    expect(measures.get("net_retention")).toBe(retention.net);
    expect(measures.get("gross_retention")).toBe(retention.gross);
    expect(measures.get("revenue_at_risk")).toBeCloseTo(atRisk.mrr.amount / all.mrr.amount, 9);
    expect(measures.get("mean_score")).toBeCloseTo(scored.reduce((sum, score) => sum + score, 0) / scored.length, 6);
    const { total, accountsInBand } = await manager().ask("listUnplanned", {});
    expect(measures.get("red_with_plan")).toBe(accountsInBand === 0 ? null : (accountsInBand - total) / accountsInBand);
  });

  test("are managers' to set, and refused where they make no sense", async () => {
    const status = async (by: string, body: object) => (await as(server, by).tryWork("createGoal", { body: body as { measure: "share_red"; target: number; due: string } })).statusCode;
    const sound = { measure: "share_red", target: 0.05, due: "2026-09-30" };
    expect([await status("viewer", sound), await status("csm:csm-1", sound), await status("manager", { ...sound, target: 5 }), await status("manager", { ...sound, due: today }), await status("manager", { ...sound, measure: "happiness" })]).toEqual([403, 403, 400, 400, 400]);
    const { id } = await set({ measure: "mean_score", target: 62 });
    expect(await manager().work("changeGoal", { goal: id, body: { target: 65, owner: "ceo@acme.example" } })).toMatchObject({ target: 65, owner: "ceo@acme.example", due: "2026-09-30" });
    expect((await as(server, "viewer").ask("listGoals", {})).mayWrite).toBe(false);
    expect(await manager().refused("changeGoal", { goal: "nobody", body: {} })).toMatchObject({ status: 404 });
    await manager().work("removeGoal", { goal: id });
    expect(await manager().refused("removeGoal", { goal: id })).toMatchObject({ status: 404, detail: "There is no such goal." });
    expect(await manager().refused("changeGoal", { goal: id, body: { target: 60 } })).toMatchObject({ status: 404 });
    expect(await manager().work("changeGoal", { goal: id, body: { isRemoved: false } })).toMatchObject({ target: 65, owner: "ceo@acme.example" });
    await manager().work("removeGoal", { goal: id });
  });
});
