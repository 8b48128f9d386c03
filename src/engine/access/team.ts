import type { Role } from "../../contract/access.ts";
import type { Instant } from "../../lib/zone.ts";
import type { Teammate } from "./principal.ts";

export type NewTeammate = Omit<Teammate, "id"> & { readonly id: string; readonly createdAt: Instant };

export interface TeammateChange {
  readonly name?: string;
  readonly role?: Role;
  readonly books?: readonly string[];
}

/** Which one of a workspace. */
export interface Which {
  readonly workspace: string;
  readonly id: string;
}

/** Somebody who may become a teammate by a link. */
export interface Invitation {
  readonly id: string;
  readonly workspace: string;
  readonly email: string;
  readonly role: Role;
  readonly books: readonly string[];
  readonly invitedBy: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** A workspace always keeps somebody who may administer it. */
export type LastAdministrator = "last_administrator";

export interface Workspace {
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  readonly createdAt: Instant;
}

/** Teammates and invitations of workspaces. E-mail addresses are in small letters. */
export interface TeamStore {
  /** Makes a workspace where it isn't there. */
  keepWorkspace(workspace: Workspace): Promise<void>;
  workspace(id: string): Promise<Workspace | undefined>;
  /** Undefined where there is no such workspace. */
  renameWorkspace(id: string, name: string): Promise<Workspace | undefined>;
  /** By name. */
  teammates(workspace: string): Promise<readonly Teammate[]>;
  teammateByEmail(workspace: string, email: string): Promise<Teammate | undefined>;
  add(teammate: NewTeammate): Promise<"added" | "email_taken">;
  /** Only where nobody administers yet; whoever has the address already is replaced. */
  addFirst(teammate: NewTeammate): Promise<"added" | "not_first">;
  change(which: Which, change: TeammateChange): Promise<Teammate | LastAdministrator | undefined>;
  /** Answers with whom it removed. */
  remove(which: Which): Promise<Teammate | LastAdministrator | undefined>;
  /** That have not expired, the newest first. */
  invitations(workspace: string, now: Instant): Promise<readonly Invitation[]>;
  /** Takes the place of an earlier invitation to the same address. `sha256` is that of the link's token. */
  invite(invitation: Invitation & { readonly sha256: string }): Promise<void>;
  findInvitation(which: { readonly workspace: string; readonly sha256: string }, now: Instant): Promise<Invitation | undefined>;
  /** False when the workspace has no such invitation. */
  withdraw(which: Which): Promise<boolean>;
  /** Makes a teammate of whoever was invited; the invitation is gone afterwards. */
  accept(invitation: Invitation, teammate: NewTeammate): Promise<"added" | "email_taken" | "gone">;
}
