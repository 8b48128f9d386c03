import { type AccountLog, traitsBefore } from "../../accounts/account-log.ts";
import type { Standing } from "../../accounts/standing.ts";
import type { Decision } from "../../insights/outcomes/observe.ts";
import { dayMs, type Instant } from "../../lib/zone.ts";
import { type Scorer, standingAt } from "../scorer.ts";
import { knownBy } from "../standing-cache.ts";

/** Groups that accounts are compared in; an account without one stands in the group "". */
export interface Groups {
  readonly segment: string;
  readonly stage: string;
  readonly owner: string;
}

/** What reports call the group of accounts that are in none. */
export const noSegment = "no segment";

/** How accounts stood at past instants, from what was known of them then. Each is worked out once. */
export class PastStandings {
  readonly #scorer: Scorer;
  readonly #logs: ReadonlyMap<string, AccountLog>;
  readonly #groups = new Map<string, Groups>();

  constructor(scorer: Scorer, logs: ReadonlyMap<string, AccountLog>) {
    this.#scorer = scorer;
    this.#logs = logs;
  }

  at(account: string, asOf: Instant): Standing | undefined {
    const log = this.#logs.get(account);
    return log && standingAt(this.#scorer, knownBy(log, asOf), asOf);
  }

  /** The groups a day before a decision, when its outcome had not moved the account yet. */
  before({ account, at }: Pick<Decision, "account" | "at">): Groups {
    const key = JSON.stringify([account, at]);
    const known = this.#groups.get(key);
    if (known) return known;
    const groups = this.groupsAt(account, at - dayMs);
    this.#groups.set(key, groups);
    return groups;
  }

  /** Of several segments the first of the pack counts. */
  groupsAt(account: string, asOf: Instant): Groups {
    const standing = this.at(account, asOf);
    const segment = Object.keys(this.#scorer.pack.segments).find((id) => standing?.circumstances.segments.get(id) === true);
    return { segment: segment ?? "", stage: standing?.circumstances.stage ?? "", owner: standing?.owner ?? "" };
  }

  /** What people call the account: its latest trait `name`, else its id. */
  nameOf(account: string): string {
    const log = this.#logs.get(account);
    const name = log && traitsBefore(log, Number.POSITIVE_INFINITY).get("name");
    return typeof name === "string" ? name : account;
  }
}
