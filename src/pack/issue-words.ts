import type { z } from "zod";
import { listed, shorten, unknownName } from "./suggest.ts";

/** What is wrong and what to write instead. Schemas may state either: a message of theirs that begins with "write" is advice. */
export interface Words {
  readonly message?: string;
  readonly help?: string;
  /** The known name that was most likely meant. */
  readonly replacement?: string;
}

/**
 * Zod asks for one text per issue while it still knows the schema and the input; what we say has several parts.
 * They travel through that text, separated by control characters, which no source can contain.
 */
const betweenParts = "\u001F";
const betweenKeys = "\u001E";

const encode = (words: Words): string => [words.message, words.help, words.replacement].join(betweenParts);

/** The words of an issue: one entry for each unknown key, else exactly one. */
export function decode(text: string): readonly Words[] {
  if (!text.includes(betweenParts)) return [text.startsWith("write ") ? { help: text } : { message: text }];
  return text.split(betweenKeys).map((part) => {
    const [message = "", help = "", replacement = ""] = part.split(betweenParts);
    return { ...(message !== "" && { message }), ...(help !== "" && { help }), ...(replacement !== "" && { replacement }) };
  });
}

/** Given to every parse: words for what the schema itself says nothing about. */
export function issueWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => encode(unknownKey(key, knownKeys(issue)))).join(betweenKeys);
    case "invalid_type":
      return encode(wrongType(issue.expected, issue.input, adviceOf(issue.inst)));
    case "invalid_value":
      return encode(wrongChoice(issue.values.map(String), issue.input));
    case "too_small":
      return encode(tooSmall(issue));
    case "too_big":
      return encode(tooBig(issue));
    case "invalid_union":
      return encode(issue.discriminator === undefined ? {} : wrongDiscriminator(issue));
    case "not_multiple_of":
      return encode({ help: `write a multiple of ${issue.divisor}` });
    case "invalid_format":
    case "invalid_key":
    case "invalid_element":
    case "custom":
      return encode({});
  }
}

function unknownKey(key: string, known: readonly string[]): Words {
  if (key === "<<") return { message: "merge keys (`<<`) aren't used in a pack", help: "write the keys out, or use `variants`" };
  return unknownName("key", key, known);
}

function knownKeys(issue: z.core.$ZodRawIssue): readonly string[] {
  const definition = definitionOf(issue.inst);
  return Object.keys(definition?.shape ?? definitionOf(definition?.keyType)?.entries ?? {});
}

const nouns: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "a map",
  record: "a map",
};

function wrongType(expected: string, input: unknown, advice: string | undefined): Words {
  const noun = nouns[expected] ?? expected;
  const help = advice ?? `write ${noun}`;
  if (input === undefined) return { help };
  if (input === null) return { message: `expected ${noun}, but nothing is written here`, help: `${help}, or remove the key` };
  const message = `expected ${noun}, found ${described(input)}`;
  if (expected === "number" && typeof input === "string" && input.trim() !== "" && Number.isFinite(Number(input))) return { message, help: "remove the quotes" };
  if (expected === "array" && typeof input === "string") return { message, help: `write [${shorten(input, 40)}]` };
  if (advice !== undefined) return { message, help: advice };
  return expected === "string" && typeof input !== "object" ? { message, help: "put it in quotes" } : { message };
}

/** What the schema says about the form of a text says more than that it is a text. */
function adviceOf(schema: z.core.$ZodRawIssue["inst"]): string | undefined {
  const texts = definitionOf(schema)?.checks?.map((check) => definitionOf(check)?.error?.()) ?? [];
  return texts.find((text): text is string => typeof text === "string" && text.startsWith("write "));
}

interface Definition {
  readonly shape?: object;
  readonly keyType?: z.core.$ZodType;
  readonly entries?: object;
  readonly checks?: readonly z.core.$ZodCheck[];
  readonly error?: () => unknown;
}

function definitionOf(part: z.core.$ZodType | z.core.$ZodCheck | undefined): Definition | undefined {
  // oxlint-disable-next-line no-underscore-dangle -- the door that zod leaves for those who read schemas
  return part?._zod.def as Definition | undefined;
}

/** What was written, named by its type and shown where it is short. */
function described(input: unknown): string {
  if (Array.isArray(input)) return "a list";
  if (typeof input === "string") return `the text \`${shorten(input, 40)}\``;
  return typeof input === "object" ? "a map" : `\`${JSON.stringify(input)}\``;
}

function wrongChoice(choices: readonly string[], input: unknown): Words {
  const help = choices.length === 1 ? `write ${choices.join("")}` : `write one of ${listed(choices, 30)}`;
  return typeof input === "string" ? { ...unknownName("value", input, choices), help } : { help };
}

function wrongDiscriminator(issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidUnion>): Words {
  const { discriminator = "", options = [], input } = issue as { discriminator?: string; options?: readonly unknown[]; input: unknown };
  const choices = options.map(String);
  const written = (input as Readonly<Record<string, unknown>> | null)?.[discriminator];
  if (typeof written === "string") return unknownName(discriminator, written, choices);
  return { help: `write one of ${listed(choices, 30)}` };
}

function tooSmall(issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): Words {
  const { origin, minimum, inclusive = true } = issue;
  if (origin === "array") return { message: `a list of at least ${count(minimum, "item")} is needed here` };
  if (origin === "string") return { message: "the text is empty", help: "write a text, or remove the key" };
  return { help: `write a number ${inclusive ? "of at least" : "over"} ${minimum}` };
}

function tooBig(issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooBig>): Words {
  const { origin, maximum, inclusive = true } = issue;
  if (origin === "array") return { message: `at most ${count(maximum, "item")} can stand here` };
  if (origin === "string") return { help: `write a text of at most ${maximum} letters` };
  return { help: `write a number ${inclusive ? "of at most" : "under"} ${maximum}` };
}

const count = (number: number | bigint, noun: string): string => `${number} ${noun}${Number(number) === 1 ? "" : "s"}`;
