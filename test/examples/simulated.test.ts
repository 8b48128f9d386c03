import { sampleRankCorrelation } from "simple-statistics";
import { beforeAll, describe, expect, test } from "vitest";
import type { EventFact } from "../../src/events/fact.ts";
import { dateInstant, localDay, shiftDays } from "../../src/lib/zone.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { examplePack } from "../support/example-packs.ts";
import { type ScoredAccount, type StoredCompany, scoreCompany, storeCompany } from "../support/scored-company.ts";

const zone = "Europe/Berlin";
const asOf = dateInstant("2026-07-01", zone);
const db = embeddedStore();
let company: StoredCompany;
const scored = new Map<string, readonly ScoredAccount[]>();

beforeAll(async () => {
  company = await storeCompany(db.store, db.freshWorkspace(), simulationOf("demo", { to: asOf, zone, accounts: 240, seed: "examples" }));
  for (const name of ["three-categories", "recipe", "first-score", "monitoring", "post-sale-journey"]) {
    scored.set(name, await scoreCompany(db.store, company, { pack: examplePack(name), asOf }));
  }
});

const of = (name: string): readonly ScoredAccount[] => scored.get(name) ?? [];
const share = <T>(list: readonly T[], holds: (one: T) => boolean): number => list.filter(holds).length / list.length;
const utility = ({ truth }: ScoredAccount): number => truth.utility.at(-1) ?? NaN;
const eventsOf = ({ facts }: ScoredAccount): readonly EventFact[] => facts.filter((fact) => fact.type === "event");

const rankCorrelation = (pairs: readonly (readonly [number, number])[]): number =>
  sampleRankCorrelation(pairs.map(([left]) => left), pairs.map(([, right]) => right));

describe("on a simulated company", () => {
  test.each(["three-categories", "recipe", "first-score", "monitoring", "post-sale-journey"])("%s gives every customer a score or none for a reason", (name) => {
    const customers = of(name);
    const unexplained = customers.filter(({ score, band, coverage }) => (band === "unknown") !== (Number.isNaN(score) || coverage < 50));
    expect(customers.length).toBeGreaterThan(180);
    expect(unexplained).toEqual([]);
  });

  // The base is calibrated for an even spread; where most customers are of one colour nobody knows where to begin.
  test.each([
    ["three-categories", [0.15, 0.36], [0.3, 0.52]],
    ["first-score", [0.12, 0.36], [0.28, 0.55]],
    ["monitoring", [0.12, 0.36], [0.35, 0.6]],
    ["post-sale-journey", [0.12, 0.36], [0.35, 0.62]],
    ["recipe", [0.25, 0.5], [0.15, 0.45]],
  ] as const)("%s spreads them actionably", (name, red, yellow) => {
    const known = of(name).filter(({ band }) => band !== "unknown");
    const reds = share(known, ({ band }) => band === "red");
    const yellows = share(known, ({ band }) => band === "yellow");
    expect(reds).toBeGreaterThan(red[0]);
    expect(reds).toBeLessThan(red[1]);
    expect(yellows).toBeGreaterThan(yellow[0]);
    expect(yellows).toBeLessThan(yellow[1]);
  });

  test.each([["three-categories", 0.65], ["first-score", 0.5], ["post-sale-journey", 0.65], ["recipe", 0.4], ["monitoring", 0.35]] as const)(
    "%s puts customers who get more value higher",
    (name, least) => {
      const known = of(name).filter(({ band }) => band !== "unknown");
      expect(rankCorrelation(known.map((one) => [utility(one), one.score]))).toBeGreaterThan(least);
    },
  );
});

describe("three categories", () => {
  test("is not taken in by customers who are busy without getting value", () => {
    const busy = of("three-categories").filter(({ truth }) => truth.archetype === "busy_unhappy");
    expect(busy.length).toBeGreaterThan(3);
    expect(share(busy, ({ band }) => band === "green")).toBeLessThan(0.3);
  });

  test("asks more outreach of enterprise accounts than of starters", () => {
    const models = Map.groupBy(of("three-categories"), ({ truth }) => truth.plan);
    expect(new Set(models.get("enterprise")?.map(({ model }) => model))).toEqual(new Set(["base+1"]));
    expect(new Set(models.get("growth")?.map(({ model }) => model))).toEqual(new Set(["base"]));
    expect(new Set(models.get("starter")?.map(({ model }) => model))).toEqual(new Set(["base+2"]));
  });
});

describe("recipe", () => {
  test("gives the points of its cases and nothing in between", () => {
    const points = new Set(of("recipe").map(({ metrics }) => metrics["use"] ?? NaN).filter(Number.isFinite));
    expect([...points].every((point) => [95, 78, 58, 42, 20, 10].includes(point))).toBe(true);
    expect(points.size).toBeGreaterThanOrEqual(4);
  });

  test("calls nobody green or red who is younger than six months", () => {
    const young = of("recipe").filter(({ truth }) => truth.from > shiftDays(asOf, -181, zone));
    expect(young.length).toBeGreaterThan(10);
    expect(new Set(young.map(({ band }) => band))).toEqual(new Set(["unknown"]));
  });

  test("its sentence is what it says", () => {
    const healthy = of("recipe").filter(({ metrics }) => metrics["use"] === 95);
    const broken = healthy.filter(({ metrics: { users_active = 0, regular_users = 0, newsletters_growth = 0 } }) => users_active <= 0.8 || regular_users < 0.5 || newsletters_growth <= 0);
    expect(broken).toEqual([]);
  });
});

describe("first score", () => {
  /** What the adjustment must be, from the facts alone. */
  function expectedFactor(one: ScoredAccount): number {
    const contracts = new Map(eventsOf(one).filter(({ name }) => name === "contract_changed").map((event) => [event.properties["contract"], event.properties]));
    const running = [...contracts.values()].filter((contract) => Number(contract["start"]) <= asOf && asOf < Number(contract["term_end"]));
    const mrr = running.reduce((sum, contract) => sum + Number(contract["mrr"]) * (contract["currency"] === "USD" ? 0.92 : 1), 0);
    const [months, days] = mrr >= 2000 ? [4, 122] : mrr < 300 ? [8, 243] : [6, 182];
    const start = Math.min(...[...contracts.values()].map((contract) => Number(contract["start"])).filter((begun) => begun <= asOf));
    const age = (localDay(asOf, zone) - localDay(start, zone)) / 30.4375;
    const reviews = eventsOf(one).filter(({ name, properties, time }) => name === "review_held" && properties["sponsor_present"] === "true" && time >= shiftDays(asOf, -days, zone));
    return running.length > 0 && age >= months && reviews.length === 0 ? 0.8 : 1;
  }

  test("takes 20 % off without a sponsor review in four, six or eight months by segment", () => {
    const untouched = of("first-score").filter((one) => !eventsOf(one).some(({ name }) => name === "adjustment_set"));
    const known = untouched.filter(({ band }) => band !== "unknown");
    expect(share(known, (one) => expectedFactor(one) === 0.8)).toBeGreaterThan(0.1);
    const wrong = known.filter((one) => Math.abs(one.score - expectedFactor(one) * one.mean) > 1e-9);
    expect(wrong.map(({ account }) => account)).toEqual([]);
  });

  test("needs no event of the product", () => {
    const { metrics } = examplePack("first-score");
    const names = new Set(Object.values(metrics).flatMap((metric) => ("events" in metric ? (metric.events ?? []) : [])));
    expect(names).toEqual(new Set(["review_held", "measurement_recorded"]));
  });
});

describe("monitoring", () => {
  test("counts only the reports that executives open", () => {
    const since = shiftDays(asOf, -30, zone);
    const wrong = of("monitoring").filter((one) => {
      const sponsors = new Set(one.truth.people.filter(({ role }) => role === "executive_sponsor").map(({ user }) => user));
      const opened = eventsOf(one).filter(({ name, user, time }) => name === "report_viewed" && sponsors.has(user) && time >= since);
      return one.metrics["executive_reports"] !== opened.length;
    });
    expect(wrong.map(({ account }) => account)).toEqual([]);
  });
});

describe("post-sale journey", () => {
  test("each stage has a model of its own", () => {
    const stages = examplePack("post-sale-journey").journey?.lines[0]?.stages.map(({ id }) => id) ?? [];
    const variants = stages.filter((stage) => stage !== "churned");
    const wrong = of("post-sale-journey").filter(({ stage, model }) => model !== (variants.includes(stage) ? `base+${variants.indexOf(stage) + 1}` : "base"));
    expect(wrong).toEqual([]);
    expect(new Set(of("post-sale-journey").map(({ stage }) => stage)).size).toBeGreaterThanOrEqual(5);
  });

  test("in onboarding the steps decide", () => {
    const early = of("post-sale-journey").filter(({ stage }) => stage === "onboarding");
    expect(early.length).toBeGreaterThan(2);
    expect(rankCorrelation(early.map(({ metrics, score }) => [metrics["onboarding_steps"] ?? NaN, score]))).toBeGreaterThan(0.3);
  });
});
