import type { AccountUser, UserReader, UsersRequest } from "../../engine/users.ts";
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

  readUsers({ workspace, account, asOf, recentFrom, limit, after }: UsersRequest): Promise<{ users: AccountUser[]; total: number }> {
    const facts = earlierFacts(this.#log.facts(workspace), asOf);
    const own = facts.filter((fact) => (fact.type === "event" || fact.type === "membership") && fact.account === account && fact.user !== "");
    const users = [...Map.groupBy(own, (fact) => ("user" in fact ? fact.user : ""))].map(([user, theirs]): AccountUser => {
      const times = theirs.flatMap((fact) => (fact.type === "event" ? [fact.time] : []));
      const traits = Map.groupBy(facts.filter((fact) => fact.type === "user_trait").filter((fact) => fact.user === user), ({ trait }) => trait);
      return {
        user,
        firstSeen: times.length > 0 ? Math.min(...times) : null,
        lastSeen: times.length > 0 ? Math.max(...times) : null,
        recentEvents: times.filter((time) => time >= recentFrom).length,
        traits: Object.fromEntries([...traits].map(([trait, said]) => [trait, latest(said)?.value ?? null]).sort(([left], [right]) => compareText(String(left), String(right)))),
      };
    });
    const behind = users.sort(inOrder).filter((user) => !after || inOrder(after, user) < 0);
    return Promise.resolve({ users: behind.slice(0, limit), total: users.length });
  }
}

type Placed = Pick<AccountUser, "user" | "lastSeen">;
const inOrder = (left: Placed, right: Placed): number => (right.lastSeen ?? -Infinity) - (left.lastSeen ?? -Infinity) || compareText(left.user, right.user);
