import { expect, test } from "vitest";
import { type Peer, peersOf, personHealth } from "./person-health.ts";

test.each([
  ["was never seen", { days: 0, earlier: [], wasSeen: false }, { state: "never_seen", score: null, usual: null }],
  ["came a week ago", { days: 5, earlier: [], wasSeen: true }, { state: "too_new", score: null, usual: null }],
  ["comes as always", { days: 10, earlier: [12, 9, 9], wasSeen: true }, { state: "as_usual", score: 100, usual: 10 }],
  ["comes less", { days: 6, earlier: [10, 10, 10], wasSeen: true }, { state: "slowing", score: 60, usual: 10 }],
  ["hardly comes", { days: 1, earlier: [10], wasSeen: true }, { state: "quiet", score: 10, usual: 10 }],
  ["doesn't come any more", { days: 0, earlier: [10, 8], wasSeen: true }, { state: "gone", score: 0, usual: 9 }],
  ["has been away for long", { days: 0, earlier: [0, 0, 0], wasSeen: true }, { state: "gone", score: 0, usual: 0 }],
  ["is back", { days: 2, earlier: [0, 0, 0], wasSeen: true }, { state: "more", score: 100, usual: 0 }],
  ["comes far more", { days: 15, earlier: [10, 10], wasSeen: true }, { state: "more", score: 100, usual: 10 }],
])("who %s", (_name, activity, expected) => {
  expect(personHealth(activity)).toEqual(expected);
});

const person = (user: string, role: string | null, days: number): Peer => ({ user, role, days });
const champions = [person("a", "champion", 4), person("b", "champion", 9), person("c", "champion", 6), person("d", "champion", 8)];

test("peers have the same role, or are everybody else, or are too few", () => {
  expect(peersOf(champions[0] as Peer, [...champions, person("u", "user", 30)])).toEqual({ of: "role", people: 3, median: 8 });
  expect(peersOf(person("s", "executive_sponsor", 1), champions)).toEqual({ of: "account", people: 4, median: 7 });
  expect(peersOf(person("x", null, 1), champions.slice(0, 2))).toBeUndefined();
});
