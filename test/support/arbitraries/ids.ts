import { pick } from "./pick.ts";

const odd = ["", " spaced ", "Zoë", "🦉", "a'b", "a\\b", "NULL", "%s {x}"];

export const accountId = pick(["acme", "0"], odd, 12);
/** Few, so that the same person turns up in several accounts. An empty id means that no user did it. */
export const userId = pick(["ann", "bob", "0"], odd, 12);

export const eventName = pick(["login", "import"], ["it's", "back\\slash"]);
/** Names to select: also of the reserved vocabulary, and of what never happens. */
export const selectedName = pick(
  ["login", "import"],
  ["it's", "back\\slash", "ticket_opened", "pulse_set", "survey_answered", "usage_total", "never_happens"],
);

export const propertyName = pick(["n", "plan"], ["it's", "a.b"]);
export const text = pick(["pro", "1", "true"], ["free", "", "🦉"]);

export const accountTraitName = pick(["size", "fit"]);
export const userTraitName = pick(["role", "department"]);
export const roleName = pick(["champion", "user"], ["executive_sponsor"]);

export const measurementName = pick(["fit", "mood"]);
export const touchpoint = pick(["support", "onboarding"]);
export const surveyName = pick(["csat", "nps"]);

/** Ids sort differently by their first sign: by code point an owl comes last, by UTF-16 before a half-width letter. */
export const messageIdPrefix = pick(["m", "🦉", "ﾡ"], ["a", "Z", "é", "~", "0"]);
