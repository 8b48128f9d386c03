import { beforeAll, describe, expect, test } from "vitest";
import type { EventFact } from "../../src/events/fact.ts";
import { dateInstant, dayMs } from "../../src/lib/zone.ts";
import { decoys } from "../../src/simulator/decoys.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { type SimulatedAccount, simulate } from "../../src/simulator/simulate.ts";
import type { TrueDecision } from "../../src/simulator/truth.ts";

/** Probability that a renewing account has the higher value of two that differ in outcome; ties count half. */
function rankAuc(rows: readonly { value: number; churned: boolean }[]): number {
  const lost = rows.filter((row) => row.churned);
  const kept = rows.filter((row) => !row.churned);
  const wins = lost.map((low) => kept.reduce((sum, high) => sum + (high.value > low.value ? 1 : high.value === low.value ? 0.5 : 0), 0));
  return wins.reduce((sum, one) => sum + one, 0) / (lost.length * kept.length);
}

const quantile = (values: readonly number[], share: number): number => values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? NaN;

const to = dateInstant("2026-07-01", "Europe/Berlin");
const leadDays = 60;
const seeds = ["first", "second", "third"];

/** What is kept of an account: its truth, its size in facts, and what a renewal looked like from sixty days before. */
interface Renewal {
  readonly decision: TrueDecision;
  readonly observed: Readonly<Record<string, number>>;
}

interface Seen {
  readonly truth: SimulatedAccount["truth"];
  readonly facts: number;
  readonly renewals: readonly Renewal[];
  /** Share of the seats that were active in the last 30 days of the account. */
  readonly activeShare: number;
}

function observe(events: readonly EventFact[], asOf: number): Record<string, number> {
  const within = (from: number, until: number): readonly EventFact[] =>
    events.filter(({ time }) => time >= asOf - from * dayMs && time < asOf - until * dayMs);
  const users = (window: readonly EventFact[]): number => new Set(window.filter((event) => event.name === "logged_in").map((event) => event.user)).size;
  const past = events.filter((event) => event.time < asOf);
  const seats = Number(past.findLast((event) => event.name === "contract_changed")?.properties["seats"] ?? NaN);
  const now = users(within(30, 0));
  const earlier = users(within(60, 30));
  const last = past.findLast((event) => event.name === "logged_in")?.time ?? -Infinity;
  const named = (name: string): readonly EventFact[] => within(180, 0).filter((event) => event.name === name);
  return {
    level: now / seats,
    trend: earlier === 0 ? 0 : now / earlier - 1,
    silentForTwoWeeks: Number(asOf - last > 14 * dayMs),
    status_page_viewed: named("status_page_viewed").length,
    webinar_registered: named("webinar_registered").length,
  };
}

function seen({ truth, facts }: SimulatedAccount): Seen {
  const events = facts.filter((fact) => fact.type === "event");
  const traits = Object.fromEntries(facts.flatMap((fact) => (fact.type === "account_trait" ? [[fact.trait, Number(fact.value)]] : [])));
  const annual = truth.decisions.filter((decision) => decision.kind === "renewal" && truth.billing === "annual");
  const shown = annual.filter((decision) => decision.at - leadDays * dayMs > truth.from + 60 * dayMs);
  const renewals = shown.map((decision) => ({ decision, observed: { ...traits, ...observe(events, decision.at - leadDays * dayMs) } }));
  return { truth, facts: facts.length, renewals, activeShare: observe(events, truth.to)["level"] ?? NaN };
}

const companies: { seconds: number; accounts: Seen[] }[] = [];

beforeAll(() => {
  for (const seed of seeds) {
    const company = { seconds: 0, accounts: [] as Seen[] };
    let started = performance.now();
    for (const account of simulate(simulationOf("demo", { to, seed }))) {
      company.seconds += (performance.now() - started) / 1000;
      company.accounts.push(seen(account));
      started = performance.now();
    }
    companies.push(company);
  }
});

const everyAccount = (): readonly Seen[] => companies.flatMap(({ accounts }) => accounts);
const renewals = (): readonly Renewal[] => everyAccount().flatMap((account) => account.renewals);
const churns = (accounts: readonly Seen[]): readonly TrueDecision[] =>
  accounts.flatMap(({ truth }) => truth.decisions.filter((decision) => decision.outcome === "churned" && decision.at < to));
const aucOf = (metric: string): number =>
  rankAuc(renewals().map(({ decision, observed }) => ({ value: observed[metric] ?? NaN, churned: decision.outcome === "churned" })));

describe("the demo", () => {
  test("has about a million events and takes seconds", () => {
    for (const { accounts, seconds } of companies) {
      const facts = accounts.reduce((sum, account) => sum + account.facts, 0);
      expect(facts).toBeGreaterThan(900_000);
      expect(facts).toBeLessThan(1_600_000);
      expect(seconds).toBeLessThan(10);
    }
  });

  test("loses 8 to 15 of a hundred accounts in a year", () => {
    for (const { accounts } of companies) {
      const years = accounts.reduce((sum, { truth }) => sum + (truth.to - truth.from) / (365.25 * dayMs), 0);
      const yearly = churns(accounts).length / years;
      expect(yearly).toBeGreaterThan(0.08);
      expect(yearly).toBeLessThan(0.15);
    }
  });

  test("has customers of every kind: few, many and all of the seats in use", () => {
    const shares = everyAccount().map((account) => account.activeShare).filter(Number.isFinite);
    expect(quantile(shares, 0.1)).toBeLessThan(0.3);
    expect(quantile(shares, 0.5)).toBeGreaterThan(0.4);
    expect(quantile(shares, 0.5)).toBeLessThan(0.75);
    expect(quantile(shares, 0.9)).toBeGreaterThan(0.75);
  });
});

describe("why accounts leave", () => {
  test("the stated share of churn has no cause in the data", () => {
    const all = churns(everyAccount());
    const share = all.filter((churn) => churn.cause === "causeless").length / all.length;
    expect(all.length).toBeGreaterThan(120);
    expect(Math.abs(share - 0.2)).toBeLessThan(0.09);
  });

  test.each([[0, 0], [1, 1]])("a stated share of %s is kept to the letter", (causelessShare, expected) => {
    const few = simulationOf("learning", { to, seed: "extreme", accounts: 200, scale: 0.05, causelessShare });
    const churned = simulate(few).toArray().flatMap(({ truth }) => truth.decisions.filter((decision) => decision.outcome === "churned"));
    expect(churned.length).toBeGreaterThan(5);
    expect(new Set(churned.map((churn) => churn.cause))).toEqual(new Set([expected === 1 ? "causeless" : "utility"]));
  });

  test("utility before a renewal separates those who leave for want of it, and only those", () => {
    const rows = renewals().map(({ decision }) => ({ value: decision.utility, churned: decision.outcome === "churned", cause: decision.cause }));
    expect(rankAuc(rows.filter((row) => row.cause !== "causeless"))).toBeGreaterThan(0.9);
    expect(Math.abs(rankAuc(rows.filter((row) => row.cause !== "utility")) - 0.5)).toBeLessThan(0.15);
  });
});

describe("what can be seen sixty days before a renewal", () => {
  test("the level of use carries the signal, the trend alone does not", () => {
    expect(aucOf("level")).toBeGreaterThan(0.68);
    expect(aucOf("trend")).toBeLessThan(0.6);
    expect(aucOf("silentForTwoWeeks")).toBeLessThan(0.5);
  });

  test.each([...decoys.events, ...decoys.traits])("%s is a decoy", (decoy) => {
    expect(Math.abs(aucOf(decoy) - 0.5)).toBeLessThan(0.11);
  });

  test("use has fallen once the account has made up its mind", () => {
    const fallen = everyAccount().flatMap(({ truth, activeShare }) => {
      const churn = truth.decisions.find((decision) => decision.cause === "utility" && decision.at < to);
      return churn && truth.billing === "annual" ? [activeShare] : [];
    });
    expect(quantile(fallen.filter(Number.isFinite), 0.5)).toBeLessThan(0.35);
  });
});
