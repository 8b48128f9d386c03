import type { DerivedOutcomes } from "../../insights/outcomes/derive.ts";
import type { LearnProgress } from "./as-known.ts";
import { type LearnPorts, type PastRequest, readPast } from "./past.ts";
import { PastStandings } from "./standing-at.ts";

export interface OutcomesAnswer {
  readonly outcomes: DerivedOutcomes;
  readonly accounts: number;
  readonly nameOf: (account: string) => string;
}

/** Only what became of the customers: nothing is measured. */
export async function readOutcomes(ports: LearnPorts, request: Omit<PastRequest, "metrics">, progress: LearnProgress): Promise<OutcomesAnswer> {
  const { outcomes, logs } = await readPast(ports, { ...request, metrics: {} }, progress);
  const standings = new PastStandings(request.scorer, logs);
  return { outcomes, accounts: logs.size, nameOf: (account) => standings.nameOf(account) };
}
