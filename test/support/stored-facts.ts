import type { Attribution, Fact, Scalar } from "../../src/events/fact.ts";
import type { ClickHouse } from "../../src/storage/clickhouse/engine.ts";
import { type ReadBlock, mapsOf, numbersOf, textsOf } from "../../src/storage/clickhouse/native-reader.ts";

const ms = (column: string): string => `toFloat64(toUnixTimestamp64Milli(${column})) AS ${column}`;
const text = (column: string): string => `CAST(${column}, 'String') AS ${column}`;
const recorded = ["message_id", ms("time"), ms("known_at"), text("source")];

const columns: Readonly<Record<string, readonly string[]>> = {
  events: [
    "account", "user", text("name"), ms("original_time"), ms("sent_at"), ms("received_at"), text("attribution"),
    "CAST(numbers, 'Map(String, Float64)') AS numbers", "CAST(texts, 'Map(String, String)') AS texts",
  ],
  account_traits: ["account", text("trait"), text("kind"), "number", "text"],
  user_traits: ["user", text("trait"), text("kind"), "number", "text"],
  memberships: ["account", "user"],
};

/** Every fact of a workspace as it lies in the tables, in no particular order; the test of what was stored. */
export async function storedFacts(clickHouse: ClickHouse, workspace: string): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const [table, own] of Object.entries(columns)) {
    const blocks = await clickHouse.blocks({
      name: `everything in ${table}`,
      text: `SELECT ${[...recorded, ...own].join(", ")} FROM ${table} WHERE workspace = {workspace:String}`,
      parameters: { workspace },
    });
    for (const block of blocks) for (let row = 0; row < block.rows; row += 1) facts.push(factOf(table, block, row));
  }
  return facts;
}

function factOf(table: string, block: ReadBlock, row: number): Fact {
  const t = (name: string): string => textsOf(block, name)[row] as string;
  const n = (name: string): number => numbersOf(block, name)[row] as number;
  const common = { messageId: t("message_id"), time: n("time"), knownAt: n("known_at"), source: t("source") };
  const value = (): Scalar | null => (t("kind") === "null" ? null : t("kind") === "number" ? n("number") : t("text"));
  switch (table) {
    case "account_traits":
      return { type: "account_trait", ...common, account: t("account"), trait: t("trait"), value: value() };
    case "user_traits":
      return { type: "user_trait", ...common, user: t("user"), trait: t("trait"), value: value() };
    case "memberships":
      return { type: "membership", ...common, account: t("account"), user: t("user") };
    default:
      return {
        type: "event", ...common, account: t("account"), user: t("user"), name: t("name"),
        properties: Object.fromEntries([...mapsOf(block, "numbers")(row), ...mapsOf(block, "texts")(row)]),
        originalTime: n("original_time"), receivedAt: n("received_at"), attribution: t("attribution") as Attribution,
        ...(n("sent_at") > 0 && { sentAt: n("sent_at") }),
      };
  }
}
