import { expect, test } from "vitest";
import { measureAsKnown } from "../../src/engine/learn/as-known.ts";
import { weeklyInstants } from "../../src/engine/learn/past.ts";
import { dateInstant } from "../../src/lib/zone.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { simulate } from "../../src/simulator/simulate.ts";
import { appendFacts } from "../../src/engine/append-facts.ts";
import { embeddedStore } from "./embedded-store.ts";
import { truthScorer } from "./simulated-past.ts";
import { SweptCompany } from "./swept-past.ts";

const embedded = embeddedStore();

test("a company measured without a store has the values that the store gives", async () => {
  const options = simulationOf("small", { to: dateInstant("2026-06-01", "UTC"), zone: "UTC", accounts: 12 });
  const accounts = [...simulate(options)].map(({ truth, facts }) => ({ account: truth.account, facts: facts.map((fact) => ({ ...fact, knownAt: fact.time })) }));
  const request = { metrics: truthScorer.pack.metrics, zone: "UTC", currency: "EUR", rates: truthScorer.rates, instants: weeklyInstants(options, "UTC") };
  const company = new SweptCompany(request);
  for (const { account, facts } of accounts) company.add(account, facts);
  const { values } = company.measure();
  const workspace = embedded.freshWorkspace();
  await appendFacts(embedded.store.log, { workspace, facts: accounts.flatMap(({ facts }) => facts), name: "company" }, () => {});
  const stored = await measureAsKnown(embedded.store, { ...request, workspace }, () => {});
  const weeks = request.instants.length;
  for (const [place, account] of values.accounts.entries()) {
    const there = stored.accounts.indexOf(account);
    expect(stored.born[there]).toBe(values.born[place]);
    for (const [id, column] of values.columns) {
      const own = (from: Float64Array | Uint8Array, at: number): number[] => [...from.subarray(at * weeks, (at + 1) * weeks)];
      // Before its birth an account has no values, whatever stands in its cells.
      const lives = (cells: number[]): number[] => cells.filter((_, week) => (request.instants[week] as number) > (values.born[place] as number));
      const expected = stored.columns.get(id);
      if (!expected) throw new Error(`${id} was not measured`);
      expect(lives(own(column.states, place))).toEqual(lives(own(expected.states, there)));
      lives(own(column.values, place)).forEach((value, week) => {
        const other = lives(own(expected.values, there))[week] as number;
        if (Number.isNaN(value)) expect(other).toBeNaN();
        else expect(value).toBeCloseTo(other, 9);
      });
    }
  }
}, 120_000);
