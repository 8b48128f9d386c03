import { join } from "node:path";
import type { DeadLetters } from "../engine/dead-letters.ts";
import { namesForgotten } from "../engine/forget/redact.ts";
import type { Forgotten } from "../engine/forget/tombstone.ts";
import { Loader } from "../engine/loader.ts";
import { ClickHouseAttributedEvents } from "../storage/clickhouse/attributed-events.ts";
import { ClickHouseMembershipReader } from "../storage/clickhouse/membership-reader.ts";
import type { ClickHouseStore } from "../storage/clickhouse/store.ts";
import { FileDeadLetters } from "../storage/dead-letters/file-dead-letters.ts";
import { FileJournal } from "../storage/journal/journal.ts";
import type { JournalSettings } from "../storage/journal/settings.ts";

export interface StoppedSurroundings {
  readonly directory: string;
  /** As the environment says: whoever commits a batch also drops files that are older than it has them kept. */
  readonly journal: Partial<JournalSettings>;
  readonly openStore: () => Promise<ClickHouseStore>;
  readonly clock: () => number;
  readonly report: (line: string) => void;
}

/** What a data directory holds of calls, facts and scores. */
export interface StoppedStores {
  readonly journal: FileJournal;
  readonly deadLetters: FileDeadLetters;
  readonly store: ClickHouseStore;
}

/** Works on a data directory that nobody serves; whoever serves it keeps that from happening. Rejects as soon as the journal's disk fails. */
export async function withStopped<T>({ directory, journal: journalSettings, openStore, clock, report }: StoppedSurroundings, work: (stores: StoppedStores) => Promise<T>): Promise<T> {
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined);
  const closing: (() => Promise<void>)[] = [];
  try {
    const journal = await FileJournal.open({ directory: join(directory, "live", "journal"), clock, settings: journalSettings, report: (finding) => report(`journal: ${JSON.stringify(finding)}`), onBroken: failed.reject });
    closing.unshift(() => journal.close());
    const deadLetters = await FileDeadLetters.open(join(directory, "live", "dead-letters.ndjson"));
    closing.unshift(() => deadLetters.close());
    const store = await openStore();
    closing.unshift(() => store.close());
    return await Promise.race([work({ journal, deadLetters, store }), failed.promise]);
  } finally {
    for (const close of closing) await close();
  }
}

interface LoaderParts extends Pick<StoppedStores, "journal" | "store"> {
  readonly deadLetters: DeadLetters;
  readonly forgotten: Forgotten;
  readonly clock: () => number;
}

/** Moves what is in the journal to the log, as serving would. */
export const loaderOf = ({ store: { clickHouse, log }, forgotten, ...parts }: LoaderParts): Loader =>
  new Loader({ ...parts, log, memberships: new ClickHouseMembershipReader(clickHouse), attributed: new ClickHouseAttributedEvents(clickHouse), isForgotten: (received, call) => namesForgotten(forgotten, received, call) });
