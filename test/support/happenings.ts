import type { AccountTraitFact, EventFact, Properties, Scalar } from "../../src/events/fact.ts";
import type { ReservedName, ReservedProperties } from "../../src/events/vocabulary.ts";
import type { Happening, Moment } from "./scenario.ts";

/** Any event. An empty user means that no user did it. */
export function event(name: string, account: string, details: { user?: string; properties?: Properties } = {}): Happening {
  return (record): EventFact => ({
    ...record,
    type: "event",
    account,
    user: details.user ?? "",
    name,
    properties: details.properties ?? {},
    originalTime: record.time,
    receivedAt: record.knownAt,
    attribution: account === "" ? "none" : "explicit",
  });
}

export const login = (account: string, user: string, properties: Properties = {}): Happening =>
  event("login", account, { user, properties });

/** An event of the reserved vocabulary, with properties as its schema wants them. */
function reserved<N extends ReservedName>(name: N, account: string, properties: ReservedProperties<N>): Happening {
  return event(name, account, { properties: withoutAbsent(properties) });
}

interface ContractTerms {
  readonly id?: string;
  readonly start: Moment;
  readonly termEnd?: Moment;
  readonly ended?: Moment;
  readonly mrr?: number;
  readonly currency?: string;
  readonly seats?: number;
}

/** The whole contract as it is known from then on. */
export function contract(account: string, terms: ContractTerms): Happening {
  return (record, when) =>
    reserved("contract_changed", account, {
      contract: terms.id ?? "contract",
      start: when(terms.start),
      mrr: terms.mrr ?? 0,
      ...(terms.termEnd && { term_end: when(terms.termEnd) }),
      ...(terms.ended && { ended: when(terms.ended) }),
      ...(terms.currency !== undefined && { currency: terms.currency }),
      ...(terms.seats !== undefined && { seats: terms.seats }),
    })(record, when);
}

export const ticketOpened = (account: string, ticket: string): Happening => reserved("ticket_opened", account, { ticket });
export const ticketClosed = (account: string, ticket: string): Happening => reserved("ticket_closed", account, { ticket });

export const surveyAnswered = (account: string, score: number, about: { touchpoint?: string; survey?: string } = {}): Happening =>
  reserved("survey_answered", account, { score, ...about });

export const pulse = (account: string, band: "green" | "yellow" | "red"): Happening =>
  reserved("pulse_set", account, { band, reason: "as it looks", author: "csm" });

export const typedIn = (account: string, measurement: string, value: number): Happening =>
  reserved("measurement_recorded", account, { measurement, value, author: "csm" });

export const ownerChanged = (account: string, owner: string): Happening => reserved("owner_changed", account, { owner });

export const stageSet = (account: string, stage: string): Happening => reserved("stage_set", account, { stage, author: "csm" });

/** How it came out, for one contract or for the whole account. */
export function outcome(account: string, result: "renewed" | "expanded" | "contracted" | "churned", contract?: string): Happening {
  return reserved("outcome_recorded", account, { outcome: result, contract });
}

/** Somebody takes back what has this message id. */
export const withdrawn = (account: string, withdraws: string): Happening => reserved("withdrawn", account, { withdraws });

export function accountTrait(account: string, trait: string, value: Scalar | null): Happening {
  return (record): AccountTraitFact => ({ ...record, type: "account_trait", account, trait, value });
}

export function userTrait(user: string, trait: string, value: Scalar | null): Happening {
  return (record) => ({ ...record, type: "user_trait", user, trait, value });
}

export const role = (user: string, name: string): Happening => userTrait(user, "role", name);

/** A user belongs to the account from then on. */
export function joins(account: string, user: string): Happening {
  return (record) => ({ ...record, type: "membership", account, user });
}

function withoutAbsent(properties: Readonly<Record<string, unknown>>): Properties {
  const written = Object.entries(properties).filter((entry): entry is [string, Scalar] => entry[1] !== undefined);
  return Object.fromEntries(written);
}
