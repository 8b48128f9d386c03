import type { LineAt } from "../journey-chain.ts";
import type { AccountJourney } from "../score-now.ts";

/** An account on its journey, as far as it is held: also one that is no customer any more. */
export interface Travel {
  readonly account: string;
  readonly name: string;
  readonly owner: string | null;
  /** In the pack's currency a month. */
  readonly mrr: number | null;
  readonly segments: readonly string[];
  readonly lines: readonly TravelLine[];
}

export type TravelLine = Omit<LineAt, "activities">;

export function travelOf({ account, name, standing, lines }: AccountJourney): Travel {
  return {
    account, name, owner: standing.owner, mrr: standing.mrr, segments: [...standing.circumstances.segments].flatMap(([id, isMember]) => (isMember === true ? [id] : [])),
    lines: lines.map(({ line, state, stage, scores, status, days, reasons, waitsFor }) => ({ line, state, stage, scores, status, days, reasons, waitsFor })),
  };
}
