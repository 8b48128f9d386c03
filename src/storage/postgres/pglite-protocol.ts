/** What the thread is asked, and what it answers: plain data. */
export type Asked = { readonly id: number } & (
  | { readonly kind: "query"; readonly text: string; readonly parameters: readonly unknown[] }
  /** Several statements, without parameters. */
  | { readonly kind: "script"; readonly text: string }
  /** The whole cluster as an archive. */
  | { readonly kind: "dump" }
  | { readonly kind: "close" }
);

export interface Rows {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly affectedRows?: number | undefined;
}

/** What the database says against a statement, with its SQLSTATE. */
export interface Complaint {
  readonly message: string;
  readonly code?: string;
  readonly constraint?: string;
  readonly detail?: string;
}

export type Answer = { readonly id: number } & ({ readonly results: readonly Rows[] } | { readonly archive: Uint8Array } | { readonly complaint: Complaint });

export interface ThreadData {
  /** Of the cluster; absent for one in memory. */
  readonly directory?: string;
  /** What a new cluster begins with, as `dump` gave it. */
  readonly archive?: Uint8Array;
}

/** The first message of all: the cluster is open, or why not. */
export type Opened = { readonly opened: true } | { readonly failed: string };
