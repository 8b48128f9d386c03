/** Kinds of rows as people call them. What isn't here is written as it is. */
export const kindWords: Readonly<Record<string, string>> = {
  accounts: "Accounts: who the customers are",
  users: "Users: people of accounts",
  contracts: "Contracts",
  events: "Events: what people did in the product",
  tickets: "Tickets",
  surveys: "Answers to surveys",
  outcomes: "Renewal results",
  interactions: "Calls, e-mails and meetings",
  reviews: "Business reviews",
  pulses: "Pulses",
  measurements: "Measurements that people type in",
  totals: "Totals over a period",
};

export const dateChoices = [
  { value: "", label: "Recognise them" },
  { value: "day_first", label: "Day first: 31/12/2026" },
  { value: "month_first", label: "Month first: 12/31/2026" },
  { value: "iso", label: "2026-12-31" },
  { value: "unix", label: "Seconds since 1970" },
  { value: "unix_ms", label: "Milliseconds since 1970" },
] as const;

export const encodingChoices = [
  { value: "", label: "Recognise it" },
  { value: "utf-8", label: "UTF-8" },
  { value: "latin1", label: "Latin-1 (Western European)" },
  { value: "utf-16le", label: "UTF-16" },
] as const;

/** `term_end` is "term end". */
export const fieldWord = (field: string): string => field.replaceAll("_", " ");

/** What two fields that look alike mean; mixing them up lets the past know the future. */
export const fieldHints: Readonly<Record<string, string>> = {
  term_end: "agreed in advance",
  ended: "known once it happened",
  id: "makes a row the same row again",
  mrr: "a month; or arr, a year",
};
