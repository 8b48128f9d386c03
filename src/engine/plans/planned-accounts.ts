import { type Instant, localDate } from "../../lib/zone.ts";
import type { Pack } from "../../pack/schema.ts";
import type { Day, Standing } from "../../plans/plan.ts";
import type { Scores } from "../answers/scores.ts";
import type { PortfolioRow } from "../portfolio/row.ts";

/** All accounts as they stand now, and what day it is. */
export interface Now {
  readonly pack: Pack;
  readonly at: Instant;
  readonly today: Day;
  readonly zone: string;
  readonly rows: ReadonlyMap<string, PortfolioRow>;
}

/** Plans are about today; where the data ended long ago, accounts stand as they did then. */
export async function accountsNow(scores: Scores, workspace: string): Promise<Now> {
  const [pack, at] = [scores.pack, scores.ports.clock()];
  const { rows } = await scores.everybody(workspace, await scores.moment(workspace, undefined));
  const zone = pack.pack.timezone;
  return { pack, at, zone, today: localDate(at, zone), rows: new Map([...rows].map((row) => [row.account, row])) };
}

export const noStanding: Standing = { score: null, band: "unknown" };

export const standingOf = (row: PortfolioRow | undefined): Standing => (row ? { score: row.score, band: row.band } : noStanding);
