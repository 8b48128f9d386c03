import { expect, test } from "vitest";
import { markdownOf } from "../../src/cli/document-markdown.ts";
import { type PlanView, blocksText, planBlocks } from "../../src/cli/plan-document.ts";
import type { Effect } from "../../src/engine/definitions/plan.ts";
import { unpainted } from "../../src/cli/problem-text.ts";
import { definitionKinds, diffPacks } from "../../src/pack/diff.ts";
import type { Pack } from "../../src/pack/schema.ts";
import { type Judged, rejudge } from "../../src/scores/band-moves.ts";
import { type Band, bands } from "../../src/scores/bands.ts";
import { packWith, soundSections } from "../support/pack.ts";
import { golden } from "../support/golden.ts";

const { metrics, model } = soundSections;
const { product, support } = model.categories;
const trade = { id: "trade", when: { metric: "tickets_open", over: 3 }, multiply: 0.8, reason: "Many tickets" };
const late = { id: "late", add: -5, reason: "Pays late" };
const step = (id: string, under: number): object => ({ id, enter: { when: { metric: "days_since_login", under } } });

const first = packWith({
  segments: { big: { name: "Big ones", when: { contract: "mrr", over: 5000 } }, small: { when: { contract: "mrr", under: 100 } } },
  model: { ...model, adjustments: [trade, late], variants: [{ segment: "big", coverage_floor: 40 }], roll_up: { parent: "parent" } },
  journey: { stages: [step("begun", 30), step("using", 7)], milestones: [{ id: "seen", when: { metric: "days_since_login", under: 9 } }], first_value: "seen" },
});
/** Something of every kind is added, changed or removed. */
const second = packWith({
  pack: { ...soundSections.pack, name: "Sounder", currency: "USD" },
  segments: { big: { name: "Big ones", when: { contract: "mrr", over: 9000 } }, fresh: { when: { date: "first_seen", over: "2026-01-01" } } },
  metrics: { ...metrics, seats_active: { ...metrics.seats_active, window: "14d", events: ["login"] }, logins: { kind: "count", events: ["login"], window: "30d", owner: "product" } },
  model: {
    bands: { red_below: 35, dwell: "2d" },
    coverage_floor: 60,
    categories: {
      product: { name: "Product", weight: 45, bands: { red_below: 20 }, metrics: { seats_active: { weight: 3, scale: { worst: 0, best: 1 } }, logins: { weight: 1, scale: [[0, 0], [20, 100]] } } },
      support,
      trust: { weight: 10, metrics: { days_since_login: product.metrics.days_since_login } },
    },
    adjustments: [late, { ...trade, multiply: 0.7 }],
    variants: [{ segment: "big", coverage_floor: 45 }, { segment: "fresh", stage: ["begun"], categories: { trust: { weight: 20 } } }],
  },
  journey: { stages: [step("using", 5), step("begun", 30), step("deep", 2)] },
  outcomes: {},
  benchmarks: { at_least: 10 },
  revenue: { falling: 10 },
  plans: { win_back: { name: "Win back", steps: [{ text: "Call", days: 2 }] } },
});

const accounts = Array.from({ length: 24 }, (_, place) => place);
const judged = (shift: number): Judged[] =>
  accounts.map((place) => {
    const band = bands[(place + (place % 2) * shift) % bands.length] as Band;
    return { account: `a${place}`, name: place === 5 ? "Pipes | and *stars*" : `Account ${place}`, band, score: band === "unknown" ? null : place + shift * 3.25, coverage: 100 - place - shift, mrr: place === 7 ? null : place * 150 };
  });

const scored = (before: readonly Judged[], after: readonly Judged[]): Effect => ({ kind: "scored", asOf: Date.UTC(2026, 2, 1), note: undefined, rejudged: rejudge(before, after) });
const view = (before: Pack, after: Pack, effect: Effect): PlanView => ({
  before: { pack: before, version: "0123456789abcdef", from: "pack" },
  after: { pack: after, version: "fedcba9876543210", from: "draft" },
  changes: diffPacks(before, after),
  effect,
});
const note = "The data ends on 2026-02-28, so the scores are of the midnight after it; --as-of now scores today.";

const plans: readonly (readonly [string, PlanView])[] = [
  ["everything", view(first, second, { ...(scored(judged(0), judged(1)) as Effect & { kind: "scored" }), note })],
  ["backwards", view(second, first, scored(judged(1), judged(1)))],
  ["moves-no-score", view(first, { ...first, revenue: second.revenue }, { kind: "none" })],
  ["no-data", view(first, { ...first, segments: {} }, { kind: "no_data" })],
  ["nobody", view(first, { ...first, segments: {} }, scored([], []))],
  ["nothing", view(first, first, { kind: "none" })],
];

test.each(plans)("%s, in a terminal", (name, plan) => {
  const text = blocksText(planBlocks(plan), unpainted);
  expect(text).toBe(golden(`plan/${name}.txt`, text));
});

test.each(plans.slice(0, 1))("%s, for a pull request", (name, plan) => {
  const text = markdownOf(planBlocks(plan)).trimEnd();
  expect(text).toBe(golden(`plan/${name}.md`, text));
});

test("every kind of definition is told", () => {
  const told = new Set(plans.slice(0, 2).flatMap(([, { changes }]) => changes.map(({ kind }) => kind)));
  expect(definitionKinds.filter((kind) => !told.has(kind))).toEqual([]);
});
