import type { Instant } from "../../lib/zone.ts";
import type { RunningPack } from "../evaluate/standings.ts";
import type { ScorePoint, SnapshotLog } from "../ports.ts";
import type { VersionEntry } from "../versions.ts";
import { versionTelling } from "./timeline.ts";

/** What other versions of the definition have told. Absent where histories are told by the one that runs. */
export interface ToldBefore {
  /** The versions in the order in which they were applied. */
  readonly timeline: () => Promise<readonly VersionEntry[]>;
  /** Undefined for one that isn't there, or can't be read any more. */
  readonly definition: (number: number) => Promise<RunningPack | undefined>;
  readonly history: SnapshotLog["history"];
}

interface Told {
  readonly workspace: string;
  readonly account: string;
  /** Midnights by the definition in use. */
  readonly points: readonly ScorePoint[];
  readonly version: string;
  /** Ascending; empty where there is one definition only. */
  readonly timeline: readonly VersionEntry[];
}

/** The midnights that are kept of what can't be computed any more: as the latest of the versions has them, ascending. */
export async function keptBefore(history: SnapshotLog["history"], { workspace, account, versions, before }: { readonly workspace: string; readonly account: string; readonly versions: readonly string[]; readonly before: Instant }): Promise<readonly ScorePoint[]> {
  const points = new Map<Instant, ScorePoint>();
  for (const version of new Set(versions)) for (const point of await history({ workspace, account, version })) if (point.asOf <= before) points.set(point.asOf, point);
  return [...points.values()].sort((left, right) => left.asOf - right.asOf);
}

/** Each midnight as it was told by the version that was in use then; where nothing of it is kept, by the one in use now. */
export async function asTold(history: SnapshotLog["history"], { workspace, account, points, version, timeline }: Told): Promise<readonly ScorePoint[]> {
  const others = new Map(
    points.flatMap(({ asOf }) => {
      const teller = versionTelling(timeline, asOf);
      return teller && teller.version !== version ? [[asOf, teller.version] as const] : [];
    }),
  );
  const kept = new Map<string, ReadonlyMap<number, ScorePoint>>();
  for (const other of new Set(others.values())) kept.set(other, new Map((await history({ workspace, account, version: other })).map((point) => [point.asOf, point])));
  return points.map((point) => kept.get(others.get(point.asOf) ?? "")?.get(point.asOf) ?? point);
}
