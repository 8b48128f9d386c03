import type { RecordWish } from "../../contract/record-routes.ts";

/** What can have happened with a customer, in the order of its keys. */
export const activities = {
  call: "Call",
  email: "E-mail",
  meeting: "Meeting",
  review: "Review",
  kick_off: "Kick-off",
  workshop: "Workshop",
} as const;
export type Activity = keyof typeof activities;

export interface ActivityDraft {
  readonly activity: Activity;
  /** A local day; empty for now. */
  readonly day: string;
  readonly note: string;
  readonly attended: string;
  readonly sponsorPresent: boolean;
}

export const freshActivity: ActivityDraft = { activity: "call", day: "", note: "", attended: "", sponsorPresent: false };

export type ActivityWish = { readonly name: "recordInteraction"; readonly body: RecordWish<"recordInteraction"> } | { readonly name: "recordReview"; readonly body: RecordWish<"recordReview"> };

/** What is sent for it. A day without a time means its noon, where the reader is; today means now. */
export function activityWish({ activity, day, note, attended, sponsorPresent }: ActivityDraft, now: Date): ActivityWish {
  const people = /^\d+$/.test(attended.trim()) ? Number(attended.trim()) : undefined;
  const noon = day === "" ? undefined : new Date(`${day}T12:00:00`);
  const at = noon === undefined || noon.toDateString() === now.toDateString() || noon > now ? undefined : noon.toISOString();
  const common = { ...(note.trim() !== "" && { note: note.trim() }), ...(people !== undefined && { attended: people }), ...(at !== undefined && { at }) };
  if (activity === "review") return { name: "recordReview", body: { ...common, sponsorPresent } };
  return { name: "recordInteraction", body: { ...common, channel: activity } };
}
