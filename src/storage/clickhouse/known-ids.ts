import { randomUUID } from "node:crypto";
import { SeenFilter } from "../../lib/bloom.ts";
import { murmur3 } from "../../lib/murmur.ts";
import type { ClickHouse } from "./engine.ts";
import { type ReadBlock, numbersOf, textsOf } from "./native-reader.ts";
import { constantColumn } from "./native-writer.ts";

const tables = ["events", "account_traits", "user_traits", "memberships"] as const;
const everyTable = (select: string, where: string): string =>
  tables.map((table) => `SELECT ${select} FROM ${table} WHERE workspace = {workspace:String}${where}`).join("\nUNION ALL ");

const storedHashes = everyTable("murmurHash3_32(message_id) AS hash", "");
/** A filter of half a megabyte; it grows with the ids, and many small workspaces stay small. */
const smallestCapacity = 200_000;

/**
 * Which message ids of one workspace are stored. A filter in memory answers "surely new"; what it calls maybe seen
 * is looked up exactly in the tables, so the answer is always exact and memory stays at two bytes for each id.
 */
export class KnownIds {
  #filter = new SeenFilter(smallestCapacity);
  #capacity = smallestCapacity;
  #added = 0;

  private readonly clickHouse: ClickHouse;
  private readonly workspace: string;

  private constructor(clickHouse: ClickHouse, workspace: string) {
    this.clickHouse = clickHouse;
    this.workspace = workspace;
  }

  static async load(clickHouse: ClickHouse, workspace: string): Promise<KnownIds> {
    const known = new KnownIds(clickHouse, workspace);
    await known.#rebuild(0);
    return known;
  }

  /**
   * One byte for each id: 1 when it is new, both to the tables and to the ids in front of it; 2 when this very batch
   * has stored it in an attempt that didn't finish; 0 when another one has.
   */
  async addNew(ids: readonly string[], batchId: string): Promise<Uint8Array> {
    if (this.#added + ids.length > this.#capacity) await this.#rebuild(ids.length);
    const isNew = new Uint8Array(ids.length);
    const maybe: number[] = [];
    ids.forEach((id, index) => {
      if (this.#filter.add(murmur3(id))) maybe.push(index);
      else isNew[index] = 1;
    });
    this.#added += ids.length;
    if (maybe.length > 0) await this.#settle(ids, isNew, { maybe, batchId });
    return isNew;
  }

  async #settle(ids: readonly string[], isNew: Uint8Array, { maybe, batchId }: { readonly maybe: readonly number[]; readonly batchId: string }): Promise<void> {
    const stored = await this.#stored(maybe.map((index) => ids[index] as string));
    const suspects = new Set(maybe.map((index) => ids[index] as string));
    const earlier = new Set<string>();
    ids.forEach((id, index) => {
      if (!suspects.has(id)) return;
      if (isNew[index] === 0 && !earlier.has(id)) isNew[index] = !stored.has(id) ? 1 : stored.get(id) === batchId ? 2 : 0;
      earlier.add(id);
    });
  }

  /** Ids that are stored, with the batch that stored them; through a table in memory, because a long list of ids doesn't fit into a parameter. */
  async #stored(ids: readonly string[]): Promise<Map<string, string>> {
    const lookup = randomUUID();
    try {
      await this.clickHouse.insert("lookups", { lookup: constantColumn(lookup, ids.length), message_id: { type: "String", values: ids } }, ids.length);
      const blocks = await this.clickHouse.blocks({
        name: "stored message ids",
        text: everyTable("message_id, CAST(batch_id, 'String') AS batch_id", " AND message_id IN (SELECT message_id FROM lookups WHERE lookup = {lookup:String})"),
        parameters: { workspace: this.workspace, lookup },
      });
      return new Map(blocks.flatMap((block) => pairsOf(block)));
    } finally {
      await this.clickHouse.command({ name: "close a lookup of message ids", text: "ALTER TABLE lookups DELETE WHERE lookup = {lookup:String}", parameters: { lookup } });
    }
  }

  async #rebuild(coming: number): Promise<void> {
    const blocks = await this.clickHouse.blocks({ name: "hashes of stored message ids", text: storedHashes, parameters: { workspace: this.workspace } });
    const stored = blocks.reduce((rows, block) => rows + block.rows, 0);
    this.#capacity = Math.max(smallestCapacity, (stored + coming) * 2);
    this.#added = stored;
    this.#filter = new SeenFilter(this.#capacity);
    for (const block of blocks) for (const hash of numbersOf(block, "hash")) this.#filter.add(hash);
  }
}

function pairsOf(block: ReadBlock): (readonly [id: string, batchId: string])[] {
  const batches = textsOf(block, "batch_id");
  return textsOf(block, "message_id").map((id, row) => [id, batches[row] as string] as const);
}
