import type { Fact } from "../../events/fact.ts";
import type { Instant } from "../../lib/zone.ts";
import type { Touched } from "../loader.ts";
import type { FactLog } from "../ports.ts";

/** Whom new facts are about, and from when on, so that their scores follow. */
export class TouchedByFacts implements Touched {
  readonly accounts = new Map<string, Instant>();
  readonly users = new Map<string, Instant>();

  note(fact: Fact): void {
    if (fact.type === "user_trait") earliest(this.users, fact.user, fact.time);
    else if (fact.account !== "") earliest(this.accounts, fact.account, fact.time);
  }
}

function earliest(of: Map<string, Instant>, id: string, time: Instant): void {
  of.set(id, Math.min(time, of.get(id) ?? Infinity));
}

interface Appending {
  readonly log: FactLog;
  readonly touched: TouchedByFacts;
  /** Works while nobody is being erased and nothing is loaded. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  readonly isForgotten: (fact: Fact) => boolean;
}

/** The log, as an import appends to it while others load and erase: what is stored is noted, and of those who were forgotten since the rows were read nothing is. */
export const watchedLog = ({ log, touched, alone, isForgotten }: Appending): FactLog => ({
  append: (workspace, facts, batchId) =>
    alone(async () => {
      const kept = facts.flatMap((fact, place) => (isForgotten(fact) ? [] : [place]));
      const own = kept.map((place) => facts[place] as Fact);
      const flags = await log.append(workspace, own, batchId);
      const stored = new Uint8Array(facts.length);
      kept.forEach((place, index) => {
        if (flags[index] !== 1) return;
        stored[place] = 1;
        touched.note(facts[place] as Fact);
      });
      return stored;
    }),
});
