import { inOrder } from "../../accounts/account-log.ts";
import { type JudgementReader, type JudgementRequest, contactNames, judgementNames, repeatedNames } from "../../engine/judgement/judgement-reader.ts";
import type { EventFact } from "../../events/fact.ts";
import { compareText } from "../../lib/text-order.ts";
import type { Instant } from "../../lib/zone.ts";
import type { MemoryFactLog } from "./fact-log.ts";

/** What people recorded, from plain arrays. */
export class MemoryJudgementReader implements JudgementReader {
  readonly #log: MemoryFactLog;

  constructor(log: MemoryFactLog) {
    this.#log = log;
  }

  recordedOf({ account, limit, ...about }: JudgementRequest & { readonly account: string; readonly limit: number }): Promise<EventFact[]> {
    const events = this.#before(about);
    const own = events.filter((event) => event.account === account && isOneOf(judgementNames, event)).sort(inOrder).reverse();
    const ids = new Set<unknown>(own.map(({ messageId }) => messageId));
    const withdrawals = events.filter((event) => event.name === "withdrawn" && ids.has(event.properties["withdraws"]));
    return Promise.resolve([...own.slice(0, limit), ...withdrawals].sort((left, right) => inOrder(right, left)));
  }

  latestRepeated(about: JudgementRequest): Promise<EventFact[]> {
    const events = this.#before(about);
    const withdrawn = new Set<unknown>(events.filter(({ name }) => name === "withdrawn").map(({ properties }) => properties["withdraws"]));
    const standing = events.filter((event) => event.account !== "" && isOneOf(repeatedNames, event) && !withdrawn.has(event.messageId)).sort(inOrder);
    return Promise.resolve([...new Map(standing.map((event) => [JSON.stringify([event.account, event.name, event.properties["measurement"] ?? ""]), event])).values()].sort((left, right) => compareText(left.account, right.account)));
  }

  contacts({ from, ...about }: JudgementRequest & { readonly from: Instant }): Promise<EventFact[]> {
    const found = this.#before(about).filter((event) => event.account !== "" && event.time >= from && isOneOf(contactNames, event));
    return Promise.resolve(found.sort((left, right) => compareText(left.account, right.account) || inOrder(left, right)));
  }

  ownerChanges(about: JudgementRequest): Promise<EventFact[]> {
    const changes = this.#before(about).filter(({ account, name }) => account !== "" && name === "owner_changed");
    return Promise.resolve(changes.sort((left, right) => compareText(left.account, right.account) || inOrder(left, right)));
  }

  #before({ workspace, asOf }: JudgementRequest): EventFact[] {
    return this.#log.facts(workspace).filter((fact) => fact.type === "event").filter(({ time }) => time < asOf);
  }
}

const isOneOf = (names: readonly string[], { name }: EventFact): boolean => names.includes(name);
