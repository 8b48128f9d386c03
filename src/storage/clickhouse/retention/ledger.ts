import type { Applied, Foundation, Foundations, RetentionLedger } from "../../../engine/retention/ports.ts";
import { rememberedFrom, rememberedText } from "../../../engine/retention/foundation-text.ts";
import type { RetentionClass } from "../../../events/retention-class.ts";
import type { Instant } from "../../../lib/zone.ts";
import type { OfAccounts } from "../../../engine/ports.ts";
import { rangeOf } from "../query.ts";
import type { ClickHouse } from "../engine.ts";
import { textsOf } from "../native-reader.ts";
import { type ColumnData, constantColumn } from "../native-writer.ts";
import { boundaryOf } from "./boundary.ts";

/** A boundary moves once a day at most; scoring asks for it with each piece of work. */
const askedAnewMs = 5000;
const rowsAtOnce = 20_000;

/** What rules have taken away, and what scores go on from. */
export class ClickHouseRetentionLedger implements RetentionLedger, Foundations {
  readonly #clickHouse: ClickHouse;
  readonly #clock: () => Instant;
  readonly #known = new Map<string, { readonly at: Instant; readonly boundary: Instant | undefined }>();

  constructor(clickHouse: ClickHouse, clock: () => Instant) {
    this.#clickHouse = clickHouse;
    this.#clock = clock;
  }

  applied(workspace: string): Promise<readonly Applied[]> {
    return this.#clickHouse.rows<{ class: RetentionClass; before: number; replayFrom: number; at: number; rows: number }>({
      name: "what rules of retention have removed",
      text: `SELECT CAST(class, 'String') AS class, toUnixTimestamp64Milli(before) AS before, toUnixTimestamp64Milli(replay_from) AS replayFrom, rows, toUnixTimestamp64Milli(at) AS at
FROM retentions FINAL WHERE workspace = {workspace:String} ORDER BY class`,
      parameters: { workspace },
    }).then((rows) => rows.map((row) => ({ ...row, replayFrom: row.replayFrom === 0 ? Number.NEGATIVE_INFINITY : row.replayFrom })));
  }

  async note(workspace: string, applied: readonly Applied[]): Promise<void> {
    const count = applied.length;
    if (count === 0) return;
    await this.#clickHouse.insert(
      "retentions",
      {
        workspace: constantColumn(workspace, count),
        class: { type: "LowCardinality(String)", texts: applied.map((one) => one.class), places: Uint32Array.from(applied.keys()) },
        before: time(applied.map(({ before }) => before)),
        replay_from: time(applied.map(({ replayFrom }) => Math.max(0, replayFrom))),
        rows: { type: "Float64", values: Float64Array.from(applied, ({ rows }) => rows) },
        at: time(applied.map(({ at }) => at)),
      },
      count,
    );
    this.#known.clear();
    const boundary = Math.max(...applied.map(({ replayFrom }) => replayFrom));
    if (boundary > 0) await this.#clickHouse.command({ name: "foundations of earlier boundaries", text: "DELETE FROM foundations WHERE workspace = {workspace:String} AND as_of < fromUnixTimestamp64Milli({boundary:Int64})", parameters: { workspace, boundary } });
  }

  async boundary(workspace: string): Promise<Instant | undefined> {
    const [known, now] = [this.#known.get(workspace), this.#clock()];
    if (known && Math.abs(now - known.at) < askedAnewMs) return known.boundary;
    const [row] = await this.#clickHouse.rows<{ boundary: number }>(boundaryOf(workspace));
    this.#known.set(workspace, { at: now, boundary: row?.boundary });
    return row?.boundary;
  }

  async read({ workspace, version, accounts }: OfAccounts): Promise<ReadonlyMap<string, Foundation>> {
    const [asOf, wanted] = [await this.boundary(workspace), new Set(accounts)];
    const found = new Map<string, Foundation>();
    if (asOf === undefined || wanted.size === 0) return found;
    const blocks = await this.#clickHouse.blocks({
      name: "what the midnight of the boundary left",
      text: `SELECT account, argMax(remembered, written_at) AS memory, argMax(journey, written_at) AS way FROM foundations
WHERE workspace = {workspace:String} AND version = {version:String} AND account >= {from:String} AND account <= {to:String} AND as_of = fromUnixTimestamp64Milli({asOf:Int64}) GROUP BY account`,
      parameters: { workspace, version, asOf, ...rangeOf(accounts) },
    });
    for (const block of blocks) {
      const [memories, ways] = [textsOf(block, "memory"), textsOf(block, "way")];
      textsOf(block, "account").forEach((account, row) => {
        if (wanted.has(account)) found.set(account, { remembered: rememberedFrom(memories[row] as string), journey: ways[row] === "" ? undefined : ways[row] });
      });
    }
    return found;
  }

  /** Those of midnights before go once the boundary is written. */
  async write({ workspace, version, asOf, of }: Parameters<Foundations["write"]>[0]): Promise<void> {
    const all = [...of];
    for (let first = 0; first < all.length; first += rowsAtOnce) {
      const some = all.slice(first, first + rowsAtOnce);
      const count = some.length;
      const texts = (values: readonly string[]): ColumnData => ({ type: "String", values });
      await this.#clickHouse.insert(
        "foundations",
        {
          workspace: constantColumn(workspace, count),
          version: constantColumn(version, count),
          account: texts(some.map(([account]) => account)),
          as_of: time(some.map(() => asOf)),
          remembered: texts(some.map(([, { remembered }]) => rememberedText(remembered))),
          journey: texts(some.map(([, { journey }]) => journey ?? "")),
          written_at: time(some.map(() => this.#clock())),
        },
        count,
      );
    }
  }
}

const time = (values: readonly number[]): ColumnData => ({ type: "DateTime64(3, 'UTC')", values: Float64Array.from(values) });
