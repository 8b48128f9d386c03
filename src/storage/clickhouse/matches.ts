import type { MatchDecision } from "../../accounts/source-record.ts";
import type { ClickHouse } from "./engine.ts";
import { listed, withLists } from "./lists.ts";
import type { Query } from "./query.ts";

/** Columns of each table that go with a row to another account. */
export const movedColumns = {
  events: ["name", "user", "time", "known_at", "original_time", "sent_at", "received_at", "message_id", "numbers", "texts", "attribution", "source", "batch_id"],
  account_traits: ["trait", "kind", "number", "text", "time", "known_at", "message_id", "source", "batch_id"],
  memberships: ["user", "time", "known_at", "message_id", "source", "batch_id"],
} as const;
type Table = keyof typeof movedColumns;
const tableNames = Object.keys(movedColumns) as readonly Table[];

/** Rows of one record that stand under `from` and belong under `to`. */
interface Move {
  readonly workspace: string;
  readonly source: string;
  readonly record: string;
  readonly from: string;
  readonly to: string;
}

/** The sender's id of a row: its account, unless a match has moved it. People's decisions are about accounts, never moved. */
const recordOf = "if(record = '', account, record)";
const ofRecord = `workspace = {workspace:String} AND source = {source:String} AND ${recordOf} = {record:String} AND name_is_movable`;
const where = (table: Table): string => ofRecord.replace("name_is_movable", table === "events" ? "name NOT IN ('record_matched', 'withdrawn')" : "true");

const copy = (table: Table): string => {
  const columns = movedColumns[table].join(", ");
  return `INSERT INTO ${table} (workspace, account, record, stored_at, ${columns})
SELECT workspace, {to:String}, if({to:String} = {record:String}, '', {record:String}), now64(3), ${columns} FROM ${table}
WHERE ${where(table)} AND account = {from:String}`;
};
const remove = (table: Table): string => `DELETE FROM ${table} WHERE ${where(table).replace("= {record:String}", `IN ${listed("records")}`)} AND account IN ${listed("accounts")}`;

/**
 * Keeps the account of every row in line with the matches that hold, also for the past: a record that is matched counts
 * for its account as soon as it is, and for itself again when the match is withdrawn.
 */
export class ClickHouseMatches {
  readonly #clickHouse: ClickHouse;

  constructor(clickHouse: ClickHouse) {
    this.#clickHouse = clickHouse;
  }

  /** Moves what stands under another account than the decisions say. Returns how many records were moved. */
  async settle(workspace: string, decisions: readonly MatchDecision[]): Promise<number> {
    await this.#finishBroken(workspace);
    const moves = await this.#due(workspace, decisions);
    for (const move of moves) await this.#move(move, "copying");
    return moves.length;
  }

  /** Records whose rows are not where they belong; those that were moved before are looked at even without a decision. */
  async #due(workspace: string, decisions: readonly MatchDecision[]): Promise<Move[]> {
    const wanted = new Map(decisions.map(({ source, record, account }) => [JSON.stringify([source, record]), account]));
    const moved = await this.#rows<{ source: string; record: string }>("records that were moved", "SELECT DISTINCT source, record FROM moves WHERE workspace = {workspace:String}", workspace);
    const records = new Map([...decisions, ...moved].map(({ source, record }) => [JSON.stringify([source, record]), { source, record }]));
    const moves: Move[] = [];
    for (const [key, { source, record }] of records) {
      const to = wanted.get(key) ?? record;
      const found = await this.#clickHouse.rows<{ account: string }>({
        name: "accounts of a record",
        text: tableNames.map((table) => `SELECT DISTINCT account FROM ${table} WHERE ${where(table)}`).join("\nUNION DISTINCT "),
        parameters: { workspace, source, record },
      });
      for (const { account } of found) if (account !== to) moves.push({ workspace, source, record, from: account, to });
    }
    return moves;
  }

  async #move(move: Move, from: "copying" | "copied"): Promise<void> {
    const run = (name: string, text: string): Promise<void> => this.#clickHouse.command({ name, text, parameters: { ...move }, limits: { seconds: 600 } });
    if (from === "copying") {
      await this.#note(move, "copying", 1);
      for (const table of tableNames) await run(`copy ${table} of a record`, copy(table));
    }
    await this.#note(move, "copied", 2);
    await this.#remove(move, { name: "remove", account: move.from });
    await this.#note(move, "done", 3);
  }

  #note(move: Move, state: string, step: number): Promise<void> {
    return this.#clickHouse.command({
      name: "note a move",
      text: `INSERT INTO moves (workspace, source, record, from, to, state, step)
SELECT {workspace:String}, {source:String}, {record:String}, {from:String}, {to:String}, {state:String}, {step:UInt8}`,
      parameters: { ...move, state, step },
    });
  }

  /** What a crash left half done: a copy that may be partial is taken away, a whole one is gone on from. */
  async #finishBroken(workspace: string): Promise<void> {
    const last = await this.#rows<Move & { latest: string }>(
      "moves under way",
      `SELECT source, record, from, to, argMax(state, (at, step)) AS latest FROM moves WHERE workspace = {workspace:String}
GROUP BY source, record, from, to HAVING latest != 'done'`,
      workspace,
    );
    for (const { latest, ...move } of last) {
      const whole = { ...move, workspace };
      if (latest === "copied") await this.#move(whole, "copied");
      else await this.#remove(whole, { name: "take back", account: whole.to });
    }
  }

  #remove({ workspace, source, record }: Move, { name, account }: { readonly name: string; readonly account: string }): Promise<void> {
    return withLists(this.#clickHouse, { records: [record], accounts: [account] }, async (named) => {
      for (const table of tableNames) await this.#clickHouse.command({ name: `${name} ${table} of a record`, text: remove(table), parameters: { workspace, source, ...named }, limits: { seconds: 600 } });
    });
  }

  #rows<Row>(name: string, text: string, workspace: string): Promise<Row[]> {
    return this.#clickHouse.rows<Row>({ name, text, parameters: { workspace } } satisfies Query);
  }
}
