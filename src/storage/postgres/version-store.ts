import type { Selectable } from "kysely";
import type { AppliedPack, VersionEntry, VersionStore } from "../../engine/versions.ts";
import type { PackFile } from "../../pack/source.ts";
import { type Executor, isDuplicate } from "./executor.ts";
import type { PackVersionTable } from "./tables.ts";

/** Applied packs in the table `pack_versions`. */
export class PostgresVersionStore implements VersionStore {
  readonly #db: Executor;

  constructor(db: Executor) {
    this.#db = db;
  }

  async latest(workspace: string): Promise<AppliedPack | undefined> {
    const row = await this.#db.selectFrom("pack_versions").selectAll().where("workspace", "=", workspace).orderBy("number", "desc").limit(1).executeTakeFirst();
    return row && appliedOf(row);
  }

  async find(workspace: string, number: number): Promise<AppliedPack | undefined> {
    const row = await this.#db.selectFrom("pack_versions").selectAll().where("workspace", "=", workspace).where("number", "=", number).executeTakeFirst();
    return row && appliedOf(row);
  }

  async list(workspace: string): Promise<readonly VersionEntry[]> {
    const columns = ["workspace", "number", "version", "author", "message", "applied_at", "source", "rewrites_history"] as const;
    const rows = await this.#db.selectFrom("pack_versions").select(columns).where("workspace", "=", workspace).orderBy("number", "desc").execute();
    return rows.map(entryOf);
  }

  async add({ appliedAt, files, rewritesHistory, ...applied }: AppliedPack): Promise<"added" | "number_taken"> {
    try {
      await this.#db.insertInto("pack_versions").values({ ...applied, rewrites_history: rewritesHistory, applied_at: new Date(appliedAt), files: JSON.stringify(files) }).execute();
      return "added";
    } catch (error) {
      if (isDuplicate(error)) return "number_taken";
      throw error;
    }
  }
}

const entryOf = ({ applied_at: at, rewrites_history: rewritesHistory, ...row }: Omit<Selectable<PackVersionTable>, "files">): VersionEntry => ({ ...row, rewritesHistory, appliedAt: at.getTime() });

const appliedOf = ({ files, ...row }: Selectable<PackVersionTable>): AppliedPack => ({ ...entryOf(row), files: JSON.parse(files) as PackFile[] });
