/** What an import noticed about the data itself. The rows are kept: a contradiction is for people to judge. */
export const findingMessages = {
  unknown_account: "of an account that no account file lists",
  no_account: "of no account: the user has no membership",
  before_signup: "dated before the account begins",
  before_contract: "dated before the named contract begins",
  unknown_contract: "naming a contract that no contract file lists",
  overlapping_contracts: "running at the same time as another contract of the account",
  ends_before_start: "ending before the start",
  churned_while_running: "saying churned while another contract of the account runs",
  closed_before_opened: "closed before being opened",
  repeated_id: "repeating the id of an earlier row; the first was kept. If these are other records, `id` needs more columns",
  identical_rows: "saying the same as an earlier row, and so counted once. If each counts, map an `id` that tells them apart",
} as const;
export type FindingCode = keyof typeof findingMessages;

export interface FindingExample {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

export interface Finding {
  readonly code: FindingCode;
  /** What kind of record it is about: `usage`, `contract_changed`, `ticket_opened`, … */
  readonly subject: string;
  readonly count: number;
  readonly examples: readonly FindingExample[];
}

const maxExamples = 3;

/** Counts findings, and keeps a few examples of each. */
export class FindingCounter {
  readonly #found = new Map<string, { readonly code: FindingCode; readonly subject: string; count: number; readonly examples: FindingExample[] }>();

  /** The example's text is only made when it will be kept. */
  add(about: { readonly code: FindingCode; readonly subject: string }, place: { readonly file: string; readonly line: number }, text: () => string): void {
    const key = `${about.code} ${about.subject}`;
    const known = this.#found.get(key) ?? { ...about, count: 0, examples: [] };
    this.#found.set(key, known);
    known.count += 1;
    if (known.examples.length < maxExamples) known.examples.push({ file: place.file, line: place.line, text: text() });
  }

  list(): readonly Finding[] {
    return [...this.#found.values()].toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
  }
}
