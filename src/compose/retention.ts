import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { askAccess } from "../contract/access-client.ts";
import type { RetentionAnswer } from "../contract/retention.ts";
import type { Log } from "../engine/log/events.ts";
import { type FileClass, Retention, type RetentionPorts, type RetentionStore } from "../engine/retention/retention.ts";
import { type Rules, settingOf } from "../engine/retention/rules.ts";
import { localMidnight } from "../lib/zone.ts";
import type { ClickHouseStore } from "../storage/clickhouse/store.ts";
import { readControl } from "../storage/control-file.ts";
import { FileDeadLetters } from "../storage/dead-letters/file-dead-letters.ts";
import { FileJournal } from "../storage/journal/journal.ts";

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
const lookMs = 60_000;

/** Applies the rules once after each local midnight, and soon after a start that finds them never applied. */
export function applyDaily(retention: Pick<Retention, "hasRules" | "appliedAt" | "apply">, { workspace, zone, clock, log }: { readonly workspace: string; readonly zone: () => string; readonly clock: () => number; readonly log: Log }): { stop(): Promise<void> } {
  let working: Promise<void> | undefined;
  let appliedAt: number | undefined;
  const attempt = async (): Promise<void> => {
    appliedAt ??= await retention.appliedAt(workspace);
    if (appliedAt !== undefined && appliedAt >= localMidnight(clock() - settleMs, zone())) return;
    const begun = clock();
    const { removed } = await retention.apply(workspace);
    appliedAt = begun;
    log("retention_applied", { rows: removed ?? 0, ms: clock() - begun });
  };
  const timer = setInterval(() => {
    working ??= attempt().catch((error: unknown) => log("retention_waits", { error })).finally(() => (working = undefined));
  }, lookMs).unref();
  if (!retention.hasRules) clearInterval(timer);
  return {
    async stop() {
      clearInterval(timer);
      await working;
    },
  };
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

export interface RetentionCommands {
  look(preview: boolean): Promise<RetentionAnswer>;
  apply(): Promise<RetentionAnswer>;
}

export const retentionAt = (settings: Parameters<typeof askAccess>[0]): RetentionCommands => ({
  look: (preview) => askAccess(settings, "getRetention", { query: { preview: preview ? "yes" : "no" } }),
  apply: () => askAccess(settings, "applyRetention"),
});

export interface RetentionSurroundings {
  readonly directory: string;
  readonly workspace: string;
  readonly rules: () => Rules;
  readonly journalKeepMs?: number;
  readonly running: () => Promise<ReturnType<RetentionPorts["running"]>>;
  readonly openStore: () => Promise<ClickHouseStore>;
  readonly clock: () => number;
  readonly report: (line: string) => void;
}

/** Through the process that serves the data directory where there is one; else everything is opened here. */
export async function withRetention<T>({ directory, workspace, rules, journalKeepMs, running, openStore, clock, report }: RetentionSurroundings, work: (commands: RetentionCommands) => Promise<T>): Promise<T> {
  const control = await readControl(directory);
  if (control) return work(retentionAt({ baseUrl: control.url, fetch, headers: { authorization: `Bearer ${control.token}` } }));
  const [kept, pack] = [rules(), await running()];
  const failed = Promise.withResolvers<never>();
  const closing: (() => Promise<void>)[] = [];
  try {
    const journal = await FileJournal.open({ directory: join(directory, "live", "journal"), clock, ...(journalKeepMs !== undefined && { settings: { keepMs: journalKeepMs } }), report: (finding) => report(`journal: ${JSON.stringify(finding)}`), onBroken: failed.reject });
    closing.unshift(() => journal.close());
    const deadLetters = await FileDeadLetters.open(join(directory, "live", "dead-letters.ndjson"));
    closing.unshift(() => deadLetters.close());
    const store = await openStore();
    closing.unshift(() => store.close());
    const retention = openRetention({ rules: kept, journal, deadLetters, store: () => Promise.resolve(store), running: () => pack, turn: (piece) => piece(), clock });
    return await Promise.race([work({ look: (preview) => retention.look(workspace, { preview }), apply: () => retention.apply(workspace) }), failed.promise]);
  } finally {
    for (const close of closing) await close();
  }
}

/** Rules that were never applied, by the variables that set them; undefined where none is set, or nobody can tell. */
export async function rulesNeverApplied({ directory, workspace, rules, openStore }: Pick<RetentionSurroundings, "directory" | "workspace" | "rules" | "openStore">): Promise<readonly string[] | undefined> {
  const control = await readControl(directory);
  if (control) {
    const { classes } = await retentionAt({ baseUrl: control.url, fetch, headers: { authorization: `Bearer ${control.token}` } }).look(false);
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
