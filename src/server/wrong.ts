import type { z } from "zod";

/** A part of a question that can't be read, and what to write instead. */
export interface Wrong {
  readonly path: string;
  readonly message: string;
}

/** What a schema says is wrong with a question, in words for whoever writes it. */
export function wrongs(issue: z.core.$ZodIssue): Wrong[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => ({ path: key, message: "there is no such parameter" }));
  return [{ path: issue.path.join("."), message: messageOf(issue) }];
}

/** Zod's own words, where a schema has none. */
const isStandard = (message: string): boolean => /^(?:Invalid|Too) /.test(message);

/** What to write instead, as the schema says it, or in words made of its rule. */
export function messageOf(issue: z.core.$ZodIssue): string {
  if (!isStandard(issue.message)) return issue.message;
  switch (issue.code) {
    case "invalid_value":
      return `write ${issue.values.length === 1 ? "" : "one of "}${issue.values.join(", ")}`;
    case "invalid_union":
      return unionMessage(issue);
    case "too_small":
      return issue.origin === "string" ? "is empty" : `write ${issue.minimum} or more`;
    case "too_big":
      if (issue.origin === "string") return `write at most ${issue.maximum} characters`;
      return issue.origin === "array" ? `write it at most ${issue.maximum} times` : `write ${issue.maximum} or less`;
    case "invalid_type":
      return issue.message.endsWith("received undefined") ? "is missing" : issue.message.endsWith("received array") ? "write it once" : issue.message;
    case "custom":
    case "invalid_element":
    case "invalid_format":
    case "invalid_key":
    case "not_multiple_of":
    case "unrecognized_keys":
      return issue.message;
  }
}

/** What a query may hold once or several times: of both ways to read it, the one that came further tells more. */
function unionMessage({ errors, message }: z.core.$ZodIssueInvalidUnion): string {
  const inner = errors.flat();
  const told = inner.find(({ code }) => code === "invalid_value") ?? inner.find(({ code }) => code !== "invalid_type");
  return told ? messageOf(told) : message;
}
