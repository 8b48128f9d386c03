import { expect, test } from "vitest";
import { type Finding, judge } from "./judge.ts";
import type { Observed } from "./observed.ts";

const now = Date.UTC(2026, 2, 1, 12);
const journal = { bytes: 5_000_000, mostBytes: 20_000_000_000, waiting: 0, oldestWaiting: undefined, isCursorDamaged: false, quarantined: [], newestWrite: now - 1000 };
const served = { pid: 7, url: "http://127.0.0.1:8080", notReady: [], degraded: [] };
const healthy: Observed = {
  now,
  versions: { program: "1.0.0", node: "24.0.0", isNodeOld: false },
  directory: { path: "/data", state: "usable", workspace: "default" },
  settings: [],
  disk: { freeBytes: 50e9, neededBytes: 500e6 },
  served,
  journal,
  deadLetters: 0,
  neverApplied: [],
  clickHouse: { kind: "ok", text: "answers" },
  postgres: { kind: "ok", text: "answers" },
};

const notOk = (observed: Partial<Observed>): Pick<Finding, "about" | "state">[] => judge({ ...healthy, ...observed }).filter(({ state }) => state !== "ok").map(({ about, state }) => ({ about, state }));

test("about a healthy place there is nothing to do", () => {
  const findings = judge(healthy);
  expect(findings.map(({ about }) => about)).toEqual(["versions", "data directory", "settings", "disk", "server", "journal", "loading", "dead letters", "retention", "ClickHouse", "Postgres", "clock"]);
  expect(findings.filter(({ state, advice }) => state !== "ok" || advice !== undefined)).toEqual([]);
});

test.each<[string, Partial<Observed>, Finding["about"], Finding["state"]]>([
  ["an old Node", { versions: { ...healthy.versions, isNodeOld: true } }, "versions", "wrong"],
  ["a directory of somebody else", { directory: { path: "/data", state: "not_writable", workspace: "default" } }, "data directory", "wrong"],
  ["a directory that isn't there", { directory: { path: "/data", state: "missing", workspace: undefined } }, "data directory", "careful"],
  ["a setting that can't be", { settings: ["BELLWETHER_URL: `x` is no address."] }, "settings", "wrong"],
  ["a full disk", { disk: { freeBytes: 100e6, neededBytes: 500e6 } }, "disk", "wrong"],
  ["a disk that will be full", { disk: { freeBytes: 900e6, neededBytes: 500e6 } }, "disk", "careful"],
  ["a server that doesn't answer", { served: { ...served, notReady: undefined } }, "server", "wrong"],
  ["a server that takes nothing", { served: { ...served, notReady: ["The journal has no room."] } }, "server", "wrong"],
  ["a server without Postgres", { served: { ...served, degraded: ["Postgres is away"] } }, "server", "careful"],
  ["a cursor that can't be read", { journal: { ...journal, isCursorDamaged: true } }, "journal", "careful"],
  ["damage that was set aside", { journal: { ...journal, quarantined: ["damaged-0-5.quarantine"] } }, "journal", "careful"],
  ["a journal near its end", { journal: { ...journal, bytes: 19e9 } }, "journal", "careful"],
  ["loading that waits for minutes", { journal: { ...journal, waiting: 5, oldestWaiting: now - 300_000 } }, "loading", "wrong"],
  ["calls that nobody loads", { served: undefined, journal: { ...journal, waiting: 5, oldestWaiting: now - 300_000 } }, "loading", "careful"],
  ["dead letters", { deadLetters: 3 }, "dead letters", "careful"],
  ["a rule that waits to be applied", { neverApplied: ["BELLWETHER_KEEP_USAGE"] }, "retention", "careful"],
  ["a store that can't be opened", { clickHouse: { kind: "failed", message: "refused" } }, "ClickHouse", "wrong"],
  ["a database that can't be opened", { postgres: { kind: "failed", message: "refused" } }, "Postgres", "wrong"],
  ["a clock that went back", { journal: { ...journal, newestWrite: now + 3_600_000 } }, "clock", "wrong"],
])("%s is said, with what to do", (_name, observed, about, state) => {
  expect(notOk(observed)).toEqual([{ about, state }]);
  expect(judge({ ...healthy, ...observed }).find((finding) => finding.about === about)?.advice).toMatch(/\w{3}/);
});

test("calls that came a moment ago are no lag", () => {
  expect(notOk({ journal: { ...journal, waiting: 5, oldestWaiting: now - 2000 } })).toEqual([]);
});
