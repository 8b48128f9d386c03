import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { running } from "../cli/scoring.ts";
import { type StoppedStores, type StoppedSurroundings, loaderOf, withStopped } from "./stopped.ts";
import type { RecordDoor } from "../cli/record.ts";
import { Scores } from "../engine/answers/scores.ts";
import { planHandOver } from "../engine/plans/hand-over.ts";
import type { Forgotten } from "../engine/forget/tombstone.ts";
import type { OpenWork } from "../engine/ports.ts";
import { LivePortfolio } from "../engine/portfolio/live-portfolio.ts";
import { recordOne } from "../engine/record/record.ts";
import type { Pack } from "../pack/schema.ts";
import type { ClickHouseStore } from "../storage/clickhouse/store.ts";
import { readControl } from "../storage/control-file.ts";
import type { PostgresDatabase } from "../storage/postgres/database.ts";
import { PostgresPlanStore } from "../storage/postgres/plan-store.ts";

export interface JudgementSurroundings extends StoppedSurroundings {
  readonly workspace: string;
  readonly hash: (text: string) => string;
  /** Who is forgotten: nothing of them is taken. */
  readonly forgotten: () => Promise<Forgotten>;
  /** What moves along when an account gets another owner. */
  readonly openWork?: OpenWork;
}

/** Works on scores that are computed when they are asked for. */
export async function withScores<T>(parts: JudgementSurroundings, pack: Pack, work: (scores: Scores) => Promise<T>): Promise<T> {
  const store = await parts.openStore();
  try {
    return await work(scoresOver(store, parts, pack));
  } finally {
    await store.close();
  }
}

function scoresOver(store: ClickHouseStore, { clock, hash }: JudgementSurroundings, pack: Pack): Scores {
  return new Scores({ ...store, clock }, new LivePortfolio(running(pack, { hash })));
}

/**
 * Records in a data directory that nobody serves: through the same journal that calls of libraries go through, and from there
 * into the log at once, so that the next command sees it.
 */
export async function withRecording<T>(parts: JudgementSurroundings, pack: Pack, work: (door: RecordDoor) => Promise<T>): Promise<T> {
  const { directory } = parts;
  const control = await readControl(directory);
  if (control) throw new Error(`Process ${control.pid} serves ${directory}. Record with it: --url ${control.url}, and in BELLWETHER_KEY a key that \`bellwether keys create <name> --read record accounts\` makes.`);
  return withStopped(parts, async (stores) => work(doorOver(stores, { parts, pack, forgotten: await parts.forgotten() })));
}

interface Recording {
  readonly parts: JudgementSurroundings;
  readonly pack: Pack;
  readonly forgotten: Forgotten;
}

function doorOver({ store, ...files }: StoppedStores, { parts, pack, forgotten }: Recording): RecordDoor {
  const { workspace, clock, report, openWork } = parts;
  const scores = scoresOver(store, parts, pack);
  const loader = loaderOf({ ...files, store, forgotten, clock });
  const ports = { journal: files.journal, scores, clock, forgotten, uniqueId: randomUUID, onError: (error: unknown) => report(String(error)), ...(openWork && { openWork }) };
  return {
    scores,
    record: async ({ author, ...recording }) => {
      const recorded = await recordOne(ports, { workspace, by: { role: "machine", author }, source: "people", ...recording });
      while (await loader.loadNext());
      return recorded;
    },
  };
}

/** Plans of a data directory; asking makes no database where none is. */
export function plansHere({ directory, isEmbedded, openPostgres }: { readonly directory: string; readonly isEmbedded: boolean; readonly openPostgres: () => Promise<PostgresDatabase> }): OpenWork {
  return {
    handOver: async (request) => {
      if (isEmbedded && !existsSync(join(directory, "postgres"))) return 0;
      const database = await openPostgres();
      try {
        return await planHandOver(new PostgresPlanStore(database.db)).handOver(request);
      } finally {
        await database.close();
      }
    },
  };
}
