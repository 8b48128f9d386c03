import { textOf } from "../../accounts/account-log.ts";
import type { Answer, Asked } from "../../contract/routes.ts";
import { shiftDays } from "../../lib/zone.ts";
import { dataBands } from "../judgement/data-bands.ts";
import { decisionText, disagreementDays, opposedFor, standpointOf } from "../judgement/disagreement.ts";
import { type Pulse, saidLast } from "../judgement/said-last.ts";
import type { PortfolioRow } from "../portfolio/row.ts";
import { filterOf } from "../portfolio/select.ts";
import { isoOf, moneyOrNull, pointsOf } from "./present.ts";
import type { Scores } from "./scores.ts";

type Disagreement = Answer<"listDisagreements">["disagreements"][number];

interface Candidate {
  readonly row: PortfolioRow;
  readonly pulse: Pulse;
}

/** Where a person and the data have stood against each other for a week, and nobody has decided yet. */
export async function listDisagreements(scores: Scores, workspace: string, { asOf: asked, owner, limit }: Asked<"listDisagreements">): Promise<Answer<"listDisagreements">> {
  const moment = await scores.moment(workspace, asked);
  const { asOf, rows } = await scores.everybody(workspace, moment);
  const { pack, ports, live } = scores;
  const said = await saidLast(ports.judgement, { workspace, asOf }, pack);
  const isAsked = filterOf({ owner });
  const weekAgo = shiftDays(asOf, -disagreementDays, pack.pack.timezone);
  // An override is a decision already.
  const candidates = [...rows].filter((row) => isAsked(row) && !row.isOverridden).flatMap((row): Candidate[] => {
    const pulse = said.pulse(row.account);
    return pulse && pulse.ends > asOf && pulse.event.time <= weekAgo && standpointOf(pulse.band, row.independent.band) ? [{ row, pulse }] : [];
  });
  const bands = await dataBands(ports, { workspace, pack, accounts: candidates.map(({ row }) => row.account), asOf, from: moment.from ?? asOf, knownAt: ports.clock() });
  const found = candidates.flatMap(({ row, pulse }): Disagreement[] => {
    const midnights = (bands.get(row.account) ?? []).filter((point) => point.asOf < asOf);
    const opposed = opposedFor({ pulse: { band: pulse.band, time: pulse.event.time }, data: row.independent.band, midnights, asOf });
    return opposed && row.independent.score !== null
      ? [{
          account: row.account,
          name: row.name,
          owner: row.owner,
          mrr: moneyOrNull(row.mrr, pack),
          pulse: { message: pulse.event.messageId, band: pulse.band, time: isoOf(pulse.event.time), author: textOf(pulse.event, "author") ?? null, reason: textOf(pulse.event, "reason") ?? null },
          score: pointsOf(row.independent.score),
          band: row.independent.band,
          ...opposed,
          since: isoOf(opposed.since),
          decision: decisionText[opposed.standpoint],
        }]
      : [];
  });
  const sorted = found.sort((left, right) => (right.mrr?.amount ?? 0) - (left.mrr?.amount ?? 0) || (left.account < right.account ? -1 : 1));
  return { asOf: isoOf(asOf), version: live.running.version, note: moment.note, total: sorted.length, disagreements: sorted.slice(0, limit) };
}
