import { type MatchGround, type Matching, matchRecords } from "../../accounts/matching.ts";
import { type MatchDecision, type SourceRecord, usedSource } from "../../accounts/source-record.ts";
import type { EventFact } from "../../events/fact.ts";
import { Turns } from "../../lib/turns.ts";
import type { Instant } from "../../lib/zone.ts";
import type { Touched } from "../loader.ts";
import { type MatchSettler, type RecordReader, matchEvent, withdrawalEvent } from "../match.ts";
import type { DataSpan, FactLog } from "../ports.ts";
import { ImportRefused } from "./import-desk.ts";
import type { UploadStore } from "./ports.ts";

interface Named {
  readonly source: string;
  readonly record: string;
}

/** What somebody decides, one or many at a time. */
export type MatchAsked =
  /** All proposals of some grounds. */
  | { readonly act: "accept_all"; readonly grounds: readonly MatchGround[] }
  | ({ readonly act: "match"; readonly account: string } & Named)
  /** Takes a match back. */
  | ({ readonly act: "undo" } & Named)
  /** Isn't proposed any more, until it is again. */
  | ({ readonly act: "decline" } & Named)
  | ({ readonly act: "propose_again" } & Named);

type Dismissal = Extract<MatchAsked, { readonly act: "decline" | "propose_again" }>;

export interface Matchings extends Matching {
  /** Of which the records are; most often there is one, and nothing to match. */
  readonly sources: readonly string[];
  /** The source whose ids are the accounts'; undefined where that has to be said. */
  readonly into: string | undefined;
  readonly declined: Matching["proposals"];
  readonly names: ReadonlyMap<string, string>;
}

interface Parts {
  readonly workspace: string;
  readonly uploads: UploadStore;
  readonly store: () => Promise<MatchSettler & { readonly log: FactLog; readonly records: RecordReader; readonly accounts: DataSpan }>;
  readonly quiet: <T>(work: () => Promise<T>) => Promise<T>;
  readonly clock: () => Instant;
  readonly uniqueId: () => string;
  readonly onMatched: (touched: Touched, gone: readonly string[]) => void;
}

const keyOf = ({ source, record }: Named): string => JSON.stringify([source, record]);

/** Which records of several sources are of the same account. */
export class MatchDesk {
  readonly #parts: Parts;
  /** What one declines must not be lost because another declines something at the same time. */
  readonly #turns = new Turns();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async matchings(asked: string | undefined): Promise<Matchings> {
    const { records, decided } = await this.#read();
    const sources = [...new Set(records.map(({ source }) => source))].toSorted();
    const into = asked !== undefined && sources.includes(asked) ? asked : (usedSource(records) ?? mostUsed(records));
    const names = new Map(records.filter(({ source }) => source === into).map(({ record, name }) => [record, name ?? record]));
    if (into === undefined) return { sources, into, names, proposals: [], declined: [], questions: [], unmatched: [], decided };
    const declined = new Set(await this.#declined());
    // The same id is the same account already, whoever sends it.
    const others = records.filter(({ source, record }) => source === into || !names.has(record));
    const { proposals, ...rest } = matchRecords({ records: others, into, decided });
    const isDeclined = ({ record }: { readonly record: SourceRecord }): boolean => declined.has(keyOf(record));
    return { ...rest, sources, into, names, proposals: proposals.filter((one) => !isDeclined(one)), declined: proposals.filter(isDeclined) };
  }

  /** Records what somebody decided. It counts for the past too. */
  async decide(into: string | undefined, asked: MatchAsked, author: string): Promise<Matchings> {
    if (asked.act === "decline" || asked.act === "propose_again") await this.#turns.run(() => this.#keepDeclined(asked));
    else await this.#record(eventsFor(asked, { before: await this.matchings(into), author, records: (await this.#read()).records, now: this.#parts.clock() }));
    return this.matchings(into);
  }

  async #record(events: readonly EventFact[]): Promise<void> {
    const { workspace, store, quiet, uniqueId, onMatched } = this.#parts;
    if (events.length === 0) throw new ImportRefused("unknown", "There is nothing of that to decide any more.");
    const opened = await store();
    const before = (await opened.records.decisions(workspace)).map(({ account }) => account);
    await quiet(async () => {
      await opened.log.append(workspace, events, `match-${uniqueId()}`);
      await opened.settleMatches(workspace);
    });
    const from = (await opened.accounts.span(workspace))?.from ?? 0;
    const records = events.flatMap(({ properties }) => (properties["record"] === undefined ? [] : [String(properties["record"])]));
    const accounts = new Set([...before, ...events.map(({ account }) => account), ...records]);
    const matched = new Set(events.filter(({ name }) => name === "record_matched").map(({ properties }) => String(properties["record"])));
    onMatched({ accounts: new Map([...accounts].filter((account) => !matched.has(account)).map((account) => [account, from])), users: new Map() }, [...matched]);
  }

  async #read(): Promise<{ readonly records: readonly SourceRecord[]; readonly decided: readonly MatchDecision[] }> {
    const { records } = await this.#parts.store();
    return { records: await records.records(this.#parts.workspace, this.#parts.clock()), decided: await records.decisions(this.#parts.workspace) };
  }

  async #declined(): Promise<readonly string[]> {
    return JSON.parse((await this.#parts.uploads.text("declined-matches")) ?? "[]") as string[];
  }

  async #keepDeclined(asked: Dismissal): Promise<void> {
    const others = (await this.#declined()).filter((one) => one !== keyOf(asked));
    await this.#parts.uploads.keepText("declined-matches", JSON.stringify(asked.act === "decline" ? [...others, keyOf(asked)] : others));
  }
}

/** Of several sources that saw the product used, or none, the one that knows most accounts. */
function mostUsed(records: readonly SourceRecord[]): string | undefined {
  const counts = new Map<string, number>();
  const used = records.filter((record) => record.used);
  for (const { source } of used.length > 0 ? used : records) counts.set(source, (counts.get(source) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

interface Deciding {
  readonly before: Matchings;
  readonly records: readonly SourceRecord[];
  readonly author: string;
  readonly now: Instant;
}

function eventsFor(asked: Exclude<MatchAsked, Dismissal>, { before, records, author, now }: Deciding): readonly EventFact[] {
  switch (asked.act) {
    case "accept_all":
      return before.proposals.filter(({ by }) => asked.grounds.includes(by)).map(({ record, account, by }) => matchEvent({ source: record.source, record: record.record, account, by, author }, now));
    case "match": {
      const known = records.some((record) => keyOf(record) === keyOf(asked)) && before.names.has(asked.account);
      const proposed = before.proposals.find(({ record, account }) => keyOf(record) === keyOf(asked) && account === asked.account);
      return known ? [matchEvent({ source: asked.source, record: asked.record, account: asked.account, by: proposed?.by ?? "explicit", author }, now)] : [];
    }
    case "undo":
      return before.decided.filter((decision) => keyOf(decision) === keyOf(asked)).map((decision) => withdrawalEvent(decision, author, now));
  }
}
