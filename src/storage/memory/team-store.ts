import type { Teammate } from "../../engine/access/principal.ts";
import type { Invitation, LastAdministrator, NewTeammate, TeamStore, TeammateChange, Which, Workspace } from "../../engine/access/team.ts";
import type { Instant } from "../../lib/zone.ts";
import { compareText } from "../../lib/text-order.ts";

type StoredInvitation = Invitation & { readonly sha256: string };

/** Teammates and invitations in arrays. */
export class MemoryTeamStore implements TeamStore {
  readonly #workspaces = new Map<string, Workspace>();
  #teammates: readonly Teammate[] = [];
  #invitations: readonly StoredInvitation[] = [];

  keepWorkspace(workspace: Workspace): Promise<void> {
    if (!this.#workspaces.has(workspace.id)) this.#workspaces.set(workspace.id, workspace);
    return Promise.resolve();
  }

  workspace(id: string): Promise<Workspace | undefined> {
    return Promise.resolve(this.#workspaces.get(id));
  }

  renameWorkspace(id: string, name: string): Promise<Workspace | undefined> {
    const known = this.#workspaces.get(id);
    if (known) this.#workspaces.set(id, { ...known, name });
    return this.workspace(id);
  }

  teammates(workspace: string): Promise<readonly Teammate[]> {
    return Promise.resolve(this.#of(workspace).toSorted((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id)));
  }

  teammateByEmail(workspace: string, email: string): Promise<Teammate | undefined> {
    return Promise.resolve(this.#of(workspace).find((teammate) => teammate.email === email));
  }

  add(teammate: NewTeammate): Promise<"added" | "email_taken"> {
    return Promise.resolve(this.#add(teammate));
  }

  addFirst(teammate: NewTeammate): Promise<"added" | "not_first"> {
    if (this.#of(teammate.workspace).some(({ role }) => role === "administrator")) return Promise.resolve("not_first");
    this.#teammates = this.#teammates.filter(({ workspace, email }) => workspace !== teammate.workspace || email !== teammate.email);
    this.#add(teammate);
    return Promise.resolve("added");
  }

  change(which: Which, change: TeammateChange): Promise<Teammate | LastAdministrator | undefined> {
    const teammate = this.#find(which);
    if (!teammate) return Promise.resolve(undefined);
    if (change.role !== undefined && change.role !== "administrator" && this.#isLastAdministrator(teammate)) return Promise.resolve("last_administrator");
    const changed = { ...teammate, ...change };
    this.#teammates = this.#teammates.map((one) => (one === teammate ? changed : one));
    return Promise.resolve(changed);
  }

  remove(which: Which): Promise<Teammate | LastAdministrator | undefined> {
    const teammate = this.#find(which);
    if (teammate && this.#isLastAdministrator(teammate)) return Promise.resolve("last_administrator");
    this.#teammates = this.#teammates.filter((one) => one !== teammate);
    return Promise.resolve(teammate);
  }

  invitations(workspace: string, now: Instant): Promise<readonly Invitation[]> {
    const open = this.#invitations.filter((one) => one.workspace === workspace && one.expiresAt > now);
    return Promise.resolve(open.toSorted((a, b) => b.createdAt - a.createdAt || compareText(a.id, b.id)).map(withoutHash));
  }

  invite(invitation: StoredInvitation): Promise<void> {
    this.#invitations = [...this.#invitations.filter((one) => one.workspace !== invitation.workspace || one.email !== invitation.email), invitation];
    return Promise.resolve();
  }

  findInvitation({ workspace, sha256 }: { readonly workspace: string; readonly sha256: string }, now: Instant): Promise<Invitation | undefined> {
    const found = this.#invitations.find((one) => one.workspace === workspace && one.sha256 === sha256 && one.expiresAt > now);
    return Promise.resolve(found && withoutHash(found));
  }

  withdraw({ workspace, id }: Which): Promise<boolean> {
    const before = this.#invitations.length;
    this.#invitations = this.#invitations.filter((one) => one.workspace !== workspace || one.id !== id);
    return Promise.resolve(this.#invitations.length < before);
  }

  async accept(invitation: Invitation, teammate: NewTeammate): Promise<"added" | "email_taken" | "gone"> {
    return (await this.withdraw(invitation)) ? this.#add(teammate) : "gone";
  }

  #add(added: NewTeammate): "added" | "email_taken" {
    const { createdAt: _, ...teammate } = added;
    if (this.#of(teammate.workspace).some(({ email }) => email === teammate.email)) return "email_taken";
    this.#teammates = [...this.#teammates, teammate];
    return "added";
  }

  #of(workspace: string): readonly Teammate[] {
    return this.#teammates.filter((teammate) => teammate.workspace === workspace);
  }

  #find({ workspace, id }: Which): Teammate | undefined {
    return this.#of(workspace).find((teammate) => teammate.id === id);
  }

  #isLastAdministrator({ workspace, id, role }: Teammate): boolean {
    return role === "administrator" && !this.#of(workspace).some((other) => other.role === "administrator" && other.id !== id);
  }
}

function withoutHash(stored: StoredInvitation): Invitation {
  const { sha256: _, ...invitation } = stored;
  return invitation;
}
