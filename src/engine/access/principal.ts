import type { Role, Scope } from "../../contract/access.ts";

/** A person of ours, in a workspace. */
export interface Teammate {
  readonly id: string;
  readonly workspace: string;
  /** In small letters; one teammate of a workspace has it. */
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Under which owners of accounts this teammate's own accounts stand, as the events name them. */
  readonly books: readonly string[];
}

/** What a read key opens. */
export interface ReadKey {
  readonly id: string;
  /** Shown wherever it was used; not secret. */
  readonly name: string;
  readonly workspace: string;
  readonly scopes: readonly Scope[];
}

/** Who a request comes from. Everything that it touches lies in the principal's workspace. */
export type Principal =
  | { readonly kind: "teammate"; readonly workspace: string; readonly teammate: Teammate }
  | { readonly kind: "read_key"; readonly workspace: string; readonly key: ReadKey }
  /** A command on this machine, by somebody who may read the data directory. */
  | { readonly kind: "local"; readonly workspace: string };

/** Why a key doesn't open anything. */
export type KeyRefusal = "unknown" | "revoked" | "expired";

export interface ReadKeys {
  /** The read key with this text, or why there is none. */
  findReadKey(text: string): ReadKey | KeyRefusal;
}

export interface Sessions {
  /** Who is signed in by a request's `Cookie` header. */
  signedIn(cookies: string): Promise<Teammate | undefined>;
}
