import { setTimeout as sleep } from "node:timers/promises";
import type { RetentionDoor } from "../cli/retention.ts";
import { servedAt } from "./served.ts";
import { type StoppedSurroundings, withStopped } from "./stopped.ts";
import { askAccess } from "../contract/access-client.ts";
import type { ClientSettings } from "../contract/client.ts";
import type { Log } from "../engine/log/events.ts";
import { type FileClass, Retention, type RetentionPorts, type RetentionStore } from "../engine/retention/retention.ts";
import { type Rules, settingOf } from "../engine/retention/rules.ts";
import { localMidnight } from "../lib/zone.ts";
import type { ClickHouseStore } from "../storage/clickhouse/store.ts";
import type { FileDeadLetters } from "../storage/dead-letters/file-dead-letters.ts";
import type { FileJournal } from "../storage/journal/journal.ts";
import { lookAgain } from "./look-again.ts";

export const retentionStore = ({ retention, foundations, measurer, accounts, snapshots }: ClickHouseStore): RetentionStore => ({ rows: retention, ledger: foundations, laying: { measurer, accounts, snapshots, foundations } });

/** Files of the journal go as a whole, as its own days say; how many calls are in them isn't counted. */
const journalClass = (journal: FileJournal): FileClass => ({
  held: () => Promise.resolve({ rows: undefined, oldest: journal.oldestKept }),
  count: () => Promise.resolve(undefined),
  remove: async () => {
    await journal.dropExpired();
    return 0;
  },
});

function letterClass(letters: FileDeadLetters): FileClass {
  const times = async (): Promise<number[]> => Array.fromAsync(letters.list(), ({ diedAt }) => diedAt);
  const count = async (before: number): Promise<number> => (await times()).filter((at) => at < before).length;
  return {
    held: async () => {
      const all = await times();
      return { rows: all.length, oldest: all.length === 0 ? undefined : all.reduce((oldest, at) => Math.min(oldest, at)) };
    },
    count,
    remove: async (before) => ((await count(before)) === 0 ? 0 : letters.erase(({ diedAt }) => diedAt < before)),
  };
}

interface Parts extends Pick<RetentionPorts, "rules" | "running" | "turn" | "onRemoving" | "clock"> {
  readonly journal: FileJournal;
  readonly deadLetters: FileDeadLetters;
  readonly store: () => Promise<ClickHouseStore>;
}

export const openRetention = ({ journal, deadLetters, store, ...rest }: Parts): Retention =>
  new Retention({ ...rest, store: async () => retentionStore(await store()), files: { journal: journalClass(journal), dead_letters: letterClass(deadLetters) } });

/** So long a day is left alone after midnight, for its scores. */
const settleMs = 600_000;

/** Applies the rules once after each local midnight, and soon after a start that finds them never applied. */
export function applyDaily(retention: Pick<Retention, "hasRules" | "appliedAt" | "apply">, { workspace, zone, clock, log }: { readonly workspace: string; readonly zone: () => string; readonly clock: () => number; readonly log: Log }): { stop(): Promise<void> } {
  let appliedAt: number | undefined;
  const attempt = async (): Promise<void> => {
    appliedAt ??= await retention.appliedAt(workspace);
    if (appliedAt !== undefined && appliedAt >= localMidnight(clock() - settleMs, zone())) return;
    const begun = clock();
    const { removed } = await retention.apply(workspace);
    appliedAt = begun;
    log("retention_applied", { rows: removed ?? 0, ms: clock() - begun });
  };
  return retention.hasRules ? lookAgain(attempt, (error) => log("retention_waits", { error })) : { stop: () => Promise.resolve() };
}

/** Loading waits for a piece, and then as long for the next one: what is live is never later by more than one of them. */
export const inTurns = (alone: (work: () => Promise<void>) => Promise<void>, clock: () => number): RetentionPorts["turn"] => async (piece) => {
  let tookMs = 0;
  await alone(async () => {
    const begun = clock();
    await piece();
    tookMs = clock() - begun;
  });
  await sleep(tookMs);
};

export const retentionAt = (settings: ClientSettings): RetentionDoor => ({
  look: (preview) => askAccess(settings, "getRetention", { query: { preview: preview ? "yes" : "no" } }),
  apply: () => askAccess(settings, "applyRetention"),
});

export interface RetentionSurroundings extends StoppedSurroundings {
  readonly workspace: string;
  readonly rules: () => Rules;
  readonly running: () => Promise<ReturnType<RetentionPorts["running"]>>;
}

/** Through the process that serves the data directory where there is one; else everything is opened here. */
export async function withRetention<T>({ workspace, rules, running, ...surroundings }: RetentionSurroundings, work: (door: RetentionDoor) => Promise<T>): Promise<T> {
  const served = await servedAt(surroundings.directory);
  if (served) return work(retentionAt(served));
  const [kept, pack] = [rules(), await running()];
  return withStopped(surroundings, ({ store, ...files }) => {
    const retention = openRetention({ ...files, rules: kept, store: () => Promise.resolve(store), running: () => pack, turn: (piece) => piece(), clock: surroundings.clock });
    return work({ look: (preview) => retention.look(workspace, { preview }), apply: () => retention.apply(workspace) });
  });
}

/** Rules that were never applied, by the variables that set them; undefined where none is set, or nobody can tell. */
export async function rulesNeverApplied({ directory, workspace, rules, openStore }: Pick<RetentionSurroundings, "directory" | "workspace" | "rules" | "openStore">): Promise<readonly string[] | undefined> {
  const served = await servedAt(directory);
  if (served) {
    const { classes } = await retentionAt(served).look(false);
    const ruled = classes.filter(({ class: name, days }) => name !== "journal" && days !== null);
    return ruled.length === 0 ? undefined : ruled.flatMap(({ applied, setting }) => (applied === null && setting !== null ? [setting] : []));
  }
  const { journal: _journal, ...ruled } = rules();
  const names = Object.keys(ruled) as (keyof typeof ruled)[];
  if (names.length === 0) return undefined;
  const store = await openStore();
  try {
    const applied = new Set((await store.foundations.applied(workspace)).map((one) => one.class));
    return names.filter((name) => !applied.has(name)).map(settingOf);
  } finally {
    await store.close();
  }
}
