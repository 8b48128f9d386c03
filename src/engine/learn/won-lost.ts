import type { DerivedOutcomes } from "../../insights/outcomes/derive.ts";
import { type Candidate, type EventCatalogue, candidatesFrom } from "../../insights/won-lost/candidates.ts";
import { type WonLostReport, defaultLeads, wonLost } from "../../insights/won-lost/won-lost.ts";
import type { CatalogueReader } from "../ports.ts";
import { type LearnPorts, type PastRequest, readPast } from "./past.ts";

export type WonLostRequest = Omit<PastRequest, "metrics"> & { readonly leads?: readonly number[]; readonly candidates: number };

export interface WonLostAnswer {
  readonly report: WonLostReport;
  readonly outcomes: DerivedOutcomes;
  /** What was tried beside the pack's own metrics, as it would be written in a pack. */
  readonly candidates: readonly Candidate[];
  readonly catalogue: EventCatalogue;
}

/** Which measurements went before renewals and which before losses: the pack's own, and candidates from what the log holds. */
export async function runWonLost(ports: LearnPorts & { readonly catalogue: CatalogueReader }, request: WonLostRequest, progress: (accounts: number) => void): Promise<WonLostAnswer> {
  const { pack } = request.scorer;
  const catalogue = await ports.catalogue.readCatalogue(request.workspace);
  const candidates = request.candidates > 0 ? candidatesFrom(catalogue, request.candidates).filter(({ id }) => !(id in pack.metrics)) : [];
  const metrics = { ...pack.metrics, ...Object.fromEntries(candidates.map(({ id, definition }) => [id, definition])) };
  const { measured, decisions, outcomes } = await readPast(ports, { ...request, metrics }, progress);
  const report = wonLost({ measured, decisions, leads: request.leads ?? defaultLeads, zone: pack.pack.timezone });
  return { report, outcomes, candidates, catalogue };
}
