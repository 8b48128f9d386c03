import { type AccountLog, inOrder, numberOf } from "../../accounts/account-log.ts";
import { type Money, contractsBefore, customerSince, isActive, revenueOf } from "../../accounts/contract.ts";
import type { Instant } from "../../lib/zone.ts";
import type { SteppedAggregate } from "./plan.ts";

export type AccountStep = Exclude<SteppedAggregate, { fn: "last_number" | "last_number_time" | "last_time_back" }>;
type ContractStep = Extract<AccountStep, { fn: "seats" | "mrr" | "contract_start" }>;
type TraitStep = Extract<AccountStep, { fn: "trait_number" | "trait_time" }>;

export interface AccountColumns {
  readonly log: Omit<AccountLog, "born">;
  readonly instants: readonly Instant[];
  readonly money: Money;
}

/** Writes what an account's contracts or traits say at every instant, reading them again only where they change. */
export function accountSteps(aggregate: AccountStep, columns: AccountColumns, out: Float64Array, offset: number): void {
  if ("trait" in aggregate) traitSteps(aggregate, columns, out, offset);
  else contractSteps(aggregate, columns, out, offset);
}

function contractSteps({ fn }: ContractStep, { log, instants, money }: AccountColumns, out: Float64Array, offset: number): void {
  const contracts = log.events.filter(({ name }) => name === "contract_changed");
  const bounds = contracts.flatMap((event) => ["start", "term_end", "ended"].flatMap((property) => numberOf(event, property) ?? []));
  const rates = Object.values(money.rates).flatMap((dated) => dated.map(([from]) => from));
  const changes = Float64Array.from([...contracts.map(({ time }) => time + 1), ...bounds, ...rates]).sort();
  let next = 0;
  let value = Number.NaN;
  instants.forEach((asOf, index) => {
    const passed = next;
    while (asOf >= (changes[next] ?? Infinity)) next += 1;
    if (next > passed) value = contractFigure(fn, { account: log.account, born: 0, events: contracts, traits: [] }, asOf, money);
    out[offset + index] = value;
  });
}

function contractFigure(fn: ContractStep["fn"], log: AccountLog, asOf: Instant, money: Money): number {
  const known = contractsBefore(log, asOf);
  const active = known.filter((contract) => isActive(contract, asOf));
  if (active.length === 0) return Number.NaN;
  if (fn === "seats") return active.reduce((sum, { seats }) => sum + seats, 0);
  if (fn === "contract_start") return customerSince(known, asOf);
  return revenueOf(active, asOf, money) ?? Number.NaN;
}

function traitSteps(aggregate: TraitStep, { log, instants }: AccountColumns, out: Float64Array, offset: number): void {
  const facts = log.traits.filter(({ trait }) => trait === aggregate.trait).sort(inOrder);
  let seen = 0;
  instants.forEach((asOf, index) => {
    while (seen < facts.length && (facts[seen]?.time ?? Infinity) < asOf) seen += 1;
    const fact = facts[seen - 1];
    if (aggregate.fn === "trait_time") out[offset + index] = fact?.time ?? Number.NaN;
    else out[offset + index] = numberOfTrait(fact?.value, aggregate.values);
  });
}

function numberOfTrait(value: string | number | null | undefined, values: TraitStep["values"]): number {
  if (typeof value === "number") return value;
  return typeof value === "string" && values !== undefined && Object.hasOwn(values, value) ? (values[value] as number) : Number.NaN;
}
