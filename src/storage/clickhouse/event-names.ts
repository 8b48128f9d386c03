import type { EventFact } from "../../events/fact.ts";
import type { Instant } from "../../lib/zone.ts";
import type { ClickHouse } from "./engine.ts";
import { constantColumn } from "./native-writer.ts";
import { numbersOf, textsOf } from "./native-reader.ts";
import type { Query } from "./query.ts";

/** The first event of each name, from the small table beside the log. */
export const firstEvents = (workspace: string): Query => ({
  name: "first event of each name",
  text: `SELECT name, toFloat64(toUnixTimestamp64Milli(min(first))) AS first
FROM event_names WHERE workspace = {workspace:String} GROUP BY name`,
  parameters: { workspace },
});

/** Keeps `event_names` in step with the log: a row for a name that is new, or that is now seen earlier. */
export class EventNames {
  readonly #clickHouse: ClickHouse;
  readonly #workspace: string;
  readonly #first = new Map<string, Instant>();

  private constructor(clickHouse: ClickHouse, workspace: string) {
    this.#clickHouse = clickHouse;
    this.#workspace = workspace;
  }

  static async load(clickHouse: ClickHouse, workspace: string): Promise<EventNames> {
    const names = new EventNames(clickHouse, workspace);
    for (const block of await clickHouse.blocks(firstEvents(workspace))) {
      const first = numbersOf(block, "first");
      textsOf(block, "name").forEach((name, row) => names.#first.set(name, first[row] as number));
    }
    return names;
  }

  /** To be called before the events are stored: a name without its event does no harm, an event without its name would. */
  async note(events: readonly EventFact[]): Promise<void> {
    const earlier = new Map<string, Instant>();
    for (const { name, time } of events) {
      if (time < (earlier.get(name) ?? this.#first.get(name) ?? Infinity)) earlier.set(name, time);
    }
    if (earlier.size === 0) return;
    await this.#clickHouse.insert(
      "event_names",
      {
        workspace: constantColumn(this.#workspace, earlier.size),
        name: { type: "String", values: [...earlier.keys()] },
        first: { type: "DateTime64(3, 'UTC')", values: Float64Array.from(earlier.values()) },
      },
      earlier.size,
    );
    for (const [name, time] of earlier) this.#first.set(name, time);
  }
}
