import type { EventPlace, EventReader, EventsRequest, FoundEvents } from "../../engine/events-behind.ts";
import { compareText } from "../../lib/text-order.ts";
import type { MemoryFactLog } from "./fact-log.ts";
import { selected } from "./measure/selection.ts";
import { viewOf } from "./measure/view.ts";
import { earlierFacts, standingFacts } from "./measure/visible.ts";

/** The events that numbers are made of, from plain arrays. */
export class MemoryEventReader implements EventReader {
  readonly #log: MemoryFactLog;

  constructor(log: MemoryFactLog) {
    this.#log = log;
  }

  readEvents(request: EventsRequest): Promise<FoundEvents> {
    return Promise.resolve(this.#found(request));
  }

  #found({ workspace, account, asOf, stretches, limit, name, user, after }: EventsRequest): FoundEvents {
    const earlier = earlierFacts(this.#log.facts(workspace), asOf);
    const view = viewOf(account, { earlier, standing: standingFacts(earlier) });
    const behind = new Set(stretches.flatMap(({ selection, from, to }) => selected(selection, view).filter(({ time }) => time >= from && time < to)));
    const events = [...behind].filter((event) => (name === undefined || event.name === name) && (user === undefined || event.user === user)).sort(inOrder);
    return { events: events.filter((event) => !after || inOrder(after, event) < 0).slice(0, limit), total: events.length };
  }
}

const inOrder = (left: EventPlace, right: EventPlace): number => right.time - left.time || compareText(left.messageId, right.messageId);
