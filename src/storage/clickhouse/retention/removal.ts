import { randomUUID } from "node:crypto";
import type { ClassHeld, RemovableRows, Removal, StoredClass } from "../../../engine/retention/ports.ts";
import { type EventClass, retentionClasses } from "../../../events/retention-class.ts";
import { previousIdTrait } from "../../../events/subject.ts";
import type { ClickHouse } from "../engine.ts";
import { Binder } from "../measure/binder.ts";
import { order } from "../measure/scope.ts";
import { purgeOldParts } from "../old-parts.ts";
import { type KeeperScope, itemKeepers, keepers } from "./keepers.ts";
import { type Piece, piecesOf, within } from "./pieces.ts";
import { instant, namesOf, olderThan, ruledIn, stale } from "./stale.ts";

type Counts = Partial<Record<StoredClass, number>>;
type Turn = (piece: () => Promise<void>) => Promise<void>;
/** A condition on rows of a table, of whatever class they are. */
interface Rows {
  readonly table: string;
  readonly class: StoredClass;
  readonly where: string;
  readonly binder: Binder;
}

const limits = { seconds: 3600 };
const eventClasses = ["usage", "conversations", "tickets", "opinions", "relationship"] as const satisfies readonly EventClass[];

/** Finds and removes what rules of retention take away. What is kept of it is listed first, then the rest of a piece goes. */
export class ClickHouseRetention implements RemovableRows {
  readonly #clickHouse: ClickHouse;

  constructor(clickHouse: ClickHouse) {
    this.#clickHouse = clickHouse;
  }

  async held(workspace: string): Promise<Readonly<Record<StoredClass, ClassHeld>>> {
    const binder = new Binder([]);
    const here = `workspace = ${binder.text(workspace)}`;
    const classOf = `multiIf(${eventClasses.slice(1).map((name) => `${name === "opinions" ? `(${namesOf(binder, name)} OR name = 'withdrawn')` : namesOf(binder, name)}, '${name}'`).join(", ")}, 'usage')`;
    const of = (table: string, name: string, time = "time"): string => `SELECT ${name} AS class, count() AS n, min(${time}) AS oldest FROM ${table} WHERE ${here} GROUP BY class`;
    const parts = [of("events", classOf), of("account_traits", "'traits'"), of("user_traits", "'traits'"), of("memberships", "'relationship'"), of("snapshots", "'scores'", "as_of"), of("snapshots_between", "'scores'", "as_of"), of("transitions", "'scores'", "at")];
    const rows = await this.#clickHouse.rows<{ class: StoredClass; rows: number; at: number }>({ name: "what each class holds", text: `SELECT class, sum(n) AS rows, toUnixTimestamp64Milli(min(oldest)) AS at FROM (${parts.join(" UNION ALL ")}) GROUP BY class`, parameters: binder.parameters(), limits });
    const found = new Map(rows.map((row) => [row.class, { rows: row.rows, oldest: row.at }]));
    return Object.fromEntries(retentionClasses.filter((name) => name !== "journal" && name !== "dead_letters").map((name) => [name, found.get(name) ?? { rows: 0, oldest: undefined }])) as Record<StoredClass, ClassHeld>;
  }

  async count(removal: Removal): Promise<Readonly<Counts>> {
    const counts: Counts = {};
    await this.#eachPiece(removal, (work) => work(), (rows) => this.#count(rows, counts));
    for (const rows of wholeTables(removal)) await this.#count(rows, counts);
    return counts;
  }

  async remove(removal: Removal, turn: Turn): Promise<Readonly<Counts>> {
    const counts: Counts = {};
    const tables = new Set<string>();
    const go = async (rows: Rows): Promise<void> => {
      if ((await this.#count(rows, counts)) === 0) return;
      tables.add(rows.table);
      await this.#clickHouse.command({ name: `mark old rows of ${rows.table}`, text: `DELETE FROM ${rows.table} WHERE ${rows.where}`, parameters: rows.binder.parameters(), limits });
    };
    await this.#eachPiece(removal, turn, go);
    for (const rows of wholeTables(removal)) await turn(() => go(rows));
    // A row that is only marked lies on the disk for as long as no merge comes by.
    for (const table of tables) await this.#clickHouse.command({ name: `remove what is marked as deleted from ${table}`, text: `ALTER TABLE ${table} APPLY DELETED MASK SETTINGS mutations_sync = 2`, limits });
    await purgeOldParts(this.#clickHouse, [...tables]);
    return counts;
  }

  async #count({ table, class: name, where, binder }: Rows, counts: Counts): Promise<number> {
    const [found] = await this.#clickHouse.rows<{ n: number }>({ name: `old rows of ${table}`, text: `SELECT count() AS n FROM ${table}${replaced.has(table) ? " FINAL" : ""} WHERE ${where}`, parameters: binder.parameters(), limits });
    counts[name] = (counts[name] ?? 0) + (found?.n ?? 0);
    return found?.n ?? 0;
  }

  async #eachPiece(removal: Removal, turn: Turn, take: (rows: Rows) => Promise<unknown>): Promise<void> {
    for (const piece of ruledIn(removal).length > 0 ? await this.#pieces(removal, "events", "account", (binder) => stale(binder, removal)) : []) {
      await turn(() => this.#events(removal, piece, take));
    }
    const before = removal.before.traits;
    if (before === undefined) return;
    for (const [table, column] of [["account_traits", "account"], ["user_traits", "user"]] as const) {
      for (const piece of await this.#pieces(removal, table, column, (binder) => olderThan(binder, before))) await turn(() => this.#traits(removal, { table, column, piece, before }, take));
    }
  }

  #pieces({ workspace }: Removal, table: string, column: "account" | "user", old: (binder: Binder) => string): Promise<Piece[]> {
    const binder = new Binder([]);
    return piecesOf(this.#clickHouse, { table, column, where: `workspace = ${binder.text(workspace)} AND ${old(binder)}`, parameters: binder.parameters() });
  }

  async #events(removal: Removal, piece: Piece, take: (rows: Rows) => Promise<unknown>): Promise<void> {
    const { workspace, reach } = removal;
    await this.#keeping(async (list) => {
      const scope = (): KeeperScope => {
        const binder = new Binder([]);
        return { binder, workspace, removal, here: `workspace = ${binder.text(workspace)} AND ${within(binder, "account", piece)}` };
      };
      const first = scope();
      await this.#keep(list, first, keepers(first));
      const second = scope();
      await this.#keep(list, second, itemKeepers(second, reach.items, keptIn(second.binder, list)));
      for (const name of ruledIn(removal)) {
        const { binder, here } = scope();
        await take({ table: "events", class: name, binder, where: `${here} AND ${namesOf(binder, name)} AND ${olderThan(binder, removal.before[name] as number)} AND message_id NOT IN ${keptIn(binder, list)}` });
      }
    });
  }

  async #traits({ workspace }: Removal, { table, column, piece, before }: { readonly table: string; readonly column: "account" | "user"; readonly piece: Piece; readonly before: number }, take: (rows: Rows) => Promise<unknown>): Promise<void> {
    await this.#keeping(async (list) => {
      const old = (binder: Binder): string => `workspace = ${binder.text(workspace)} AND ${within(binder, column, piece)} AND ${olderThan(binder, before)}`;
      const binder = new Binder([]);
      // What holds, and of accounts when they were first heard of.
      const kept = [`SELECT argMax(message_id, ${order}) AS id FROM ${table} WHERE ${old(binder)} GROUP BY ${column}, trait`, ...(column === "account" ? [`SELECT argMin(message_id, ${order}) AS id FROM ${table} WHERE ${old(binder)} GROUP BY account`] : [])];
      await this.#keep(list, { binder }, kept);
      const rows = new Binder([]);
      await take({ table, class: "traits", binder: rows, where: `${old(rows)} AND trait != '${previousIdTrait}' AND message_id NOT IN ${keptIn(rows, list)}` });
    });
  }

  async #keep(list: string, { binder }: { readonly binder: Binder }, statements: readonly string[]): Promise<void> {
    if (statements.length === 0) return;
    const name = binder.text(list);
    await this.#clickHouse.command({ name: "list what stays of old rows", text: `INSERT INTO lookups SELECT ${name}, id FROM (${statements.join("\nUNION ALL\n")}) WHERE id != ''`, parameters: binder.parameters(), limits });
  }

  async #keeping(work: (list: string) => Promise<void>): Promise<void> {
    const list = `kept-${randomUUID()}`;
    try {
      await work(list);
    } finally {
      await this.#clickHouse.command({ name: "close the list of what stays", text: "ALTER TABLE lookups DELETE WHERE lookup = {list:String}", parameters: { list } });
    }
  }
}

/** Of what was written several times one row counts. */
const replaced: ReadonlySet<string> = new Set(["snapshots", "snapshots_between", "transitions"]);

const keptIn = (binder: Binder, list: string): string => `(SELECT message_id FROM lookups WHERE lookup = ${binder.text(list)})`;

/** What goes by itself, whoever's it is: of scores the last of each account stays, because bands remember it. */
function wholeTables({ workspace, before: { scores, opinions } }: Removal): Rows[] {
  const rows: Rows[] = [];
  const add = (table: string, name: StoredClass, where: (binder: Binder, here: string) => string): void => {
    const binder = new Binder([]);
    rows.push({ table, class: name, binder, where: where(binder, `workspace = ${binder.text(workspace)}`) });
  };
  // What was taken back has gone before; only then a withdrawal may, unless nobody was heard of earlier or later.
  if (opinions !== undefined) add("events", "opinions", (binder, here) => `${here} AND name = 'withdrawn' AND ${olderThan(binder, opinions)} AND texts['withdraws'] NOT IN (SELECT message_id FROM events WHERE ${here}) AND message_id NOT IN (SELECT arrayJoin([argMin(message_id, ${order}), argMax(message_id, ${order})]) FROM events WHERE ${here} AND name = 'withdrawn' GROUP BY account, user)`);
  if (scores === undefined) return rows;
  for (const table of ["snapshots", "snapshots_between"]) {
    add(table, "scores", (binder, here) => `${here} AND as_of < ${instant(binder, scores)} AND (account, version, as_of) NOT IN (SELECT account, version, max(as_of) FROM ${table} WHERE ${here} GROUP BY account, version)`);
  }
  add("transitions", "scores", (binder, here) => `${here} AND at < ${instant(binder, scores)}`);
  return rows;
}
