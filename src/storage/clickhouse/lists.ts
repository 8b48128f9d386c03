import { randomUUID } from "node:crypto";
import type { ClickHouse } from "./engine.ts";
import { repeatedTexts } from "./native-writer.ts";
import type { Parameters as Bound } from "./query.ts";

/** The ids of a list, in a condition. */
export const listed = (list: string): string => `(SELECT message_id FROM lookups WHERE lookup = {${list}:String})`;

/**
 * Works with ids that lie in a table in memory. A long list doesn't fit into a parameter; and the engine keeps the text of a
 * change of stored rows on the disk, so a text with ids would go on naming whom it took away. A change that a crash left
 * behind finds its lists empty and changes nothing.
 */
export async function withLists<T>(clickHouse: ClickHouse, lists: Readonly<Record<string, readonly string[]>>, work: (parameters: Bound) => Promise<T>): Promise<T> {
  const names = Object.keys(lists).map((list) => [list, `${list}-${randomUUID()}`] as const);
  const places = names.flatMap(([list, name]) => (lists[list] ?? []).map((id) => [name, id] as const));
  try {
    await clickHouse.insert("lookups", { lookup: repeatedTexts(places.map(([name]) => name)), message_id: { type: "String", values: places.map(([, id]) => id) } }, places.length);
    return await work(Object.fromEntries(names));
  } finally {
    if (places.length > 0) await clickHouse.command({ name: "close lists of ids", text: "ALTER TABLE lookups DELETE WHERE lookup IN {names:Array(String)}", parameters: { names: names.map(([, name]) => name) } });
  }
}
