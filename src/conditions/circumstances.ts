import type { ContractFigure, DateName, GoalCount } from "./schema.ts";
import type { Bind, Reading } from "./evaluate.ts";
import type { Truth } from "./truth.ts";

/**
 * What conditions can read of an account at an instant beside metrics and scores. Null is known to be absent;
 * what isn't there at all was never loaded.
 */
export interface Circumstances {
  readonly stage?: string | null;
  /** Whether the account is in each segment that was evaluated. */
  readonly segments: ReadonlyMap<string, Truth>;
  readonly traits: ReadonlyMap<string, string | number | null>;
  /** `mrr` in the pack's currency a month, `months` since the first contract of a customer began. */
  readonly contract: Readonly<Partial<Record<ContractFigure, number | null>>>;
  /** How many of the customer's goals are agreed on, reached, overdue; not loaded where it is absent. */
  readonly goals?: Readonly<Record<GoalCount, number>> | undefined;
  /** Local calendar days since 1970-01-01. */
  readonly dates: Readonly<Partial<Record<DateName, number | null>>>;
}

/** Nothing was loaded: every comparison but those of metrics and scores is unknown. */
export const noCircumstances: Circumstances = { segments: new Map(), traits: new Map(), contract: {}, dates: {} };

const words = new Map<Truth, Reading>([[true, "true"], [false, "false"], [undefined, null]]);

/** How {@link Circumstances} are read; metrics, scores and bands are not among them and read as never loaded. */
export const bindCircumstances: Bind<Circumstances> = ({ kind, name }) => {
  switch (kind) {
    case "trait":
      return ({ traits }) => traits.get(name);
    case "stage":
      return ({ stage }) => stage;
    case "segment":
      return ({ segments }) => (segments.has(name) ? words.get(segments.get(name)) : undefined);
    case "contract":
      return ({ contract }) => contract[name as ContractFigure];
    case "goals":
      return ({ goals }) => goals?.[name as GoalCount];
    case "date":
      return ({ dates }) => dates[name as DateName];
    case "metric":
    case "score":
    case "band":
      return () => undefined;
  }
};
