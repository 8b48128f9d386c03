import { type Instant, localMidnight } from "../../lib/zone.ts";
import { feedStarts } from "../../metrics/finish/gate.ts";
import { type Way, waysOf } from "../evaluate/account-state.ts";
import { midnightAfter } from "../evaluate/calendar.ts";
import { earliestMoved, readsUsers } from "../evaluate/feeds.ts";
import type { EvaluationCursor, EvaluatorPorts } from "../evaluate/ports.ts";
import { cameSince } from "../evaluate/watermark.ts";
import type { StoredMemory } from "../ports.ts";
import { rememberedIn } from "../remembered.ts";
import type { OfVersion, WrittenPast } from "../written-past.ts";
import { Past, type PastPorts, type PastRequest } from "./past.ts";

/** What scoring left behind. */
export interface KeptPorts extends Pick<EvaluatorPorts, "memory" | "changes" | "cursors" | "journeys"> {
  readonly past: WrittenPast;
}

/** So many accounts are asked for by name at a time. */
const chunk = 5000;
/** Where more accounts than that share have another past, everybody is scored from the first fact. */
const mostAnew = 0.5;

/**
 * The past as it was written, where it can be gone on from: by a cursor of the same version. Accounts whose past is another
 * one by what was stored since are scored from the first fact; midnights that nobody has scored yet are scored. Undefined
 * where all of it has to be scored.
 */
export async function keptPast(ports: PastPorts & KeptPorts, request: PastRequest, accounts: readonly string[]): Promise<Past | undefined> {
  const { workspace, running: { version, scorer }, asOf } = request;
  const cursor = await ports.cursors.read(workspace, version);
  const late = cursor && (await lateAccounts(ports, request, cursor));
  if (!cursor || !late) return undefined;
  // Where a journey was is kept of its last midnight alone, and of an account that is ahead of the others that is another one.
  const isKept = (way: Way | undefined): boolean => way !== undefined && (!scorer.journey || (way.through === cursor.through && way.through < asOf));
  const before = Math.min(cursor.through, localMidnight(asOf - 1, scorer.pack.pack.timezone));
  const ways = await inParts(accounts, (part) => waysOf(ports.journeys, { workspace, version, accounts: part, scorer }, scorer.journey ? cursor.through : before));
  const anew = [...new Set([...late, ...accounts.filter((account) => !isKept(ways.get(account)))])];
  if (anew.length > accounts.length * mostAnew) return undefined;
  for (const account of anew) ways.delete(account);
  const past = new Past(request);
  await readWritten(ports, request, { past, through: cursor.through, ways, anew });
  const from = midnightAfter(cursor.through, scorer.pack.pack.timezone);
  if (from <= asOf) await goOn(ports, { past, ways, from });
  for (const part of partsOf(anew)) await past.score(ports, { accounts: part });
  return past;
}

/** Accounts of which something was stored since that speaks of a time before a written midnight; undefined where a feed gives everybody another past. */
async function lateAccounts({ changes }: KeptPorts, { workspace, running: { scorer } }: PastRequest, cursor: EvaluationCursor): Promise<readonly string[] | undefined> {
  const feeds = await changes.feeds(workspace);
  const { changed, feedsBefore } = await cameSince(changes, { workspace, cursor, users: readsUsers(scorer.measured), feeds });
  const moved = earliestMoved(feedStarts(scorer.measured, feedsBefore), feedStarts(scorer.measured, feeds));
  if (moved !== undefined && moved < cursor.through) return undefined;
  return [...changed].flatMap(([account, { earliest }]) => (earliest < cursor.through ? [account] : []));
}

interface Reading {
  readonly past: Past;
  readonly ways: ReadonlyMap<string, Way>;
}

async function readWritten(ports: KeptPorts, { workspace, running: { version, scorer }, asOf }: PastRequest, { past: { earlier, trend, memories, journeys }, through, ways, anew }: Reading & { readonly through: Instant; readonly anew: readonly string[] }): Promise<void> {
  const of = { workspace, version };
  const to = Math.min(through, asOf);
  const [month, scores, counts, remembered] = await Promise.all([
    earlier.monthAgo <= to ? ports.past.midnight({ ...of, asOf: earlier.monthAgo }) : [],
    ports.past.scores({ ...of, from: earlier.from, to }),
    ports.past.bandCounts({ ...of, from: trend.from, to, without: anew }),
    lastMemories(ports, of, ways),
  ]);
  for (const batch of month) earlier.note(batch);
  for (const one of scores) earlier.noteScores(one);
  for (const account of anew) earlier.forget(account);
  for (const count of counts) trend.add(count);
  for (const [account, memory] of remembered) memories.remember(account, rememberedIn(memory, scorer));
  for (const [account, { journey }] of ways) if (journey) journeys.set(account, journey);
}

/** Nearly everybody has the last midnight; the others, who were customers some time ago or never, are asked for by name. */
async function lastMemories({ past, memory }: KeptPorts, of: OfVersion, ways: Reading["ways"]): Promise<ReadonlyMap<string, StoredMemory>> {
  const [first] = ways.values();
  if (!first) return new Map();
  const found = await past.memories({ ...of, asOf: first.through });
  const others = [...ways.keys()].filter((account) => !found.has(account));
  const before = first.through + 1;
  const known = [...found].filter(([account]) => ways.has(account));
  return new Map([...known, ...(await inParts(others, (accounts) => memory.memories({ ...of, accounts, before })))]);
}

/** Scores the midnights that nobody has scored yet. */
async function goOn(ports: PastPorts, { past, ways, from }: Reading & { readonly from: Instant }): Promise<void> {
  for (const accounts of partsOf([...ways.keys()])) {
    await past.score(ports, { from, accounts, rememberedOf: (account) => past.memories.rememberedOf(account), journeyBefore: (account) => ways.get(account)?.journey });
  }
}

async function inParts<T>(accounts: readonly string[], read: (part: readonly string[]) => Promise<ReadonlyMap<string, T>>): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  for (const part of partsOf(accounts)) for (const [account, one] of await read(part)) found.set(account, one);
  return found;
}

const partsOf = (accounts: readonly string[]): string[][] => Array.from({ length: Math.ceil(accounts.length / chunk) }, (_, part) => accounts.slice(part * chunk, (part + 1) * chunk));
