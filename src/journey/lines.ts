import { textOf } from "../accounts/account-log.ts";
import { type Contract, endOf } from "../accounts/contract.ts";
import type { Standing, StandingReader } from "../accounts/standing.ts";
import type { EventFact } from "../events/fact.ts";
import type { Instant } from "../lib/zone.ts";
import { type Journey, type Line, largestContract } from "./schema.ts";

/** What of an account belongs to one line of business. */
export interface LineStanding {
  readonly contracts: readonly Contract[];
  readonly isCustomer: boolean;
  readonly stagesSet: readonly EventFact[];
}

/** How an account stands in a line at an instant; undefined when it never was a customer of it. */
export function lineStanding(line: Line, { lines }: Journey, standing: Standing, asOf: Instant): LineStanding | undefined {
  const stagesSet = standing.stagesSet.length === 0 ? standing.stagesSet : standing.stagesSet.filter((event) => isOf(line, event));
  if (lines.length === 1 && line.products.length === 0) return { contracts: standing.known, isCustomer: standing.isCustomer, stagesSet };
  const contracts = standing.known.filter((contract) => lineOf(contract, lines) === line);
  const first = lines.find(({ products }) => products.length === 0) ?? lines[0];
  // Of whom no contract is known at all is taken for a customer of the line that takes everybody.
  if (contracts.length === 0) return standing.known.length === 0 && line === first ? { contracts, isCustomer: standing.isCustomer, stagesSet } : undefined;
  return { contracts, isCustomer: standing.isCustomer && Math.max(...contracts.map(endOf)) > asOf, stagesSet };
}

function isOf({ id, stages }: Line, event: EventFact): boolean {
  const [line, stage] = [textOf(event, "line"), textOf(event, "stage")];
  return (line === undefined || line === id) && stages.some((one) => one.id === stage);
}

/** The line of a contract's product, else the one that takes whatever belongs to no other. */
function lineOf({ product }: Contract, lines: readonly Line[]): Line | undefined {
  const named = product === undefined ? undefined : lines.find(({ products }) => products.includes(product));
  return named ?? lines.find(({ products }) => products.length === 0);
}

/** The line whose stage the score uses, of those that the account is in: places of lines, ascending. */
export function scoringLine({ lines, scoresUse }: Journey, places: readonly number[], standing: Standing, { worth, asOf }: { readonly worth: StandingReader["worth"]; readonly asOf: Instant }): number | undefined {
  if (scoresUse !== largestContract) return places.find((place) => lines[place]?.id === scoresUse);
  const largest = standing.active
    .map((contract) => ({ place: lines.indexOf(lineOf(contract, lines) as Line), mrr: worth([contract], asOf) ?? -1 }))
    .filter(({ place }) => places.includes(place))
    .reduce<{ place: number; mrr: number } | undefined>((best, one) => (best === undefined || one.mrr > best.mrr ? one : best), undefined);
  return largest?.place ?? places[0];
}
