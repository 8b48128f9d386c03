import { expect, test } from "vitest";
import { type ActivityDraft, activityWish, freshActivity } from "./activity.ts";

const now = new Date(2026, 5, 1, 15);

test.each<[string, Partial<ActivityDraft>, object]>([
  ["a call of now", {}, { name: "recordInteraction", body: { channel: "call" } }],
  ["a call of today is one of now", { day: "2026-06-01" }, { name: "recordInteraction", body: { channel: "call" } }],
  ["a meeting of an earlier day", { activity: "meeting", day: "2026-05-28", note: " rollout ", attended: "3" }, { name: "recordInteraction", body: { channel: "meeting", note: "rollout", attended: 3, at: new Date(2026, 4, 28, 12).toISOString() } }],
  ["a review", { activity: "review", sponsorPresent: true, attended: "many" }, { name: "recordReview", body: { sponsorPresent: true } }],
])("%s", (_name, draft, expected) => {
  expect(activityWish({ ...freshActivity, ...draft }, now)).toEqual(expected);
});
