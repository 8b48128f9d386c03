import type { Scalar } from "../events/fact.ts";
import type { Instant } from "../lib/zone.ts";

export interface TraitName {
  readonly trait: string;
  /** That have it, or had it once. */
  readonly accounts: number;
}

export interface TraitsRequest {
  readonly workspace: string;
  readonly accounts: readonly string[];
  readonly traits: readonly string[];
  readonly asOf: Instant;
}

/** By trait; null is known to be absent, and what was never said has no entry. */
export type TraitValues = Readonly<Record<string, Scalar | null>>;

/** Reads what was said of accounts, for a handful of them. */
export interface TraitReader {
  /** Which traits there are: those of the most accounts first, of equal ones by name. */
  traitNames(workspace: string): Promise<readonly TraitName[]>;
  /** As they were before an instant, by account. */
  readTraits(request: TraitsRequest): Promise<ReadonlyMap<string, TraitValues>>;
}
