import type { Properties } from "./fact.ts";
import { type ReservedName, vocabulary } from "./vocabulary.ts";

/** Which property of a reserved event is not as it has to be, and what to write instead. */
export interface VocabularyProblem {
  /** Empty when it is about all of them. */
  readonly property: string;
  readonly message: string;
}

type Issue = NonNullable<ReturnType<(typeof vocabulary)[ReservedName]["safeParse"]>["error"]>["issues"][number];

/** The first thing that is wrong; undefined when all is as the reference says. */
export function vocabularyProblem(name: ReservedName, properties: Properties): VocabularyProblem | undefined {
  const issue = vocabulary[name].safeParse(properties).error?.issues[0];
  if (issue === undefined) return undefined;
  const property = issue.code === "unrecognized_keys" ? (issue.keys[0] ?? "") : issue.path.join(".");
  return { property, message: messageOf(issue, { name, isMissing: !Object.hasOwn(properties, property) }) };
}

function messageOf(issue: Issue, { name, isMissing }: { readonly name: ReservedName; readonly isMissing: boolean }): string {
  switch (issue.code) {
    case "unrecognized_keys":
      return `is no property of ${name}, which has ${Object.keys(vocabulary[name].shape).join(", ")}`;
    case "invalid_type":
      if (isMissing) return `is missing; ${name} needs it`;
      return `is ${nouns[issue.expected] ?? `not what ${name} has there`}`;
    case "invalid_value":
      return isMissing ? `is missing; ${name} needs it, one of ${issue.values.join(", ")}` : `is none of ${issue.values.join(", ")}, as ${name} has it`;
    case "too_small":
      if (issue.origin !== "string") return `is less than ${issue.minimum}`;
      return issue.minimum === 1 ? "is empty" : `has fewer than ${issue.minimum} characters`;
    case "too_big":
      return issue.origin === "string" ? `has more than ${issue.maximum} characters` : `is more than ${issue.maximum}`;
    case "custom":
    case "invalid_element":
    case "invalid_format":
    case "invalid_key":
    case "invalid_union":
    case "not_multiple_of":
      return issue.message;
  }
}

const nouns: Readonly<Record<string, string>> = { string: "no text", number: "no number", int: "no whole number" };
