import type { Role } from "../../contract/access.ts";
import type { ReadKey } from "./keys.ts";

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

/** Who a request comes from. Everything that it touches lies in the principal's workspace. */
export type Principal =
  | { readonly kind: "teammate"; readonly workspace: string; readonly teammate: Teammate }
  | { readonly kind: "read_key"; readonly workspace: string; readonly key: ReadKey }
  /** A command on this machine, by somebody who may read the data directory. */
  | { readonly kind: "local"; readonly workspace: string };

export interface Sessions {
  /** Who is signed in by a request's `Cookie` header. */
  signedIn(cookies: string): Promise<Teammate | undefined>;
}
