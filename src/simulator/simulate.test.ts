import { describe, expect, test } from "vitest";
import type { EventFact, Fact } from "../events/fact.ts";
import { isReserved, vocabulary } from "../events/vocabulary.ts";
import { dateInstant, hourMs, localMidnight } from "../lib/zone.ts";
import { type SimulationOptions, simulationOf } from "./options.ts";
import { type SimulatedAccount, simulate, simulateFacts } from "./simulate.ts";
import { churnOf } from "./truth.ts";

const to = dateInstant("2026-07-01", "Europe/Berlin");
const options = simulationOf("small", { to, seed: "conservation", accounts: 120 });
const accounts = [...simulate(options)];
const eventsOf = ({ facts }: SimulatedAccount): readonly EventFact[] => facts.filter((fact) => fact.type === "event");
const named = (account: SimulatedAccount, name: string): readonly EventFact[] => eventsOf(account).filter((event) => event.name === name);
const churned = accounts.flatMap((account) => {
  const churn = churnOf(account.truth, to);
  return churn === undefined ? [] : [{ account, churn }];
});

const first = (given: Partial<SimulationOptions>): readonly Fact[] =>
  [...simulateFacts(simulationOf("small", { to, accounts: 5, ...given }))];

describe("the same seed is the same company", () => {
  test("fact by fact", () => {
    expect(first({ seed: "one" })).toEqual(first({ seed: "one" }));
  });

  test("and another seed is another one", () => {
    expect(first({ seed: "one" })).not.toEqual(first({ seed: "two" }));
  });

  test("an account does not depend on how many there are beside it", () => {
    const alone = simulate({ ...options, accounts: 3 }).toArray();
    expect(alone).toEqual(accounts.slice(0, 3));
  });

  test("the share of causeless churn changes who leaves, never what an account is like", () => {
    const [few] = simulate({ ...options, accounts: 1, causelessShare: 0 });
    const [many] = simulate({ ...options, accounts: 1, causelessShare: 1 });
    expect(few?.truth.utility).toEqual(many?.truth.utility);
  });
});

describe("every fact is sound", () => {
  test("in order of time within an account, inside the period, known no earlier than it happened, of an account that exists", () => {
    const unsound = accounts.flatMap(({ facts, truth }) =>
      facts.filter((fact, index) => {
        const inOrder = fact.time >= (facts[index - 1]?.time ?? truth.from);
        const inPeriod = fact.time >= options.from && fact.time < to && fact.knownAt >= fact.time;
        return !inOrder || !inPeriod || (fact.type !== "user_trait" && fact.account !== truth.account);
      }),
    );
    expect(unsound).toEqual([]);
  });

  test("message ids are unique", () => {
    const ids = accounts.flatMap(({ facts }) => facts.map((fact) => fact.messageId));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("reserved events fit the vocabulary", () => {
    const reserved = accounts.flatMap(eventsOf).filter((event) => isReserved(event.name));
    const unfit = reserved.filter((event) => isReserved(event.name) && !vocabulary[event.name].safeParse(event.properties).success);
    expect(unfit).toEqual([]);
    expect(new Set(reserved.map((event) => event.name)).size).toBeGreaterThanOrEqual(13);
  });

  test.each(["Asia/Kolkata", "Australia/Lord_Howe", "America/New_York"])("days are local days in %s", (zone) => {
    const period = { zone, to: dateInstant("2026-04-20", zone), from: dateInstant("2026-03-01", zone) };
    const logins = first(period).filter((fact) => fact.type === "event" && fact.name === "logged_in");
    const atNight = logins.filter((fact) => fact.time - localMidnight(fact.time, zone) < 6 * hourMs);
    expect(logins.length).toBeGreaterThan(10);
    expect(atNight).toEqual([]);
  });
});

describe("people", () => {
  test("belong to an account before they act, and nobody acts after leaving", () => {
    const misplaced = accounts.flatMap(({ truth, facts }) => {
      const leftAt = new Map(truth.people.map((person) => [person.user, person.leftAt]));
      const joinedAt = new Map(facts.flatMap((fact) => (fact.type === "membership" ? [[fact.user, fact.time]] : [])));
      const acts = facts.filter((fact) => fact.type === "event" && fact.user !== "");
      return acts.filter((fact) => {
        const user = fact.type === "event" ? fact.user : "";
        return fact.time < (joinedAt.get(user) ?? Infinity) || fact.time >= (leftAt.get(user) ?? 0);
      });
    });
    expect(misplaced).toEqual([]);
  });

  test("hold the roles that a sponsor's health needs", () => {
    for (const { facts, truth } of accounts) {
      const roles = new Set(facts.flatMap((fact) => (fact.type === "user_trait" && fact.trait === "role" ? [fact.value] : [])));
      expect(roles).toContain("champion");
      if (truth.people[2]?.joinedAt === truth.from) expect([...roles]).toEqual(expect.arrayContaining(["executive_sponsor", "admin"]));
    }
  });

  test("a champion who leaves is gone", () => {
    const left = accounts.filter(({ truth }) => truth.championLeftAt !== undefined);
    expect(left.length).toBeGreaterThan(3);
    for (const { truth } of left) {
      expect(truth.people.find((person) => person.role === "champion")?.leftAt).toBe(truth.championLeftAt);
    }
  });
});

describe("tickets", () => {
  test("close once, after they were opened", () => {
    for (const account of accounts) {
      const openedAt = new Map(named(account, "ticket_opened").map((event) => [event.properties["ticket"], event.time]));
      const closed = named(account, "ticket_closed");
      expect(new Set(closed.map((event) => event.properties["ticket"])).size).toBe(closed.length);
      expect(closed.filter((event) => event.time <= (openedAt.get(event.properties["ticket"]) ?? Infinity))).toEqual([]);
    }
  });
});

describe("contracts and outcomes", () => {
  test("a churned account has a contract that ended, an outcome, and nothing but paperwork after it", () => {
    expect(churned.length).toBeGreaterThan(4);
    const paperwork = new Set(["contract_changed", "outcome_recorded", "stage_set"]);
    for (const { account, churn } of churned) {
      const ended = named(account, "contract_changed").at(-1)?.properties;
      expect(ended).toMatchObject({ contract: churn.contract, ended: churn.at, term_end: churn.at });
      expect(named(account, "outcome_recorded").at(-1)?.properties).toMatchObject({ outcome: "churned", mrr_after: 0 });
      const after = eventsOf(account).filter((event) => event.time >= churn.at);
      expect(after.filter((event) => !paperwork.has(event.name))).toEqual([]);
      expect(named(account, "stage_set").at(-1)?.properties["stage"]).toBe("churned");
    }
  });

  test("an account that stays has no contract that ended and no churn on record", () => {
    for (const account of accounts.filter(({ truth }) => churnOf(truth, to) === undefined)) {
      expect(named(account, "contract_changed").filter((event) => event.properties["ended"] !== undefined)).toEqual([]);
      expect(named(account, "outcome_recorded").filter((event) => event.properties["outcome"] === "churned")).toEqual([]);
    }
  });

  test("every recorded outcome was decided, and expansions grow", () => {
    for (const account of accounts) {
      for (const { time, properties } of named(account, "outcome_recorded")) {
        const decision = account.truth.decisions.find((one) => one.contract === properties["contract"] && Math.abs(one.at - time) < 30 * hourMs);
        expect(decision?.outcome).toBe(properties["outcome"]);
        if (properties["outcome"] === "expanded") expect(Number(properties["mrr_after"])).toBeGreaterThan(Number(properties["mrr_before"]));
      }
    }
  });
});

describe("options", () => {
  test.each([
    [{ accounts: 0 }, "accounts must be a whole number of at least 1, not 0"],
    [{ scale: 0 }, "scale must be over 0"],
    [{ causelessShare: 1.5 }, "causelessShare must be from 0 to 1, not 1.5"],
    [{ zone: "Mars/Olympus" }, "zone must be an IANA time zone"],
    [{ from: to }, "to must be after"],
  ])("%j is refused", (given, message) => {
    expect(() => simulationOf("small", { to, ...given })).toThrow(message);
  });

  test("a period without a whole day is refused", () => {
    expect(() => first({ from: to - 3 * hourMs })).toThrow("a whole local day");
  });
});
