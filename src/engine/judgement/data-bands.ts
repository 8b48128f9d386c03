import { type Instant, localMidnight, shiftDays } from "../../lib/zone.ts";
import { withoutPulse } from "../../pack/without-pulse.ts";
import type { Pack } from "../../pack/schema.ts";
import { type Band, bandOf } from "../../scores/bands.ts";
import { effectiveOfKey } from "../../scores/effective.ts";
import { scoreHistory } from "../history.ts";
import type { AccountReader, Measurer, SnapshotBatch } from "../ports.ts";
import { type Scorer, compileScorer } from "../scorer.ts";
import { withoutOpinions } from "./without-opinions.ts";

export interface DataBandsRequest {
  readonly workspace: string;
  readonly pack: Pack;
  readonly accounts: readonly string[];
  readonly asOf: Instant;
  /** The earliest fact: a journey has to be followed from there on. */
  readonly from: Instant;
  readonly knownAt: Instant;
}

export interface BandAt {
  readonly asOf: Instant;
  readonly band: Band;
}

/** How far it is looked back. */
const lookBackDays = 60;

const scorers = new WeakMap<Pack, Scorer>();

/** The bands that the data alone gave accounts at the midnights before an instant, ascending. */
export async function dataBands({ measurer, accounts: reader }: { readonly measurer: Measurer; readonly accounts: AccountReader }, request: DataBandsRequest): Promise<ReadonlyMap<string, readonly BandAt[]>> {
  const { workspace, pack, accounts, asOf, knownAt } = request;
  const found = new Map<string, BandAt[]>();
  if (accounts.length === 0) return found;
  const scorer = scorers.get(pack) ?? compileScorer(withoutPulse(pack));
  scorers.set(pack, scorer);
  const { timezone: zone } = pack.pack;
  const since = shiftDays(localMidnight(asOf, zone), -lookBackDays, zone);
  const noted = {
    write: (batch: SnapshotBatch): Promise<void> => {
      note(batch, { found, since, scorer });
      return Promise.resolve();
    },
  };
  const from = scorer.journey ? request.from : Math.max(since - 1, request.from);
  await scoreHistory({ measurer, accounts: dataAlone(reader), snapshots: noted }, { workspace, scorer, version: "", from, to: asOf, knownAt, accounts }, () => {});
  return found;
}

function note(batch: SnapshotBatch, { found, since, scorer: { pack } }: { readonly found: Map<string, BandAt[]>; readonly since: Instant; readonly scorer: Scorer }): void {
  for (let row = 0; row < batch.rows; row += 1) {
    const asOf = batch.asOf[row] as number;
    if (asOf < since) continue;
    const account = batch.accounts[batch.account[row] as number] as string;
    const { bands, coverage_floor } = effectiveOfKey(pack.model, batch.models[batch.model[row] as number] as string);
    const isCovered = (batch.coverage[row] as number) + 1e-9 >= coverage_floor;
    const own = found.get(account) ?? [];
    found.set(account, own);
    own.push({ asOf, band: isCovered ? bandOf(batch.computedScore[row] as number, bands) : "unknown" });
  }
}

/** A reader of logs without what people decided about scores. */
const dataAlone = (reader: AccountReader): AccountReader => ({
  readAccounts: async (request) => new Map([...(await reader.readAccounts(request))].map(([account, log]) => [account, withoutOpinions(log)])),
});
