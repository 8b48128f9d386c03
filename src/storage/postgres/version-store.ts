import type { Selectable } from "kysely";
import type { AppliedPack, VersionStore } from "../../engine/versions.ts";
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

  async add({ appliedAt, files, ...applied }: AppliedPack): Promise<"added" | "number_taken"> {
    try {
      await this.#db.insertInto("pack_versions").values({ ...applied, applied_at: new Date(appliedAt), files: JSON.stringify(files) }).execute();
      return "added";
    } catch (error) {
      if (isDuplicate(error)) return "number_taken";
      throw error;
    }
  }
}

function appliedOf({ applied_at: at, files, ...row }: Selectable<PackVersionTable>): AppliedPack {
  return { ...row, appliedAt: at.getTime(), files: JSON.parse(files) as PackFile[] };
}
