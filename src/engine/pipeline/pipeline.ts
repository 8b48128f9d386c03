import type { Answer } from "../../contract/routes.ts";
import { type Instant, dayMs } from "../../lib/zone.ts";
import type { Pack } from "../../pack/schema.ts";
import { isoOf, isoOrNull } from "../answers/present.ts";
import { type Stretch, eventsBehind } from "../events-behind.ts";
import type { DataSpan } from "../ports.ts";
import type { IntakeState, PipelineReader } from "./ports.ts";
import { type Silence, silenceOf } from "./silence.ts";

/** What is asked in the store; it may be away while calls are taken. */
export interface PipelineStore {
  readonly pipeline: PipelineReader;
  readonly accounts: Pick<DataSpan, "findAccounts">;
}

export interface PipelinePorts {
  readonly intake: () => Promise<IntakeState>;
  /** Rejects while the store can't be reached. */
  readonly store: () => Promise<PipelineStore>;
  readonly clock: () => Instant;
  /** Whose metrics are meant; absent where nothing is scored. */
  readonly pack?: () => Pack;
}

/** Where calls went, and whether the sources still send. Without the store it says what it knows. */
export async function readPipeline({ intake, store, clock }: PipelinePorts, workspace: string): Promise<Answer<"getPipeline">> {
  const { calls, rejectedBy, journalBytes, oldestWaiting } = await intake();
  const now = clock();
  const sources = await store().then(({ pipeline }) => pipeline.sources(workspace, now - rememberedMs)).catch(() => undefined);
  return {
    ...calls,
    rejectedBy: Object.fromEntries(rejectedBy),
    journalBytes,
    oldestWaiting: isoOrNull(oldestWaiting),
    sources: sources?.map((state) => ({ source: state.source, events: state.events, lastTime: isoOf(state.lastTime), lastReceived: isoOf(state.lastReceived), ...told(silenceOf(state, now)) })) ?? null,
  };
}

const told = ({ longestSilenceHours, ...silence }: Silence) => ({ ...silence, longestSilenceHours: longestSilenceHours ?? null });

/** So far back a source's silences are remembered. */
const rememberedMs = 120 * dayMs;
const recentMs = 30 * dayMs;
/** So many other accounts are named. */
const mostElsewhere = 10;

/** Why an account isn't seen, or not as expected: what arrived of it lately, how it was attributed, and what counts it. */
export async function readAccountPipeline({ intake, store, clock, pack }: PipelinePorts, workspace: string, { account: asked, limit }: { readonly account: string; readonly limit: number }): Promise<Answer<"getAccountPipeline">> {
  const { pipeline, accounts } = await store();
  const found = await accounts.findAccounts({ workspace, asked });
  const [only] = found;
  const account = found.length === 1 && only !== undefined ? only : asked;
  const asOf = clock();
  const [{ total, arrivals }, elsewhere, unattributed, { calls }] = await Promise.all([
    pipeline.arrivals({ workspace, account, asOf, limit, uses: pack ? usesOf(pack(), asOf) : new Map() }),
    pipeline.elsewhere({ workspace, account, limit: mostElsewhere }),
    pipeline.unattributed(workspace, asOf - recentMs),
    intake(),
  ]);
  return {
    account,
    isKnown: found.includes(account),
    total,
    events: arrivals.map(({ time, knownAt, withdrawnAt, record = null, ...arrival }) => ({ ...arrival, record, time: isoOf(time), knownAt: isoOf(knownAt), withdrawnAt: isoOrNull(withdrawnAt), metrics: [...arrival.metrics] })),
    elsewhere: [...elsewhere],
    waiting: calls.waiting,
    unattributed: { events: unattributed.events, lastTime: isoOrNull(unattributed.lastTime) },
  };
}

/** What each metric reads now; those that read no events are left out. */
function usesOf({ metrics, pack }: Pack, asOf: Instant): ReadonlyMap<string, readonly Stretch[]> {
  const uses = Object.entries(metrics).map(([id, metric]) => [id, eventsBehind(metric, { metrics, asOf, zone: pack.timezone })] as const);
  return new Map(uses.filter(([, stretches]) => stretches.length > 0));
}
