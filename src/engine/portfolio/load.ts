import type { Instant } from "../../lib/zone.ts";
import { standardMoment } from "../moment.ts";
import type { AccountJourney } from "../score-now.ts";
import type { DataSpan } from "../ports.ts";
import type { LivePortfolio } from "./live-portfolio.ts";
import { type EverybodyPorts, scoreEverybody } from "./score-everybody.ts";

export interface LoadPorts extends EverybodyPorts {
  readonly accounts: EverybodyPorts["accounts"] & Pick<DataSpan, "span">;
  readonly clock: () => Instant;
}

/** Fills the portfolio by scoring everybody once, at the instant that is scored when none is asked for; says whether it went on from what was written. */
export async function loadPortfolio(ports: LoadPorts, live: LivePortfolio, workspace: string): Promise<{ readonly wentOn: boolean }> {
  const span = await ports.accounts.span(workspace);
  if (!span) return { wentOn: false };
  const now = ports.clock();
  const { asOf } = standardMoment({ now, zone: live.running.pack.pack.timezone, dataTo: span.to });
  const travels: AccountJourney[] = [];
  const onJourney = (found: AccountJourney): void => void travels.push(found);
  const { earlier, trend, chunks, wentOn } = await scoreEverybody(ports, { workspace, running: live.running, from: span.from, asOf, knownAt: now, onJourney });
  live.compareWith(workspace, earlier, trend);
  for await (const accounts of chunks) {
    live.replace(workspace, accounts);
    live.follow(workspace, travels.splice(0));
  }
  return { wentOn };
}
