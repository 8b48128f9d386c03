import { presentAccount } from "../engine/answers/account.ts";
import { rowOf } from "../engine/portfolio/row.ts";
import type { ScoredAccount } from "../engine/score-now.ts";
import type { Pack } from "../pack/schema.ts";
import { type ExplanationView, explanationText } from "./explanation-text.ts";
import type { Paint } from "./format.ts";

interface ScoredView extends Pick<ExplanationView, "since"> {
  readonly pack: Pack;
  readonly scored: ScoredAccount;
  readonly paint: Paint;
}

/** The explanation of an account that this process has scored. */
export function scoredExplanationText({ pack, scored, paint, since }: ScoredView): string {
  const account = presentAccount({ scored, row: rowOf(scored, undefined) }, { pack, note: null, evidence: new Map() });
  return explanationText({ account, zone: pack.pack.timezone, hasLines: hasLines(pack), paint, ...(since && { since }) });
}

const hasLines = ({ journey }: Pack): boolean => (journey?.lines.length ?? 0) > 1;
