import { expect, test } from "vitest";
import { whyNotSeen } from "./why-not-seen.ts";

const event = (metrics: string[], withdrawnAt: string | null = null) => ({ messageId: "m", name: "logged_in", time: "2026-06-01T00:00:00.000Z", knownAt: "2026-06-01T00:00:00.000Z", source: "server", attribution: "explicit" as const, record: null, withdrawnAt, metrics });
const found = { account: "acme", isKnown: true, total: 3, events: [event(["seats_active"])], elsewhere: [], waiting: 0, unattributed: { events: 0, lastTime: null } };

test.each([
  ["an unknown id", { ...found, isKnown: false, total: 0, events: [] }, /Nothing that is stored/, /how your product writes the id/],
  ["events that a match took", { ...found, total: 0, events: [], elsewhere: [{ account: "acme-inc", events: 4, why: "match" as const }] }, /No event lies under “acme”/, /take the match back/],
  ["events of users of another account", { ...found, total: 0, events: [], elsewhere: [{ account: "other", events: 4, why: "membership" as const }] }, /went to another account/, /were in the account below/],
  ["what was taken back", { ...found, events: [event([], "2026-06-01T00:00:00.000Z")] }, /was taken back/, /history/],
  ["an unknown id while calls wait", { ...found, isKnown: false, waiting: 2 }, /Nothing that is stored/, /ask again/],
  ["an unknown id and strays", { ...found, isKnown: false, unattributed: { events: 1200, lastTime: null } }, /Nothing/, /1,200 events belonged to no account/],
  ["no events", { ...found, total: 0, events: [] }, /no event of it/, /group call/],
  ["events that nothing counts", { ...found, events: [event([])] }, /no metric counts/, /How scores work/],
  ["all well", found, /metrics count them/, /stands below/],
])("%s", (_name, given, verdict, todo) => {
  const said = whyNotSeen(given);
  expect(said.verdict).toMatch(verdict);
  expect(said.todo).toMatch(todo);
});
