import type { Instant } from "../../lib/zone.ts";
import { mostCategories } from "../history.ts";
import type { SnapshotBatch } from "../ports.ts";
import type { ScoredAccount } from "../score-now.ts";
import { SnapshotColumns } from "../snapshot-columns.ts";
import type { RunningPack } from "./standings.ts";

const orNaN = (score: number | null): number => score ?? Number.NaN;

/** Accounts that were scored between two midnights, as rows to be stored. */
export function snapshotRows({ workspace, running: { scorer, version } }: { readonly workspace: string; readonly running: RunningPack }, scored: readonly ScoredAccount[], knownAt: Instant): SnapshotBatch {
  const columns = new SnapshotColumns({
    workspace, version, knownAt,
    isMidnight: false,
    accounts: scored.map(({ account }) => account),
    capacity: scored.length,
    metricCount: scorer.metricIds.length,
    mostCategories: mostCategories(scorer),
  });
  scored.forEach(({ snapshot, standing, row }, account) => {
    const { asOf, model, stage, score, band, mean, computed, coverage } = snapshot;
    for (const category of snapshot.categories) columns.addCategory(orNaN(category.score), category);
    columns.add(
      { account, asOf, model, stage: stage ?? "", score: orNaN(score), band, mean: orNaN(mean), computedScore: orNaN(computed.score), computedBand: computed.band, computedSince: computed.since, coverage, mrr: orNaN(standing.mrr) },
      row,
    );
  });
  return columns.batch();
}
