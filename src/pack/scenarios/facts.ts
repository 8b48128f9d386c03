import type { AccountTraitFact, EventFact, Fact, Properties } from "../../events/fact.ts";
import { isReserved, vocabulary } from "../../events/vocabulary.ts";
import { before } from "../../lib/duration.ts";
import { decode, issueWords } from "../issue-words.ts";
import type { Instant } from "../../lib/zone.ts";
import { type Start, parseMoment, whenHappens, whenSeen } from "./moment.ts";
import type { Happening, Scenario, ScenarioContract } from "./schema.ts";

/** Something that can't happen, and the keys that lead to it within the scenario. */
export interface FactProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly help?: string;
}

export interface ScenarioFacts {
  readonly facts: readonly Fact[];
  readonly problems: readonly FactProblem[];
}

/** Properties of reserved events that are times; in a scenario they are written like every other time. */
const times: ReadonlySet<string> = new Set(["start", "term_end", "ended", "expires", "date", "reached", "period_start", "period_end"]);
const mostFacts = 100_000;
const minuteMs = 60_000;

/** Everything that happens in a scenario, as facts of the log; each is known as it happens. */
export function factsOf(scenario: Scenario, start: Start): ScenarioFacts {
  const problems: FactProblem[] = [];
  const facts: Fact[] = [];
  const recorded = (time: Instant) => ({ messageId: `scenario-${facts.length}`, time, knownAt: time, source: "scenario" });
  const event = (name: string, time: Instant, about: { account: string; user?: string; properties: Properties }): EventFact => ({
    ...recorded(time), type: "event", account: about.account, user: about.user ?? "", name, properties: about.properties, originalTime: time, receivedAt: time, attribution: "explicit",
  });
  const trait = (account: string, name: string, value: Written | null, time: Instant): AccountTraitFact => ({ ...recorded(time), type: "account_trait", account, trait: name, value: value === null ? null : scalarOf(value) });
  for (const [account, { traits, contracts, users }] of Object.entries(scenario.accounts)) {
    const begin = whenSeen({ days: 0 }, start);
    for (const [name, value] of Object.entries(traits)) facts.push(trait(account, name, value, begin));
    contracts.forEach((contract, index) => {
      for (const { time, properties } of contractEvents(contract, `${account} ${contract.id ?? index + 1}`, start)) facts.push(event("contract_changed", time, { account, properties }));
    });
    for (const [user, own] of Object.entries(users)) {
      facts.push({ ...recorded(begin), type: "membership", account, user });
      for (const [name, value] of Object.entries(own)) facts.push({ ...recorded(begin), type: "user_trait", user, trait: name, value: scalarOf(value) });
    }
  }
  scenario.events.forEach((happening, index) => {
    const path = ["events", index];
    const account = accountOf(scenario, happening.account);
    if (account === undefined) return void problems.push({ path: [...path, "account"], message: whichAccount(scenario, happening.account) });
    const { properties, problem } = propertiesOf(happening, start);
    if (problem) return void problems.push({ ...problem, path: [...path, "properties", ...problem.path] });
    for (const time of timesOf(happening, start)) {
      for (const [name, value] of Object.entries(happening.traits ?? {})) facts.push(trait(account, name, value, time));
      for (const user of happening.event === undefined ? [] : usersOf(happening)) {
        for (let turn = 0; turn < happening.count; turn += 1) facts.push(event(happening.event as string, time + turn * minuteMs, { account, user, properties }));
      }
      if (facts.length > mostFacts) break;
    }
    if (facts.length > mostFacts) problems.push({ path: [...path, "until"], message: `the scenario has more than ${mostFacts.toLocaleString("en-US")} events` });
  });
  return { facts, problems };
}

type Written = string | number | boolean;
const scalarOf = (value: Written): string | number => (typeof value === "boolean" ? String(value) : value);

/** The account that is named, or the only one there is. */
export function accountOf({ accounts }: Scenario, named: string | undefined): string | undefined {
  const all = Object.keys(accounts);
  if (named === undefined) return all.length === 1 ? all[0] : undefined;
  return all.includes(named) ? named : undefined;
}

export function whichAccount({ accounts }: Scenario, named: string | undefined): string {
  const all = Object.keys(accounts);
  return named === undefined ? `say which account: ${all.join(", ")}` : `the scenario has no account \`${named}\`; it has ${all.join(", ")}`;
}

/** One statement at its start, and one at its real end. */
function contractEvents({ from, until, ended, id: _id, ...terms }: ScenarioContract, contract: string, start: Start): { time: Instant; properties: Properties }[] {
  const begin = whenSeen(from, start);
  const { mrr, currency, seats, product } = terms;
  const stated = {
    contract, start: begin, mrr,
    ...(until && { term_end: whenSeen(until, start) }),
    ...(currency !== undefined && { currency }),
    ...(seats !== undefined && { seats }),
    ...(product !== undefined && { product }),
  };
  const end = ended && whenSeen(ended, start);
  return [{ time: begin, properties: stated }, ...(end === undefined ? [] : [{ time: end, properties: { ...stated, ended: end } }])];
}

/** Properties of a reserved event are checked against its schema, as they are when it is recorded. */
function propertiesOf({ event, properties = {} }: Happening, start: Start): { properties: Properties; problem?: FactProblem } {
  const read = Object.fromEntries(
    Object.entries(properties).map(([name, value]) => {
      const moment = event !== undefined && isReserved(event) && times.has(name) && typeof value === "string" ? parseMoment(value) : undefined;
      return [name, moment ? whenSeen(moment, start) : scalarOf(value)];
    }),
  );
  if (event === undefined || !isReserved(event)) return { properties: read };
  const [issue] = vocabulary[event].safeParse(read, { error: issueWords, reportInput: true }).error?.issues ?? [];
  if (!issue) return { properties: read };
  const path = issue.path.map(String);
  if (times.has(path[0] ?? "")) return { properties: read, problem: { path, message: `\`${path[0]}\` of ${event} is no time`, help: "write a time such as 30d" } };
  const { message, help } = decode(issue.message)[0] ?? {};
  return { properties: read, problem: { path, message: `${event} isn't possible like this: ${message ?? `\`${path.join(".")}\` is wrong`}`, ...(help !== undefined && { help }) } };
}

function timesOf({ at, every, until }: Happening, start: Start): Instant[] {
  const first = whenHappens(at, start);
  if (!every || !until) return [first];
  const last = whenHappens(until, start);
  const all: Instant[] = [];
  for (let turn = 0, time = first; time <= last && turn < mostFacts; turn += 1, time = after(first, every, turn, start.zone)) all.push(time);
  return all;
}

/** So many times a duration later: the same wall time for days. */
function after(first: Instant, every: NonNullable<Happening["every"]>, turns: number, zone: string): Instant {
  return before(first, "days" in every ? { days: -every.days * turns } : { hours: -every.hours * turns }, zone);
}

function usersOf({ users }: Happening): readonly string[] {
  if (users === undefined) return [""];
  if (typeof users !== "string") return users;
  const [from = 1, to = from] = users.split("..").map(Number);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => `user-${from + index}`);
}
