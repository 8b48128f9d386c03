import { bestFirst } from "../../accounts/looked-for.ts";
import type { EventFact, Fact } from "../../events/fact.ts";
import { reservedNames } from "../../events/vocabulary.ts";
import { localDate } from "../../lib/zone.ts";
import type { AccountUser, ActiveDays, ActivityRequest, EventsOfPerson, FoundUser, PeopleRequest, UserReader, UsersRequest } from "../../engine/users.ts";
import { compareText } from "../../lib/text-order.ts";
import { earlierFacts } from "./measure/visible.ts";
import { latest } from "./measure/order.ts";
import type { MemoryFactLog } from "./fact-log.ts";

/** The people of accounts, from plain arrays. */
export class MemoryUserReader implements UserReader {
  readonly #log: MemoryFactLog;

  constructor(log: MemoryFactLog) {
    this.#log = log;
  }

  readUsers({ workspace, account, asOf, recentFrom, limit, user: one, after }: UsersRequest): Promise<{ users: AccountUser[]; total: number }> {
    const facts = earlierFacts(this.#log.facts(workspace), asOf);
    const own = facts.filter((fact) => (fact.type === "event" || fact.type === "membership") && fact.account === account && fact.user !== "" && (one === undefined || fact.user === one));
    const users = [...Map.groupBy(own, (fact) => ("user" in fact ? fact.user : ""))].map(([user, theirs]): AccountUser => {
      const times = theirs.flatMap((fact) => (fact.type === "event" ? [fact.time] : []));
      return {
        user,
        firstSeen: times.length > 0 ? Math.min(...times) : null,
        lastSeen: times.length > 0 ? Math.max(...times) : null,
        recentEvents: times.filter((time) => time >= recentFrom).length,
        traits: traitsOf(facts, user),
      };
    });
    const behind = users.sort(inOrder).filter((user) => !after || inOrder(after, user) < 0);
    return Promise.resolve({ users: behind.slice(0, limit), total: users.length });
  }

  readActivity({ starts, zone, ...request }: ActivityRequest): Promise<ActiveDays> {
    const days = new Map<string, Set<string>[]>();
    for (const { user, time } of this.#activity(request)) {
      const own = days.get(user) ?? starts.map(() => new Set<string>());
      const window = starts.findIndex((start) => time >= start);
      if (window < 0) continue;
      days.set(user, own);
      own[window]?.add(localDate(time, zone));
    }
    return Promise.resolve(new Map([...days].map(([user, own]) => [user, own.map(({ size }) => size)])));
  }

  readNames({ user, from, zone, ...request }: Parameters<UserReader["readNames"]>[0]): Promise<readonly EventsOfPerson[]> {
    const own = this.#activity(request).filter((event) => event.user === user && event.time >= from);
    const told = [...Map.groupBy(own, ({ name }) => name)].map(([name, some]) => ({ name, events: some.length, days: new Set(some.map(({ time }) => localDate(time, zone))).size, last: Math.max(...some.map(({ time }) => time)) }));
    return Promise.resolve(told.sort((left, right) => right.events - left.events || compareText(left.name, right.name)));
  }

  readAccountsOf({ workspace, user, asOf }: Parameters<UserReader["readAccountsOf"]>[0]): Promise<readonly string[]> {
    const own = earlierFacts(this.#log.facts(workspace), asOf).flatMap((fact) => ((fact.type === "event" || fact.type === "membership") && fact.user === user && fact.account !== "" ? [fact.account] : []));
    return Promise.resolve([...new Set(own)].sort(compareText));
  }

  findUsers({ workspace, asOf, text, limit }: PeopleRequest): Promise<readonly FoundUser[]> {
    const facts = earlierFacts(this.#log.facts(workspace), asOf);
    const people = [...new Set(facts.flatMap((fact) => ((fact.type === "user_trait" || fact.type === "membership") && fact.user !== "" ? [fact.user] : [])))].map((user) => ({ user, traits: traitsOf(facts, user) }));
    return Promise.resolve(bestFirst(people, text).flatMap((person) => {
      const own = placesOf(facts, person.user);
      return own[0] === undefined ? [] : [{ ...person, account: own[0], accounts: own.length }];
    }).slice(0, limit));
  }

  #activity({ workspace, account, asOf, events }: Omit<ActivityRequest, "starts" | "zone">): readonly EventFact[] {
    const counts = (name: string): boolean => events?.includes(name) ?? !(reservedNames as readonly string[]).includes(name);
    return earlierFacts(this.#log.facts(workspace), asOf).flatMap((fact) => (fact.type === "event" && fact.account === account && fact.user !== "" && counts(fact.name) ? [fact] : []));
  }
}

type Placed = Pick<AccountUser, "user" | "lastSeen">;
const inOrder = (left: Placed, right: Placed): number => (right.lastSeen ?? -Infinity) - (left.lastSeen ?? -Infinity) || compareText(left.user, right.user);

function traitsOf(facts: readonly Fact[], user: string): AccountUser["traits"] {
  const traits = Map.groupBy(facts.filter((fact) => fact.type === "user_trait").filter((fact) => fact.user === user), ({ trait }) => trait);
  return Object.fromEntries([...traits].map(([trait, said]) => [trait, latest(said)?.value ?? null] as const).sort(([left], [right]) => compareText(left, right)));
}

/** Accounts of somebody, the latest first: those of memberships, else those of events. */
function placesOf(facts: readonly Fact[], user: string): readonly string[] {
  const of = (type: "membership" | "event"): readonly string[] => {
    const own = Map.groupBy(facts.flatMap((fact) => (fact.type === type && fact.user === user && fact.account !== "" ? [fact] : [])), ({ account }) => account);
    const since = [...own].map(([account, some]) => ({ account, latest: Math.max(...some.map(({ time }) => time)) }));
    return since.sort((left, right) => right.latest - left.latest || compareText(left.account, right.account)).map(({ account }) => account);
  };
  const belonging = of("membership");
  return belonging.length > 0 ? belonging : of("event");
}
