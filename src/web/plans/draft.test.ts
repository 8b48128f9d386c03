import { expect, test } from "vitest";
import { draftFrom, wishOf, withStep } from "./draft.ts";

const about = { owner: "csm-1", today: "2026-02-25" };
const proposal = { template: "win_back", name: "Win back", reason: null, fits: true, because: [], steps: [{ text: "Call", owner: "csm-1", due: "2026-02-27" }, { text: "Decide", owner: "manager", due: "2026-03-10" }] };

test("a proposal fills the draft, and lines that stay empty aren't sent", () => {
  const draft = withStep(draftFrom(proposal, about), about);
  expect(draft.steps.at(-1)).toEqual({ id: 2, text: "", owner: "csm-1", due: "2026-03-17" });
  expect(wishOf({ ...draft, reason: "Quiet." })).toEqual({ template: "win_back", name: "Win back", reason: "Quiet.", owner: "csm-1", steps: proposal.steps });
});

test("without one there is room for a first step", () => {
  expect(draftFrom(undefined, about)).toEqual({ template: undefined, name: "", reason: "", owner: "csm-1", steps: [{ id: 0, text: "", owner: "csm-1", due: "2026-03-04" }] });
});
