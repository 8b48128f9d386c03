import { openForgotten } from "./privacy.ts";
import { retentionStore } from "./retention.ts";
import { type StoppedSurroundings, loaderOf, withStopped } from "./stopped.ts";
import { type AgainPorts, removeAgain } from "../engine/retention/again.ts";
import type { DeadLetters } from "../engine/dead-letters.ts";
import { isRedacted } from "../engine/forget/redact.ts";
import type { Loader } from "../engine/loader.ts";
import { type JournalCover, planRebuild, rebuild } from "../engine/rebuild.ts";
import { decodeReceived } from "../engine/received.ts";
import { ClickHouseRebuildLog } from "../storage/clickhouse/rebuild-log.ts";
import type { FileJournal } from "../storage/journal/journal.ts";

export interface RebuildSurroundings extends StoppedSurroundings {
  readonly forgottenPath: string | undefined;
  readonly workspace: string;
  /** The pack in use: what is loaded again and was removed before is removed again, but for what scores need. */
  readonly running: AgainPorts["running"];
}

export interface OpenRebuild {
  plan(): ReturnType<typeof planRebuild>;
  /** Tells how many calls were stored. */
  run(): Promise<number>;
}

/** Works on everything that a stopped data directory holds; whoever serves it keeps that from happening. */
export async function withRebuild<T>({ forgottenPath, workspace, running, ...surroundings }: RebuildSurroundings, work: (open: OpenRebuild) => Promise<T>): Promise<T> {
  const { directory, clock } = surroundings;
  return withStopped(surroundings, async ({ journal, deadLetters, store }) => {
    const forgotten = await openForgotten({ directory, forgottenPath, workspace });
    const loaderInto = (letters: DeadLetters): Loader => loaderOf({ journal, store, deadLetters: letters, forgotten, clock });
    const known: DeadLetters = { add: () => Promise.resolve(), list: () => deadLetters.list(), markReplayed: (ids) => deadLetters.markReplayed(ids), drop: (ids) => deadLetters.drop(ids) };
    const ports = { cover: () => coverOf(journal), rewind: () => journal.rewind(), log: new ClickHouseRebuildLog(store.clickHouse, workspace), loader: loaderInto(deadLetters), again: loaderInto(known) };
    const run = async (): Promise<number> => {
      await rebuild(ports);
      await store.log.reread();
      await removeAgain({ store: () => Promise.resolve(retentionStore(store)), running, turn: (piece) => piece() }, workspace);
      return journal.totals.stored;
    };
    return work({ plan: () => planRebuild(ports), run });
  });
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
