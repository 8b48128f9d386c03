import type { Role } from "../../contract/access.ts";

/** Why nothing was recorded. `busy` and `full` pass by themselves. */
export type NotRecordedKind = "unknown" | "forgotten" | "bad_field" | "needs_role" | "not_yours" | "not_withdrawable" | "withdrawn_already" | "busy" | "full";

/** Nothing was recorded; the message is for whoever wanted to. */
export class NotRecorded extends Error {
  readonly kind: NotRecordedKind;
  /** Which field it is about, where it is about one. */
  readonly field: string;
  /** Who could, where it takes a role. */
  readonly role: Role | undefined;

  constructor(kind: NotRecordedKind, message: string, { field = "", role }: { readonly field?: string; readonly role?: Role } = {}) {
    super(message);
    this.kind = kind;
    this.field = field;
    this.role = role;
  }
}
