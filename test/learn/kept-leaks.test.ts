import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { leaksOf } from "../../src/engine/learn/kept-leaks.ts";
import { compileScorer } from "../../src/engine/scorer.ts";
import { outcomeDefinitionSchema } from "../../src/insights/outcomes/definition.ts";
import type { Decision } from "../../src/insights/outcomes/observe.ts";
import { dayMs } from "../../src/lib/zone.ts";
import type { Metrics } from "../../src/metrics/plan.ts";
import { metricSchema } from "../../src/metrics/schema.ts";
import { FileKeptWork } from "../../src/storage/kept-work.ts";
import { exampleDefinition } from "../support/definitions.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { eventFact } from "../support/facts.ts";

const embedded = embeddedStore();
const start = Date.UTC(2026, 0, 1);
const to = start + 60 * dayMs;
const scorer = compileScorer(exampleDefinition().pack);
const goodbyes = metricSchema.parse({ kind: "count", window: "90d", events: ["goodbye"] });
const recency = metricSchema.parse({ kind: "recency", events: ["login"] });

let directory = "";
beforeAll(async () => void (directory = await mkdtemp(join(tmpdir(), "bellwether-leaks-"))));
afterAll(() => rm(directory, { recursive: true, force: true }));

test("leaks are looked for once, whatever a draft weighs, and again when a metric, the outcomes or the log are others", async () => {
  const workspace = embedded.freshWorkspace();
  const { measurer, accounts, state, log } = embedded.store;
  const facts = Array.from({ length: 30 }, (_, index) => [eventFact(`l-${index}`, { account: `a${index}`, time: start + dayMs, knownAt: start + dayMs }), ...(index % 2 === 0 ? [eventFact(`g-${index}`, { account: `a${index}`, name: "goodbye", time: start + dayMs, knownAt: start + dayMs })] : [])]).flat();
  await log.append(workspace, facts, "facts");
  const decisions = Array.from({ length: 30 }, (_, index): Decision => ({ account: `a${index}`, at: start + 40 * dayMs, knownAt: start + 40 * dayMs, since: start, lost: index % 2 === 0, mrr: 100, growth: 0 }));
  const looks = vi.spyOn(accounts, "lateAt");
  const look = async (metrics: Metrics, { weighed = scorer, grace = "30d" } = {}) => {
    const known = await state.logState();
    const measured = await measurer.measure({ workspace, metrics, zone: "UTC", currency: "EUR", rates: {}, instants: [start + 5 * dayMs, start + 12 * dayMs] });
    looks.mockClear();
    const ports = { measurer, accounts, kept: { work: new FileKeptWork(directory, "1"), log: state } };
    const leaks = await leaksOf(ports, { workspace, scorer: weighed, metrics, from: start, to, definition: outcomeDefinitionSchema.parse({ grace }) }, { past: { state: known, decisions, measured }, judged: metrics, leadDays: 30 });
    return { leaks, isNew: looks.mock.calls.length > 0 };
  };
  const first = await look({ goodbyes, recency });
  expect(first.leaks.map(({ metric }) => metric)).toContain("goodbyes");
  const { model } = scorer.pack;
  const heavier = compileScorer({ ...scorer.pack, model: { ...model, bands: { ...model.bands, red_below: model.bands.red_below + 1 } } });
  expect(await look({ goodbyes, recency }, { weighed: heavier })).toEqual({ leaks: first.leaks, isNew: false });
  expect((await look({ goodbyes })).isNew).toBe(true);
  expect((await look({ goodbyes, recency }, { grace: "60d" })).isNew).toBe(true);
  await log.append(workspace, [eventFact("later", { account: "a1", time: start + 3 * dayMs, knownAt: start + 3 * dayMs })], "more");
  expect((await look({ goodbyes, recency })).isNew).toBe(true);
});
