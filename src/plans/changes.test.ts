import { array, assert, constant, constantFrom, oneof, property, record, stringMatching } from "fast-check";
import { describe, expect, test } from "vitest";
import { type NewStep, addStep, changeStep, closePlan, handOver, reopenPlan, reviewPlan, rewordPlan, startPlan } from "./changes.ts";
import { type Plan, type PlanRefusal, isRefusal, mostOpenSteps, stepStates } from "./plan.ts";

const act = (at: number, by = "ann") => ({ at, by });
const step = (id: string, over: Partial<NewStep> = {}): NewStep => ({ id, text: `Step ${id}`, owner: "csm-1", due: "2026-03-10", ...over });
const start = { score: 30, band: "red" } as const;
const draft = { id: "p", workspace: "acme", account: "globex", name: "Win the sponsor back", reason: "Nobody has logged in.", owner: "csm-1", start };

function taken(answer: Plan | PlanRefusal): Plan {
  if (isRefusal(answer)) throw new Error(answer);
  return answer;
}

const begun = (steps: readonly NewStep[] = [step("a"), step("b")]): Plan => taken(startPlan({ ...draft, steps }, act(1)));
const ended = (plan = begun()): Plan => taken(closePlan(plan, { state: "done", result: "The sponsor is back.", end: { score: 60, band: "yellow" } }, act(9)));

describe("a plan", () => {
  test("begins open, with its steps to be done and who began it", () => {
    expect(begun()).toMatchObject({ state: "open", startedAt: 1, startedBy: "ann", reviews: [], steps: [{ id: "a", state: "open" }, { id: "b", state: "open" }] });
  });

  test("has at most five next steps; what is done makes room", () => {
    const five = ["a", "b", "c", "d", "e"].map((id) => step(id));
    expect(startPlan({ ...draft, steps: [...five, step("f")] }, act(1))).toBe("too_many_steps");
    const full = begun(five);
    expect(addStep(full, step("f"))).toBe("too_many_steps");
    const room = taken(changeStep(full, "a", { state: "done" }, act(2, "bob")));
    expect(room.steps[0]).toMatchObject({ state: "done", doneAt: 2, doneBy: "bob" });
    expect(taken(addStep(room, step("f"))).steps).toHaveLength(6);
    expect(changeStep(taken(addStep(room, step("f"))), "a", { state: "open" }, act(3))).toBe("too_many_steps");
  });

  test("keeps who ticked a step off first, until it was opened and ticked off again", () => {
    const done = taken(changeStep(begun(), "a", { state: "done" }, act(2, "bob")));
    expect(taken(changeStep(done, "a", { state: "done", text: "Called" }, act(3, "eve"))).steps[0]).toMatchObject({ text: "Called", doneAt: 2, doneBy: "bob" });
    const again = taken(changeStep(taken(changeStep(done, "a", { state: "open" }, act(4))), "a", { state: "done" }, act(5, "eve")));
    expect(again.steps[0]).toMatchObject({ doneAt: 5, doneBy: "eve" });
  });

  test("takes the same step and the same review once", () => {
    const review = { id: "r", at: 5, author: "max", note: "Goes on.", ...start };
    const once = taken(reviewPlan(taken(addStep(begun(), step("c"))), review));
    expect(reviewPlan(once, { ...review, note: "Twice" })).toBe(once);
    expect(addStep(once, step("c", { text: "Twice" }))).toBe(once);
  });

  test("that is closed says what came of it, and stays as it is until it is opened again", () => {
    const closed = ended();
    expect(closed).toMatchObject({ state: "done", closing: { at: 9, by: "ann", result: "The sponsor is back.", end: { score: 60, band: "yellow" } } });
    const tries = [addStep(closed, step("c")), changeStep(closed, "a", { state: "done" }, act(10)), reviewPlan(closed, { id: "r", at: 10, author: "max", note: "", ...start }), rewordPlan(closed, { name: "x" }), closePlan(closed, { state: "abandoned", result: "", end: start }, act(10))];
    expect(tries).toEqual(tries.map(() => "closed"));
    expect(reopenPlan(closed)).toEqual(begun());
    expect(reopenPlan(begun())).toBe("already_open");
  });

  test("says that there is no such step", () => {
    expect(changeStep(begun(), "z", { state: "done" }, act(2))).toBe("no_such_step");
  });
});

describe("a hand-over", () => {
  test("moves the plan and the steps that are open, and nobody else's", () => {
    const plan = taken(changeStep(begun([step("a"), step("b"), step("c", { owner: "manager" })]), "b", { state: "done" }, act(2)));
    expect(handOver(plan, "csm-1", "csm-2")).toMatchObject({ owner: "csm-2", steps: [{ owner: "csm-2" }, { owner: "csm-1" }, { owner: "manager" }] });
    expect(handOver(plan, "manager", "csm-2")).toMatchObject({ owner: "csm-1", steps: [{ owner: "csm-1" }, { owner: "csm-1" }, { owner: "csm-2" }] });
  });

  test("touches neither what is closed nor what belongs to others", () => {
    expect([handOver(ended(), "csm-1", "csm-2"), handOver(begun(), "csm-9", "csm-2")]).toEqual([undefined, undefined]);
  });
});

test("whatever people do, at most five steps are open and none is lost", () => {
  const move = oneof(
    record({ kind: constant("add" as const), id: stringMatching(/^[a-h]$/) }),
    record({ kind: constant("change" as const), id: stringMatching(/^[a-h]$/), state: constantFrom(...stepStates) }),
  );
  assert(
    property(array(move, { maxLength: 40 }), (moves) => {
      let plan = begun([]);
      const added = new Set<string>();
      moves.forEach((one, at) => {
        const answer = one.kind === "add" ? addStep(plan, step(one.id)) : changeStep(plan, one.id, { state: one.state }, act(at));
        if (isRefusal(answer)) return;
        if (one.kind === "add") added.add(one.id);
        plan = answer;
      });
      expect(plan.steps.filter(({ state }) => state === "open").length).toBeLessThanOrEqual(mostOpenSteps);
      expect(new Set(plan.steps.map(({ id }) => id))).toEqual(added);
      expect(plan.steps.every(({ state, doneAt }) => state !== "done" || doneAt !== undefined)).toBe(true);
    }),
  );
});
