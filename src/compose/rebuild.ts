import { join } from "node:path";
import { openForgotten } from "./privacy.ts";
import { openRetention } from "./retention.ts";
import type { RetentionPorts } from "../engine/retention/retention.ts";
import type { DeadLetters } from "../engine/dead-letters.ts";
import { isRedacted, namesForgotten } from "../engine/forget/redact.ts";
import { Loader } from "../engine/loader.ts";
import { type JournalCover, planRebuild, rebuild } from "../engine/rebuild.ts";
import { decodeReceived } from "../engine/received.ts";
import { ClickHouseAttributedEvents } from "../storage/clickhouse/attributed-events.ts";
import { ClickHouseMembershipReader } from "../storage/clickhouse/membership-reader.ts";
import { ClickHouseRebuildLog } from "../storage/clickhouse/rebuild-log.ts";
import type { ClickHouseStore } from "../storage/clickhouse/store.ts";
import { FileDeadLetters } from "../storage/dead-letters/file-dead-letters.ts";
import { FileJournal } from "../storage/journal/journal.ts";

export interface RebuildSurroundings {
  readonly directory: string;
  readonly forgottenPath: string | undefined;
  readonly workspace: string;
  /** The pack in use: what is loaded again and was removed before is removed again, but for what scores need. */
  readonly running: () => Promise<RetentionPorts["running"]>;
  readonly clock: () => number;
  readonly report: (line: string) => void;
  readonly openStore: () => Promise<ClickHouseStore>;
}

export interface OpenRebuild {
  plan(): ReturnType<typeof planRebuild>;
  /** Tells how many calls were stored. */
  run(): Promise<number>;
}

/** Opens everything that a stopped data directory holds; whoever serves it keeps that from happening. */
export async function withRebuild<T>({ directory, forgottenPath, workspace, running, clock, report, openStore }: RebuildSurroundings, work: (open: OpenRebuild) => Promise<T>): Promise<T> {
  const failed = Promise.withResolvers<never>();
  const journal = await FileJournal.open({ directory: join(directory, "live", "journal"), clock, report: (finding) => report(`journal: ${JSON.stringify(finding)}`), onBroken: failed.reject });
  const closing: (() => Promise<void>)[] = [() => journal.close()];
  try {
    const deadLetters = await FileDeadLetters.open(join(directory, "live", "dead-letters.ndjson"));
    closing.unshift(() => deadLetters.close());
    const store = await openStore();
    closing.unshift(() => store.close());
    const forgotten = await openForgotten({ directory, forgottenPath });
    const { clickHouse } = store;
    const loaderInto = (letters: DeadLetters): Loader =>
      new Loader({ journal, log: store.log, memberships: new ClickHouseMembershipReader(clickHouse), attributed: new ClickHouseAttributedEvents(clickHouse), deadLetters: letters, clock, isForgotten: (received, call) => namesForgotten(forgotten, received, call) });
    const known: DeadLetters = { add: () => Promise.resolve(), list: () => deadLetters.list(), markReplayed: (ids) => deadLetters.markReplayed(ids), drop: (ids) => deadLetters.drop(ids) };
    const ports = { cover: () => coverOf(journal), rewind: () => journal.rewind(), log: new ClickHouseRebuildLog(clickHouse), loader: loaderInto(deadLetters), again: loaderInto(known) };
    const run = async (): Promise<number> => {
      await rebuild(ports);
      await store.log.reread();
      await openRetention({ rules: {}, journal, deadLetters, store: () => Promise.resolve(store), running: await running(), turn: (piece) => piece(), clock }).again(workspace);
      return journal.totals.stored;
    };
    return await Promise.race([work({ plan: () => planRebuild(ports), run }), failed.promise]);
  } finally {
    for (const close of closing) await close();
  }
}

async function coverOf(journal: FileJournal): Promise<JournalCover> {
  const isHole = (payload: Uint8Array): boolean => decodeReceived(payload).calls.some((text) => isRedacted(parsed(text)));
  const { first, last, ...cover } = await journal.cover(isHole);
  return { ...cover, received: first && last && { first: decodeReceived(first).receivedAt, last: decodeReceived(last).receivedAt } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
