import { expect, test } from "vitest";
import { planHandOver } from "../../src/engine/plans/hand-over.ts";
import type { Plan } from "../../src/plans/plan.ts";
import { MemoryPlanStore } from "../../src/storage/memory/plan-store.ts";

const step = (id: string, owner: string, state: Plan["steps"][number]["state"] = "open") => ({ id, text: id, owner, due: "2026-03-10", state });
const plan: Plan = { id: "p", workspace: "acme", account: "globex", name: "Win back", reason: "Quiet", owner: "csm-1", state: "open", startedAt: 1, startedBy: "ann", start: { score: 30, band: "red" }, steps: [step("a", "csm-1"), step("b", "manager"), step("c", "csm-1", "done"), step("d", "csm-1")], reviews: [] };
const asked = { workspace: "acme", account: "globex", from: "csm-1", to: "csm-2", by: "max@acme.example", at: 5 };

test("what is open and was the former owner's becomes the new one's, once", async () => {
  const store = new MemoryPlanStore();
  await store.add(plan);
  await store.add({ ...plan, id: "other", account: "initech" });
  const work = planHandOver(store);
  expect(await work.handOver(asked)).toBe(3);
  expect(await store.find({ workspace: "acme", id: "p" })).toMatchObject({ owner: "csm-2", steps: [{ owner: "csm-2" }, { owner: "manager" }, { owner: "csm-1" }, { owner: "csm-2" }] });
  expect(await work.handOver(asked)).toBe(0);
  expect((await store.find({ workspace: "acme", id: "other" }))?.owner).toBe("csm-1");
});

test("nothing moves where nothing was anybody's, or there is no plan", async () => {
  const store = new MemoryPlanStore();
  const work = planHandOver(store);
  expect(await work.handOver(asked)).toBe(0);
  await store.add(plan);
  expect([await work.handOver({ ...asked, from: null }), await work.handOver({ ...asked, to: "csm-1" }), await work.handOver({ ...asked, workspace: "other" })]).toEqual([0, 0, 0]);
});
