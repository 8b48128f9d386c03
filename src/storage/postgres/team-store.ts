import { type Kysely, type Selectable, sql } from "kysely";
import type { Teammate } from "../../engine/access/principal.ts";
import type { Invitation, LastAdministrator, NewTeammate, TeamStore, TeammateChange, Which, Workspace } from "../../engine/access/team.ts";
import type { Instant } from "../../lib/zone.ts";
import { type Executor, isDuplicate } from "./executor.ts";
import type { InvitationTable, Tables, TeammateTable, WorkspaceTable } from "./tables.ts";

/** Teammates and invitations in Postgres. What must hold for a workspace as a whole is decided with its row locked. */
export class PostgresTeamStore implements TeamStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async keepWorkspace({ id, name, createdAt }: Workspace): Promise<void> {
    await this.#db.insertInto("workspaces").values({ id, name, created_at: new Date(createdAt) }).onConflict((it) => it.doNothing()).execute();
  }

  async workspace(id: string): Promise<Workspace | undefined> {
    const row = await this.#db.selectFrom("workspaces").selectAll().where("id", "=", id).executeTakeFirst();
    return row && workspaceOf(row);
  }

  async renameWorkspace(id: string, name: string): Promise<Workspace | undefined> {
    const row = await this.#db.updateTable("workspaces").set({ name }).where("id", "=", id).returningAll().executeTakeFirst();
    return row && workspaceOf(row);
  }

  async teammates(workspace: string): Promise<readonly Teammate[]> {
    const rows = await this.#db.selectFrom("teammates").selectAll().where("workspace", "=", workspace).orderBy(sql`name collate "C"`).orderBy("id").execute();
    return rows.map(teammateOf);
  }

  async teammateByEmail(workspace: string, email: string): Promise<Teammate | undefined> {
    const row = await this.#db.selectFrom("teammates").selectAll().where("workspace", "=", workspace).where("email", "=", email).executeTakeFirst();
    return row && teammateOf(row);
  }

  add(teammate: NewTeammate): Promise<"added" | "email_taken"> {
    return addTo(this.#db, teammate);
  }

  addFirst(teammate: NewTeammate): Promise<"added" | "not_first"> {
    return this.#withLocked(teammate.workspace, async (trx) => {
      const somebody = await trx.selectFrom("teammates").select("id").where("workspace", "=", teammate.workspace).where("role", "=", "administrator").limit(1).executeTakeFirst();
      if (somebody) return "not_first";
      // The company's provider may have let the same person in before, as something else.
      await trx.deleteFrom("teammates").where("workspace", "=", teammate.workspace).where("email", "=", teammate.email).execute();
      return (await addTo(trx, teammate)) === "added" ? "added" : "not_first";
    });
  }

  change(which: Which, { name, role, books }: TeammateChange): Promise<Teammate | LastAdministrator | undefined> {
    return this.#withLocked(which.workspace, async (trx) => {
      const teammate = await findIn(trx, which);
      if (!teammate) return undefined;
      if (role !== undefined && role !== "administrator" && (await isLastAdministrator(trx, teammate))) return "last_administrator";
      const changed = { name: name ?? teammate.name, role: role ?? teammate.role, books: [...(books ?? teammate.books)] };
      await trx.updateTable("teammates").set(changed).where("id", "=", which.id).execute();
      return { ...teammate, ...changed };
    });
  }

  remove(which: Which): Promise<Teammate | LastAdministrator | undefined> {
    return this.#withLocked(which.workspace, async (trx) => {
      const teammate = await findIn(trx, which);
      if (!teammate) return undefined;
      if (await isLastAdministrator(trx, teammate)) return "last_administrator";
      await trx.deleteFrom("teammates").where("id", "=", which.id).execute();
      return teammate;
    });
  }

  async invitations(workspace: string, now: Instant): Promise<readonly Invitation[]> {
    const rows = await this.#db.selectFrom("invitations").selectAll().where("workspace", "=", workspace).where("expires_at", ">", new Date(now)).orderBy("created_at", "desc").orderBy("id").execute();
    return rows.map(invitationOf);
  }

  async invite({ id, workspace, email, role, books, sha256, invitedBy, createdAt, expiresAt }: Invitation & { readonly sha256: string }): Promise<void> {
    const row = { id, role, books: [...books], sha256, invited_by: invitedBy, created_at: new Date(createdAt), expires_at: new Date(expiresAt) };
    await this.#db.insertInto("invitations").values({ workspace, email, ...row }).onConflict((it) => it.columns(["workspace", "email"]).doUpdateSet(row)).execute();
  }

  async findInvitation({ workspace, sha256 }: { readonly workspace: string; readonly sha256: string }, now: Instant): Promise<Invitation | undefined> {
    const row = await this.#db.selectFrom("invitations").selectAll().where("workspace", "=", workspace).where("sha256", "=", sha256).where("expires_at", ">", new Date(now)).executeTakeFirst();
    return row && invitationOf(row);
  }

  async withdraw({ workspace, id }: Which): Promise<boolean> {
    const gone = await this.#db.deleteFrom("invitations").where("workspace", "=", workspace).where("id", "=", id).returning("id").execute();
    return gone.length > 0;
  }

  accept(invitation: Invitation, teammate: NewTeammate): Promise<"added" | "email_taken" | "gone"> {
    return this.#withLocked(invitation.workspace, async (trx) => {
      const taken = await trx.deleteFrom("invitations").where("id", "=", invitation.id).returning("id").execute();
      if (taken.length === 0) return "gone";
      const there = await trx.selectFrom("teammates").select("id").where("workspace", "=", teammate.workspace).where("email", "=", teammate.email).executeTakeFirst();
      return there ? "email_taken" : addTo(trx, teammate);
    });
  }

  #withLocked<T>(workspace: string, work: (trx: Executor) => Promise<T>): Promise<T> {
    return this.#db.transaction().execute(async (trx) => {
      await trx.selectFrom("workspaces").select("id").where("id", "=", workspace).forUpdate().execute();
      return work(trx);
    });
  }
}

async function addTo(db: Executor, { createdAt, books, ...teammate }: NewTeammate): Promise<"added" | "email_taken"> {
  try {
    await db.insertInto("teammates").values({ ...teammate, books: [...books], created_at: new Date(createdAt) }).execute();
    return "added";
  } catch (error) {
    if (isDuplicate(error)) return "email_taken";
    throw error;
  }
}

async function findIn(db: Executor, { workspace, id }: Which): Promise<Teammate | undefined> {
  const row = await db.selectFrom("teammates").selectAll().where("workspace", "=", workspace).where("id", "=", id).executeTakeFirst();
  return row && teammateOf(row);
}

async function isLastAdministrator(db: Executor, { workspace, id, role }: Teammate): Promise<boolean> {
  if (role !== "administrator") return false;
  const other = await db.selectFrom("teammates").select("id").where("workspace", "=", workspace).where("role", "=", "administrator").where("id", "<>", id).limit(1).executeTakeFirst();
  return other === undefined;
}

const workspaceOf = ({ id, name, created_at }: Selectable<WorkspaceTable>): Workspace => ({ id, name, createdAt: created_at.getTime() });

const teammateOf = ({ id, workspace, email, name, role, books }: Selectable<TeammateTable>): Teammate => ({ id, workspace, email, name, role, books });

const invitationOf = ({ id, workspace, email, role, books, invited_by, created_at, expires_at }: Selectable<InvitationTable>): Invitation => ({
  id,
  workspace,
  email,
  role,
  books,
  invitedBy: invited_by,
  createdAt: created_at.getTime(),
  expiresAt: expires_at.getTime(),
});
