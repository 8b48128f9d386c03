/** What an import noticed about the data itself. The rows are kept: a contradiction is for people to judge. */
export const findingMessages = {
  unknown_account: "belong to an account that no account file lists",
  no_account: "belong to no account: their user has no membership",
  before_signup: "are dated before their account begins",
  before_contract: "are dated before the contract that they name begins",
  unknown_contract: "name a contract that no contract file lists",
  overlapping_contracts: "run at the same time as another contract of their account",
  ends_before_start: "end before they start",
  churned_while_running: "say churned while another contract of the account runs",
  closed_before_opened: "are closed before they are opened",
  repeated_id: "repeat the id of an earlier row; the first one was kept. If they are other records, `id` needs more columns",
  identical_rows: "say the same as an earlier row, so they count once. If each counts, map an `id` that tells them apart",
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
