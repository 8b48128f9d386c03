import { type Subject, previousIdTrait } from "../../events/subject.ts";
import type { ErasedFromLog, LogErasure } from "../../engine/forget/ports.ts";
import type { Instant } from "../../lib/zone.ts";
import type { ClickHouse } from "./engine.ts";
import { listed, withLists } from "./lists.ts";
import { numbersOf, textsOf } from "./native-reader.ts";
import { purgeOldParts } from "./old-parts.ts";
import type { Parameters as Bound } from "./query.ts";

const [users, accounts, lonely] = [listed("users"), listed("accounts"), listed("lonely")];
const ofAccount = `account IN ${accounts} OR record IN ${accounts}`;

/** What names somebody, for each table in which somebody can be named. */
const conditions = {
  events: `user IN ${users} OR ${ofAccount} OR (name = 'record_matched' AND texts['record'] IN ${accounts})`,
  account_traits: `${ofAccount} OR (kind = 'text' AND text IN ${accounts})`,
  user_traits: `user IN ${users} OR user IN ${lonely} OR (trait = '${previousIdTrait}' AND text IN ${users})`,
  memberships: `user IN ${users} OR ${ofAccount}`,
  moves: `record IN ${accounts} OR from IN ${accounts} OR to IN ${accounts}`,
  snapshots: `account IN ${accounts}`,
  snapshots_between: `account IN ${accounts}`,
  snapshots_newest: `account IN ${accounts}`,
  transitions: `account IN ${accounts}`,
  journey_states: `account IN ${accounts}`,
  foundations: `account IN ${accounts}`,
} as const satisfies Record<string, string>;
type Table = keyof typeof conditions;

/** Every other table, and why it names nobody. A test compares both lists with the tables that there are. */
export const namesNobody = {
  event_names: "names of events, which are made again from what stays",
  evaluations: "how far scoring has come",
  migrations: "",
  retentions: "what rules have taken away, in numbers",
  lookups: "in memory, for as long as a question takes",
} as const;

export const erasedTables = Object.keys(conditions) as readonly Table[];

const naming = (table: Table): string => `workspace = {workspace:String} AND (${conditions[table]})`;

function rowsOf(rows: ReadonlyMap<Table, number>): ErasedFromLog["rows"] {
  const sum = (...tables: readonly Table[]): number => tables.reduce((total, table) => total + (rows.get(table) ?? 0), 0);
  return { events: sum("events"), traits: sum("account_traits", "user_traits"), memberships: sum("memberships"), scores: sum("snapshots", "snapshots_between", "snapshots_newest", "transitions", "journey_states", "foundations") };
}

/** Ids in one answer. */
const idsAtOnce = 500_000;
const limits = { seconds: 3600 };

/** Erases from ClickHouse: by changes of stored rows, because a row that is only marked as deleted stays on the disk. */
export class ClickHouseErasure implements LogErasure {
  readonly #clickHouse: ClickHouse;

  constructor(clickHouse: ClickHouse) {
    this.#clickHouse = clickHouse;
  }

  async *subjects(workspace: string): AsyncIterable<readonly Subject[]> {
    const everywhere = {
      user: ["events", "user_traits", "memberships"].map((table) => `SELECT user AS id FROM ${table} WHERE workspace = {workspace:String}`).concat(`SELECT text FROM user_traits WHERE workspace = {workspace:String} AND trait = '${previousIdTrait}'`),
      account: ["events", "account_traits", "memberships", "snapshots", "snapshots_between", "snapshots_newest", "transitions", "journey_states", "foundations"].map((table) => `SELECT account AS id FROM ${table} WHERE workspace = {workspace:String}`)
        .concat(["events", "account_traits", "memberships"].map((table) => `SELECT record FROM ${table} WHERE workspace = {workspace:String}`))
        .concat("SELECT texts['record'] FROM events WHERE workspace = {workspace:String} AND name = 'record_matched'"),
    } as const;
    for (const kind of ["user", "account"] as const) {
      const ids = `SELECT DISTINCT id FROM (${everywhere[kind].join(" UNION ALL ")}) WHERE id != ''`;
      const [count] = await this.#clickHouse.rows<{ n: number }>({ name: "how many ids there are", text: `SELECT count() AS n FROM (${ids})`, parameters: { workspace }, limits });
      const slices = Math.ceil((count?.n ?? 0) / idsAtOnce);
      for (let slice = 0; slice < slices; slice += 1) {
        const blocks = await this.#clickHouse.blocks({ name: "ids of users and accounts", text: `${ids} AND cityHash64(id) % {slices:UInt32} = {slice:UInt32}`, parameters: { workspace, slices, slice }, limits });
        for (const block of blocks) yield textsOf(block, "id").map((id): Subject => ({ kind, id }));
      }
    }
  }

  async previousIds(workspace: string, of: readonly string[]): Promise<readonly string[]> {
    const known = new Set(of);
    for (let next = [...of]; next.length > 0; ) {
      const rows = await this.#clickHouse.rows<{ id: string }>({
        name: "earlier ids of users",
        text: `SELECT DISTINCT text AS id FROM user_traits WHERE workspace = {workspace:String} AND trait = '${previousIdTrait}' AND kind = 'text' AND user IN {users:Array(String)}`,
        parameters: { workspace, users: next },
      });
      next = rows.map(({ id }) => id).filter((id) => id !== "" && !known.has(id));
      for (const id of next) known.add(id);
    }
    return [...known].filter((id) => !of.includes(id));
  }

  async count(workspace: string, subjects: readonly Subject[]): Promise<ErasedFromLog["rows"]> {
    return this.#naming(workspace, subjects, async (parameters) => {
      const rows = new Map<Table, number>();
      for (const table of erasedTables) rows.set(table, await this.#countIn(table, parameters));
      return rowsOf(rows);
    });
  }

  async erase(workspace: string, subjects: readonly Subject[]): Promise<ErasedFromLog> {
    return this.#naming(workspace, subjects, (parameters) => this.#eraseListed(workspace, parameters));
  }

  async #naming<T>(workspace: string, subjects: readonly Subject[], work: (parameters: Bound) => Promise<T>): Promise<T> {
    const idsOf = (kind: Subject["kind"]): string[] => subjects.filter((subject) => subject.kind === kind).map(({ id }) => id);
    return withLists(this.#clickHouse, { users: idsOf("user"), accounts: idsOf("account") }, async (named) => {
      const alone = await this.#lonely({ workspace, ...named });
      return withLists(this.#clickHouse, { lonely: alone }, (more) => work({ workspace, ...named, ...more }));
    });
  }

  async #eraseListed(workspace: string, parameters: Bound): Promise<ErasedFromLog> {
    const touched = await this.#touched(parameters);
    const rows = new Map<Table, number>();
    for (const table of erasedTables) rows.set(table, await this.#erase(table, parameters));
    await this.#settleNames(workspace);
    if (touched.size > 0) await this.#scoreAgain(workspace);
    await purgeOldParts(this.#clickHouse, [...erasedTables, "event_names"]);
    return { rows: rowsOf(rows), touched };
  }

  /** Users of accounts that go who were seen in no other. */
  async #lonely(parameters: Bound): Promise<readonly string[]> {
    const belonging = (where: string): string => `SELECT DISTINCT user FROM memberships WHERE workspace = {workspace:String} AND ${where} UNION DISTINCT SELECT DISTINCT user FROM events WHERE workspace = {workspace:String} AND user != '' AND ${where}`;
    const rows = await this.#clickHouse.rows<{ user: string }>({
      name: "users of no other account",
      text: `SELECT user FROM (${belonging(`account IN ${accounts}`)}) WHERE user NOT IN (${belonging(`account != '' AND account NOT IN ${accounts}`)})`,
      parameters,
      limits,
    });
    return rows.map(({ user }) => user);
  }

  async #touched(parameters: Bound): Promise<ReadonlyMap<string, Instant>> {
    const of = (table: string): string => `SELECT account, toFloat64(toUnixTimestamp64Milli(min(time))) AS earliest FROM ${table} WHERE workspace = {workspace:String} AND user IN ${users} AND account != '' AND account NOT IN ${accounts} GROUP BY account`;
    const touched = new Map<string, Instant>();
    const blocks = await this.#clickHouse.blocks({ name: "accounts of users", text: `SELECT account, min(earliest) AS earliest FROM (${of("events")} UNION ALL ${of("memberships")}) GROUP BY account`, parameters, limits });
    for (const block of blocks) textsOf(block, "account").forEach((account, row) => touched.set(account, numbersOf(block, "earliest")[row] as number));
    return touched;
  }

  async #countIn(table: Table, parameters: Bound): Promise<number> {
    const [found] = await this.#clickHouse.rows<{ n: number }>({ name: `rows of ${table} to erase`, text: `SELECT count() AS n FROM ${table} WHERE ${naming(table)}`, parameters, limits });
    return found?.n ?? 0;
  }

  async #erase(table: Table, parameters: Bound): Promise<number> {
    const rows = await this.#countIn(table, parameters);
    if (rows > 0) await this.#clickHouse.command({ name: `erase from ${table}`, text: `ALTER TABLE ${table} DELETE WHERE ${naming(table)} SETTINGS mutations_sync = 2`, parameters, limits });
    // What was moved or scored again is only marked as deleted until then.
    await this.#clickHouse.command({ name: `remove what is marked as deleted from ${table}`, text: `ALTER TABLE ${table} APPLY DELETED MASK SETTINGS mutations_sync = 2`, limits });
    return rows;
  }

  /** The first event of each name, as those that stay say it. The other first is written before one goes: a name without its event does no harm. */
  async #settleNames(workspace: string): Promise<void> {
    const parameters = { workspace };
    const events = "SELECT name, min(time) AS first FROM events WHERE workspace = {workspace:String} GROUP BY name";
    const names = "SELECT CAST(name, 'String') AS name, min(first) AS first FROM event_names WHERE workspace = {workspace:String} GROUP BY name";
    await this.#clickHouse.command({
      name: "note the first events that stay",
      text: `INSERT INTO event_names (workspace, name, first) SELECT {workspace:String}, CAST(name, 'String'), first FROM (${events}) WHERE (CAST(name, 'String'), first) NOT IN (${names})`,
      parameters,
      limits,
    });
    const gone = `workspace = {workspace:String} AND (name, first) NOT IN (SELECT CAST(name, 'String'), first FROM (${events}))`;
    const [stale] = await this.#clickHouse.rows<{ n: number }>({ name: "names of erased events", text: `SELECT count() AS n FROM event_names WHERE ${gone}`, parameters, limits });
    if ((stale?.n ?? 0) > 0) await this.#clickHouse.command({ name: "erase names of events", text: `ALTER TABLE event_names DELETE WHERE ${gone} SETTINGS mutations_sync = 2`, parameters, limits });
  }

  /** Whoever starts scoring next begins with the first fact; whoever scores now is told which accounts it is. */
  #scoreAgain(workspace: string): Promise<void> {
    return this.#clickHouse.command({ name: "forget how far scoring has come", text: "ALTER TABLE evaluations DELETE WHERE workspace = {workspace:String} SETTINGS mutations_sync = 2", parameters: { workspace }, limits });
  }
}
