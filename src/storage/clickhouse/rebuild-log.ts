import type { JournalCover, RebuildLog } from "../../engine/rebuild.ts";
import type { ClickHouse } from "./engine.ts";
import { listed, withLists } from "./lists.ts";
import { numbersOf } from "./native-reader.ts";
import type { Parameters as Bound } from "./query.ts";

const tables = ["events", "account_traits", "user_traits", "memberships"] as const;
const from = "toUInt64OrZero(splitByChar('-', CAST(batch_id, 'String'))[2])";
const until = "toUInt64OrZero(splitByChar('/', splitByChar('-', CAST(batch_id, 'String'))[3])[1])";
const range = `concat(toString(${from}), '-', toString(${until}))`;
const ofJournal = `workspace = {workspace:String} AND startsWith(batch_id, concat({journal:String}, '-')) AND ${from} >= {from:UInt64} AND ${until} <= {until:UInt64}`;
const limits = { seconds: 3600 };

/** Rows of a workspace by the range of the journal that their batch was: the id of a batch says it. */
export class ClickHouseRebuildLog implements RebuildLog {
  readonly #clickHouse: ClickHouse;
  readonly #workspace: string;

  constructor(clickHouse: ClickHouse, workspace: string) {
    this.#clickHouse = clickHouse;
    this.#workspace = workspace;
  }

  async countCovered(cover: JournalCover): Promise<{ readonly covered: number; readonly others: number }> {
    const counts = tables.map((table) => `SELECT countIf(${ofJournal}) AS covered, count() AS everything FROM ${table} WHERE workspace = {workspace:String}`).join(" UNION ALL ");
    const [found] = await this.#clickHouse.rows<{ covered: number; everything: number }>({ name: "rows that came through the journal", text: `SELECT sum(covered) AS covered, sum(everything) AS everything FROM (${counts})`, parameters: this.#boundTo(cover), limits });
    const { covered = 0, everything = 0 } = found ?? {};
    return { covered, others: everything - covered };
  }

  async removeCovered(cover: JournalCover): Promise<void> {
    const parameters = this.#boundTo(cover);
    const kept = (await this.#ranges(parameters)).filter((batch) => cover.holes.some((hole) => hole.from < batch.until && batch.from < hole.until));
    await withLists(this.#clickHouse, { kept: kept.map((batch) => `${batch.from}-${batch.until}`) }, async (named) => {
      const where = `${ofJournal} AND ${range} NOT IN ${listed("kept")}`;
      for (const table of tables) await this.#clickHouse.command({ name: `remove what the journal gives back from ${table}`, text: `ALTER TABLE ${table} DELETE WHERE ${where} SETTINGS mutations_sync = 2`, parameters: { ...parameters, ...named }, limits });
    });
  }

  #boundTo({ journal, from, until }: JournalCover): Bound {
    return { workspace: this.#workspace, journal, from, until };
  }

  async #ranges(parameters: Bound): Promise<{ readonly from: number; readonly until: number }[]> {
    const all = tables.map((table) => `SELECT DISTINCT toFloat64(${from}) AS begins, toFloat64(${until}) AS ends FROM ${table} WHERE ${ofJournal}`).join(" UNION DISTINCT ");
    const blocks = await this.#clickHouse.blocks({ name: "batches of the journal", text: all, parameters, limits });
    return blocks.flatMap((block) => Array.from(numbersOf(block, "begins"), (begins, row) => ({ from: begins, until: numbersOf(block, "ends")[row] as number })));
  }
}
