import { murmur3 } from "../../lib/murmur.ts";
import { SeenWindow } from "../../lib/seen-window.ts";
import { type Instant, dayMs } from "../../lib/zone.ts";
import type { Deduplication } from "./deduplication.ts";
import type { ClickHouse } from "./engine.ts";
import { listed, withLists } from "./lists.ts";
import { type ReadBlock, numbersOf, textsOf } from "./native-reader.ts";
import type { Parameters as Bound } from "./query.ts";

const tables = ["events", "account_traits", "user_traits", "memberships"] as const;
const everyTable = (select: string, where: string): string =>
  tables.map((table) => `SELECT ${select} FROM ${table} WHERE workspace = {workspace:String} AND stored_at >= fromUnixTimestamp64Milli({since:Int64})${where}`).join("\nUNION ALL ");

const day = `toUInt32(intDiv(toUnixTimestamp64Milli(stored_at), ${dayMs}))`;
const storedDays = `SELECT day, sum(ids) AS ids FROM (${everyTable(`${day} AS day, count() AS ids`, " GROUP BY day")}) GROUP BY day ORDER BY day`;
const storedHashes = everyTable(`murmurHash3_32(message_id) AS hash, ${day} AS day`, " AND hash % {slices:UInt32} = {slice:UInt32}");

/** Hashes that are in memory at the same time while filters are filled at the start: 128 MB with their days. */
const hashesAtOnce = 2 ** 24;
/** Up to 100 characters each, and a parameter holds some 200 kB. More ids go through a table in memory. */
const idsInParameter = 500;

/**
 * Which message ids of one workspace were stored within a window. Filters in memory answer "surely new"; what they call
 * maybe seen is looked up exactly in the tables. So the answer is exact, memory is bounded, and filters that hold too much
 * make it slower, never wrong. What was stored before the window is new.
 */
export class KnownIds {
  readonly #clickHouse: ClickHouse;
  readonly #workspace: string;
  readonly #windowMs: number;
  readonly #window: SeenWindow;

  private constructor(clickHouse: ClickHouse, workspace: string, { windowMs, memory }: Deduplication) {
    this.#clickHouse = clickHouse;
    this.#workspace = workspace;
    this.#windowMs = windowMs;
    this.#window = new SeenWindow(windowMs, memory);
  }

  static async load(clickHouse: ClickHouse, workspace: string, about: Deduplication & { readonly now: Instant }): Promise<KnownIds> {
    const known = new KnownIds(clickHouse, workspace, about);
    await known.#fill(about.now);
    return known;
  }

  /** Memory of the filters. */
  get bytes(): number {
    return this.#window.bytes;
  }

  /**
   * One byte for each id: 1 when it is new, both to the tables and to the ids in front of it; 2 when this very batch
   * has stored it in an attempt that didn't finish; 0 when another one has.
   */
  async addNew(ids: readonly string[], { batchId, now }: { readonly batchId: string; readonly now: Instant }): Promise<Uint8Array> {
    const isNew = new Uint8Array(ids.length);
    const maybe: number[] = [];
    ids.forEach((id, index) => {
      if (this.#window.add(murmur3(id), now)) maybe.push(index);
      else isNew[index] = 1;
    });
    if (maybe.length > 0) await this.#settle(ids, isNew, { maybe, batchId, now });
    return isNew;
  }

  async #settle(ids: readonly string[], isNew: Uint8Array, { maybe, batchId, now }: { readonly maybe: readonly number[]; readonly batchId: string; readonly now: Instant }): Promise<void> {
    const suspects = new Set(maybe.map((index) => ids[index] as string));
    const stored = await this.#stored([...suspects], this.#since(now));
    const earlier = new Set<string>();
    ids.forEach((id, index) => {
      if (!suspects.has(id)) return;
      if (isNew[index] === 0 && !earlier.has(id)) isNew[index] = !stored.has(id) ? 1 : stored.get(id) === batchId ? 2 : 0;
      earlier.add(id);
    });
  }

  /** Ids that are stored, with the batch that stored them. */
  async #stored(ids: readonly string[], since: Instant): Promise<Map<string, string>> {
    if (ids.length <= idsInParameter) return this.#lookUp("{ids:Array(String)}", { ids, since });
    return withLists(this.#clickHouse, { ids }, (named) => this.#lookUp(listed("ids"), { ...named, since }));
  }

  async #lookUp(ids: string, parameters: Bound): Promise<Map<string, string>> {
    const text = everyTable("message_id, CAST(batch_id, 'String') AS batch_id", ` AND message_id IN ${ids}`);
    const blocks = await this.#clickHouse.blocks({ name: "stored message ids", text, parameters: { ...parameters, workspace: this.#workspace } });
    return new Map(blocks.flatMap((block) => pairsOf(block)));
  }

  #since(now: Instant): Instant {
    return Math.max(0, now - this.#windowMs);
  }

  /** Filters as they would be had this process stored everything itself, with room for as much again on the newest day. */
  async #fill(now: Instant): Promise<void> {
    const parameters = { workspace: this.#workspace, since: this.#since(now) };
    const days = await this.#clickHouse.rows<{ day: number; ids: number }>({ name: "days of stored message ids", text: storedDays, parameters });
    const all = days.reduce((sum, { ids }) => sum + ids, 0);
    if (all === 0) return;
    const expected = this.#windowMs === Number.POSITIVE_INFINITY ? [{ day: 0, ids: all }] : days;
    expected.forEach(({ day: one, ids }, place) => this.#window.expect(place === expected.length - 1 ? ids * 2 : ids, one * dayMs));
    const slices = Math.ceil(all / hashesAtOnce);
    for (let slice = 0; slice < slices; slice += 1) {
      for (const block of await this.#clickHouse.blocks({ name: "hashes of stored message ids", text: storedHashes, parameters: { ...parameters, slices, slice } })) this.#take(block);
    }
  }

  #take(block: ReadBlock): void {
    const [hashes, days] = [numbersOf(block, "hash"), numbersOf(block, "day")];
    for (let row = 0; row < block.rows; row += 1) this.#window.restore(hashes[row] as number, (days[row] as number) * dayMs);
  }
}

function pairsOf(block: ReadBlock): (readonly [id: string, batchId: string])[] {
  const batches = textsOf(block, "batch_id");
  return textsOf(block, "message_id").map((id, row) => [id, batches[row] as string] as const);
}
