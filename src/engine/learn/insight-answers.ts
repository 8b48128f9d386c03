import { type InsightKind, insightKinds } from "../../contract/insights.ts";
import type { Answer, Asked } from "../../contract/routes.ts";
import { localMonth } from "../../lib/month.ts";
import { isoOf } from "../answers/present.ts";
import { renewing } from "../answers/renewals.ts";
import type { Scores } from "../answers/scores.ts";
import { Unanswerable } from "../answers/unanswerable.ts";
import type { InsightDesk } from "./insight-desk.ts";
import type { InsightRun } from "./insight-store.ts";
import { Likelihoods } from "./likelihoods.ts";

export function presentRun({ workspace: _workspace, askedAt, endedAt, past, problem, ...run }: InsightRun, desk: Pick<InsightDesk, "progressOf">): Answer<"getInsightRun"> {
  return { ...run, askedAt: isoOf(askedAt), endedAt: endedAt === undefined ? null : isoOf(endedAt), past: past ? { from: isoOf(past.from), to: isoOf(past.to) } : null, problem: problem ?? null, progress: desk.progressOf(run.id) ?? null };
}

export async function listInsights(desk: InsightDesk, mayRun: boolean): Promise<Answer<"listInsights">> {
  const [runs, kept] = [await desk.list(), await desk.parts.store.kept(desk.parts.workspace)];
  return {
    kinds: insightKinds.map((kind) => {
      const [own, latest] = [kept.find(({ run }) => run.kind === kind), runs.find((run) => run.kind === kind)];
      return { kind, kept: own ? { run: presentRun(own.run, desk), headline: own.headline } : null, latest: latest ? presentRun(latest, desk) : null };
    }),
    running: { version: desk.parts.running().version, versionNumber: desk.parts.versionNumber() },
    mayRun,
  };
}

export async function getInsight(desk: InsightDesk, kind: InsightKind): Promise<Answer<"getInsight">> {
  const found = await desk.parts.store.result(desk.parts.workspace, kind);
  return found ? { kept: { run: presentRun(found.run, desk), headline: found.headline }, result: JSON.parse(found.result) as Record<string, unknown> } : { kept: null, result: null };
}

export async function getInsightRun(desk: InsightDesk, id: string): Promise<Answer<"getInsightRun">> {
  return presentRun(await found(desk, id), desk);
}

export async function cancelInsight(desk: InsightDesk, id: string): Promise<Answer<"getInsightRun">> {
  await found(desk, id);
  return presentRun((await desk.cancel(id)) as InsightRun, desk);
}

async function found(desk: InsightDesk, id: string): Promise<InsightRun> {
  const run = (await desk.list()).find((one) => one.id === id);
  if (!run) throw new Unanswerable("unknown", "There is no such run.");
  return run;
}

/** The likelihoods of a hundred thousand customers are some megabytes: read once for each answer that is kept. */
const read = new WeakMap<InsightDesk, { readonly id: string | undefined; readonly likelihoods: Likelihoods }>();

async function likelihoodsOf(desk: InsightDesk): Promise<Likelihoods> {
  const { store, workspace } = desk.parts;
  const id = (await store.kept(workspace)).find(({ run }) => run.kind === "likelihood")?.run.id;
  const before = read.get(desk);
  if (before && before.id === id) return before.likelihoods;
  const likelihoods = Likelihoods.read(await store.result(workspace, "likelihood"));
  read.set(desk, { id, likelihoods });
  return likelihoods;
}

/** How likely the renewals of a question are lost, from the likelihoods that were kept last. */
export async function getRenewalLikelihoods(desk: InsightDesk, scores: Scores, asked: Asked<"getRenewalLikelihoods">): Promise<Answer<"getRenewalLikelihoods">> {
  const likelihoods = await likelihoodsOf(desk);
  const { about } = likelihoods;
  const reason = asked.asOf === undefined ? about.reason : "Likelihoods are told for today alone.";
  if (reason !== null) return { ...about, reason, accounts: [], months: [], owners: [] };
  const { rows, asOf } = await renewing(scores, desk.parts.workspace, asked);
  const zone = scores.pack.pack.timezone;
  return {
    ...about,
    accounts: rows.slice(0, asked.limit).flatMap(({ account }) => likelihoods.of(account) ?? []),
    months: likelihoods.sums(rows, ({ renewal }) => localMonth(renewal ?? asOf, zone)),
    owners: likelihoods.sums(rows, ({ owner }) => owner),
  };
}
