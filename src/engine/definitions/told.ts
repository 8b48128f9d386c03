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
