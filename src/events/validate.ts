import { type Instant, dayMs } from "../lib/zone.ts";
import type { EventFact, Fact, Properties, Scalar } from "./fact.ts";
import { type ReservedName, isReserved } from "./vocabulary.ts";
import { vocabularyProblem } from "./vocabulary-problem.ts";

/** Why a fact can't be kept, and which of its fields says so. */
export interface FactProblem {
  readonly field: string;
  readonly value: Scalar;
  readonly reason: string;
}

export const maxIdLength = 512;
export const maxTextLength = 65_536;
export const earliestTime: Instant = Date.UTC(1990, 0, 1);
export const latestTime: Instant = Date.UTC(2100, 0, 1);
/** What lies beyond can't be written as a date. */
const greatestDateMs = 8.64e15;
/** How far a sender's clock may run ahead of the receipt. */
export const maxAheadMs = dayMs;

/** Judges a fact received at `receivedAt`; undefined means that it can be kept. Only the first problem is told. */
export function validateFact(fact: Fact, receivedAt: Instant): FactProblem | undefined {
  return (
    idProblem("message id", fact.messageId) ??
    timeProblem("time", fact.time) ??
    aheadProblem(fact.time, receivedAt) ??
    timeProblem("known_at", fact.knownAt) ??
    bodyProblem(fact)
  );
}

function bodyProblem(fact: Fact): FactProblem | undefined {
  switch (fact.type) {
    case "event":
      return eventProblem(fact);
    case "account_trait":
      return idProblem("account", fact.account) ?? traitProblem(fact.trait, fact.value);
    case "user_trait":
      return idProblem("user", fact.user) ?? traitProblem(fact.trait, fact.value);
    case "membership":
      return idProblem("account", fact.account) ?? idProblem("user", fact.user);
  }
}

function eventProblem(event: EventFact): FactProblem | undefined {
  const problem =
    (event.account === "" ? undefined : idProblem("account", event.account)) ??
    (event.user === "" ? undefined : idProblem("user", event.user)) ??
    idProblem("name", event.name);
  if (problem) return problem;
  for (const key in event.properties) {
    const found = valueProblem(key, event.properties[key] as Scalar);
    if (found) return found;
  }
  return isReserved(event.name) ? reservedProblem(event.name, event.properties) : undefined;
}

function reservedProblem(name: ReservedName, properties: Properties): FactProblem | undefined {
  const problem = vocabularyProblem(name, properties);
  if (problem === undefined) return undefined;
  const { property, message } = problem;
  return { field: property === "" ? name : property, value: properties[property] ?? "", reason: message };
}

function traitProblem(trait: string, value: Scalar | null): FactProblem | undefined {
  return idProblem("trait", trait) ?? (value === null ? undefined : valueProblem(trait, value));
}

/** Ids and names are opaque texts: any characters but NUL, and short enough to be an id and not a mistake. */
function idProblem(field: string, id: string): FactProblem | undefined {
  if (id.length === 0) return { field, value: id, reason: "is empty" };
  if (id.length > maxIdLength) return { field, value: shortened(id), reason: `has ${id.length} characters, ${maxIdLength} at most` };
  return textProblem(field, id);
}

function valueProblem(field: string, value: Scalar): FactProblem | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : { field, value: String(value), reason: "is not a finite number" };
  if (value.length > maxTextLength) return { field, value: shortened(value), reason: `has ${value.length} characters, ${maxTextLength} at most` };
  return textProblem(field, value);
}

function textProblem(field: string, text: string): FactProblem | undefined {
  if (text.includes("\0")) return { field, value: shortened(text), reason: "contains a NUL character" };
  if (!text.isWellFormed()) return { field, value: shortened(text.toWellFormed()), reason: "contains half of a character pair, which no encoding can keep" };
  return undefined;
}

function timeProblem(field: string, time: Instant): FactProblem | undefined {
  if (!Number.isFinite(time)) return { field, value: String(time), reason: "is not a time" };
  if (time >= earliestTime && time < latestTime) return undefined;
  return { field, value: Math.abs(time) <= greatestDateMs ? new Date(time).toISOString() : String(time), reason: "is outside the years 1990 to 2099" };
}

function aheadProblem(time: Instant, receivedAt: Instant): FactProblem | undefined {
  if (time <= receivedAt + maxAheadMs) return undefined;
  return { field: "time", value: new Date(time).toISOString(), reason: "lies more than 24 hours in the future" };
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 40).replaceAll("\0", "␀")}…` : text.replaceAll("\0", "␀"));
