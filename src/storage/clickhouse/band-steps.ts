import { type BandStep, type SnapshotLog, type StoredMidnight, lookBackMs } from "../../engine/ports.ts";
import type { ClickHouse } from "./engine.ts";
import { numbersOf, textsOf } from "./native-reader.ts";
import type { Query } from "./query.ts";
import { stateIn } from "./stored-state.ts";

type Request = Parameters<SnapshotLog["bandSteps"]>[0];

/**
 * Two steps of one reading: from bands alone which midnights differ from the one before, and of those everything that says
 * why. What is wide is read for few.
 */
export function bandStepsQuery({ workspace, version, account, from, to }: Request): Query {
  const scope = `workspace = {workspace:String} AND version = {version:String}${account === undefined ? "" : " AND account = {account:String}"}
  AND as_of > fromUnixTimestamp64Milli({begin:Int64}) AND as_of <= fromUnixTimestamp64Milli({to:Int64})`;
  return {
    name: "midnights on which a band changed",
    text: `WITH steps AS (
  SELECT account, as_of, earlier
  FROM (
    SELECT account, as_of, band, lagInFrame(as_of) OVER life AS earlier, lagInFrame(band) OVER life AS earlier_band, row_number() OVER life AS place
    FROM snapshots FINAL WHERE ${scope} AND is_midnight
    WINDOW life AS (PARTITION BY account ORDER BY as_of)
  )
  WHERE place > 1 AND band != earlier_band AND as_of > fromUnixTimestamp64Milli({from:Int64})
)
SELECT account, toFloat64(toUnixTimestamp64Milli(as_of)) AS instant, score AS shown, CAST(band, 'String') AS band, CAST(stage, 'String') AS stage, CAST(model, 'String') AS model_key,
  metric_states AS states, metric_values AS raws, computed_score AS computed, mean
FROM snapshots FINAL
WHERE ${scope} AND is_midnight AND (account, as_of) IN (SELECT account, as_of FROM steps UNION ALL SELECT account, earlier FROM steps)
ORDER BY account, snapshots.as_of`,
    parameters: { workspace, version, begin: from - lookBackMs, from, to, ...(account !== undefined && { account }) },
  };
}

/** What lies between two steps has one band, so neighbours with different bands are a step. */
export async function readBandSteps(clickHouse: ClickHouse, request: Request): Promise<BandStep[]> {
  const steps: BandStep[] = [];
  let before: { readonly account: string; readonly midnight: StoredMidnight } | undefined;
  for (const block of await clickHouse.blocks(bandStepsQuery(request))) {
    textsOf(block, "account").forEach((account, row) => {
      const midnight = { ...stateIn(block, row), mean: numbersOf(block, "mean")[row] as number };
      if (before?.account === account && before.midnight.band !== midnight.band && midnight.asOf > request.from) steps.push({ account, from: before.midnight, to: midnight });
      before = { account, midnight };
    });
  }
  return steps;
}
