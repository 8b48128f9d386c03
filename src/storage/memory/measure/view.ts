import type { MeasureRequest } from "../../../engine/ports.ts";
import type { AccountTraitFact, EventFact, Fact, MembershipFact, UserTraitFact } from "../../../events/fact.ts";
import type { Instant } from "../../../lib/zone.ts";
import type { MetricDefinition } from "../../../metrics/schema.ts";
import type { MetricValue } from "../../../metrics/value.ts";

/** Everything that a metric may look at: one account as it could be seen at one instant. */
export interface View {
  readonly asOf: Instant;
  readonly request: MeasureRequest;
  /** Time of the account's earliest fact. */
  readonly born: Instant;
  /** The account's own. */
  readonly events: readonly EventFact[];
  readonly traits: readonly AccountTraitFact[];
  readonly memberships: readonly MembershipFact[];
  /** Of the whole workspace, because a user is not of one account. */
  readonly userTraits: readonly UserTraitFact[];
  /**
   * Names of all events of the workspace, also of those without an account and of those that were withdrawn:
   * they show which feeds exist.
   */
  readonly namesSeen: ReadonlySet<string>;
  /** The value of another metric of the pack, or of one that is made up on the way, in the same view. */
  measure(metric: MetricDefinition): MetricValue;
}

/** What can be seen in the workspace at the instant, narrowed to one account. */
export function viewOf(account: string, { earlier, standing }: Seen): Omit<View, "asOf" | "request" | "born" | "measure"> {
  return {
    events: standing.filter(isEvent).filter((event) => event.account === account),
    traits: standing.filter((fact) => fact.type === "account_trait").filter((fact) => fact.account === account),
    memberships: standing.filter((fact) => fact.type === "membership").filter((fact) => fact.account === account),
    userTraits: standing.filter((fact) => fact.type === "user_trait"),
    namesSeen: new Set(earlier.filter(isEvent).map((event) => event.name)),
  };
}

/** The facts before an instant, and those of them that weren't withdrawn before it. */
interface Seen {
  readonly earlier: readonly Fact[];
  readonly standing: readonly Fact[];
}

const isEvent = (fact: Fact): fact is EventFact => fact.type === "event";

/** Another metric of the pack by its id; a pack that was checked has it. */
export function metricOf(id: string, view: View): MetricDefinition {
  const metric = Object.hasOwn(view.request.metrics, id) ? view.request.metrics[id] : undefined;
  if (metric === undefined) throw new Error(`there is no metric \`${id}\` in the pack`);
  return metric;
}
