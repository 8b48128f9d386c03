import { findingMessages } from "../../accounts/finding.ts";
import type { AccessAnswer } from "../../contract/access-routes.ts";
import { metricName } from "../../pack/names.ts";
import { isoOf, measuredOf } from "../answers/present.ts";
import type { FileLook } from "./mapping-editor.ts";
import type { FirstDefinition, MetricOverview } from "./first-definition.ts";
import type { MappedUploads } from "./mapping-desk.ts";
import type { Matchings } from "./match-desk.ts";
import type { ImportRun } from "./ports.ts";

/** At most so many of a list that grows with customers. */
const most = 500;

export const presentRun = ({ endedAt, progress, total, findings, ...run }: ImportRun): AccessAnswer<"startImport"> => ({
  ...run,
  startedAt: isoOf(run.startedAt),
  endedAt: endedAt === undefined ? null : isoOf(endedAt),
  progress: progress ?? null,
  total: total ?? null,
  files: [...run.files],
  problems: [...run.problems],
  notes: [...run.notes],
  findings: findings.map(({ examples, ...finding }) => ({ ...finding, text: findingMessages[finding.code], examples: [...examples] })),
});

export function presentMapping(found: MappedUploads | undefined, kinds: readonly string[]): AccessAnswer<"getImportMapping"> {
  if (!found) return { text: "", settings: null, kinds: [...kinds], files: [], problems: [], notes: [] };
  const { text, view, looks, problems, notes } = found;
  return {
    text,
    settings: view ? { source: view.source, timezone: view.timezone, currency: view.currency ?? null } : null,
    kinds: [...kinds],
    files: looks.map((look) => presentFile(look, view?.files.find(({ file }) => file === look.file))),
    problems: [...problems],
    notes: [...notes],
  };
}

type Mapped = NonNullable<MappedUploads["view"]>["files"][number];

const presentFile = ({ file, header, rows, expectedRows, problem }: FileLook, mapped: Mapped | undefined): AccessAnswer<"getImportMapping">["files"][number] => ({
  file,
  kinds: [...(mapped?.kinds ?? [])],
  fields: (mapped?.fields ?? []).map(({ field, written, column, isNeeded }) => ({ field, written: written ?? null, column: column ?? null, isNeeded })),
  kept: [...(mapped?.kept ?? [])],
  dates: mapped?.dates ?? null,
  encoding: mapped?.encoding ?? null,
  isLookedUp: mapped?.isLookedUp ?? false,
  header: [...header],
  rows: rows.map((row) => [...row]),
  expectedRows,
  problem: problem ?? null,
});

export function presentMatchings({ sources, into, names, proposals, declined, questions, unmatched, decided }: Matchings): AccessAnswer<"getMatching"> {
  const nameOf = (account: string): string => names.get(account) ?? account;
  const recordOf = ({ source, record, name, mrr }: Matchings["unmatched"][number]) => ({ source, record, name: name ?? null, mrr });
  const proposalOf = ({ record, account, by, evidence }: Matchings["proposals"][number]) => ({ ...recordOf(record), account, accountName: nameOf(account), by, evidence });
  const grounds = (["key", "domain", "name"] as const).map((by) => ({ by, records: proposals.filter((one) => one.by === by).length }));
  return {
    sources: [...sources],
    into: into ?? null,
    proposals: proposals.slice(0, most).map(proposalOf),
    grounds: grounds.filter(({ records }) => records > 0),
    questions: questions.slice(0, most).map(({ record, accounts, by, evidence }) => ({ ...recordOf(record), accounts: accounts.map((account) => ({ account, name: nameOf(account) })), by, evidence })),
    unmatched: unmatched.slice(0, most).map(recordOf),
    unmatchedTotal: unmatched.length,
    unmatchedMrr: unmatched.reduce((sum, { mrr }) => sum + mrr, 0),
    declined: declined.slice(0, most).map(proposalOf),
    decided: decided.slice(0, most).map(({ source, record, account }) => ({ source, record, account, accountName: nameOf(account) })),
    decidedTotal: decided.length,
  };
}

export function presentFirst(found: FirstDefinition | undefined): AccessAnswer<"getFirstDefinition"> {
  if (!found) return { choice: null, metrics: [], scores: null, problems: [], files: [] };
  const { choice, proposals, whole, scores, problems, files } = found;
  const spreadOf = (id: string): MetricOverview | undefined => scores?.metrics.find((metric) => metric.id === id);
  return {
    choice: { name: choice.name, timezone: choice.timezone, currency: choice.currency, weights: { ...choice.weights }, bands: { redBelow: choice.bands.red_below, yellowBelow: choice.bands.yellow_below } },
    metrics: proposals.map(({ id, category, weight, comment }) => {
      const spread = spreadOf(id);
      return {
        id,
        name: metricName(whole, id),
        why: whole.metrics[id]?.why ?? null,
        hint: comment,
        category,
        proposedWeight: weight,
        weight: choice.weights[id] ?? null,
        spread: spread && choice.weights[id] !== undefined ? presentSpread(spread, whole) : null,
      };
    }),
    scores: scores ? { asOf: isoOf(scores.asOf), note: scores.note ?? null, accounts: scores.accounts, unknown: scores.unknown, points: [...scores.points], suggested: suggestedOf(scores.suggested) } : null,
    problems: problems.map(({ severity, message, help }) => ({ severity, message, help: help ?? null, metric: proposals.find(({ id }) => message.includes(`\`${id}\``))?.id ?? null })),
    files: files.map(({ path, text }) => ({ path, text })),
  };
}

function presentSpread({ id, accounts, missing, quartiles, shares }: MetricOverview, pack: FirstDefinition["whole"]): NonNullable<AccessAnswer<"getFirstDefinition">["metrics"][number]["spread"]> {
  const measured = (value: number) => measuredOf(pack, id, { value });
  return { accounts, missing, shares: { red: shares.red, yellow: shares.yellow, green: shares.green }, quartiles: quartiles ? [measured(quartiles[0]), measured(quartiles[1]), measured(quartiles[2])] : null };
}

type Suggested = NonNullable<FirstDefinition["scores"]>["suggested"];

const suggestedOf = (suggested: Suggested): NonNullable<AccessAnswer<"getFirstDefinition">["scores"]>["suggested"] =>
  suggested.kind === "bands" ? { kind: "bands", redBelow: suggested.red_below, yellowBelow: suggested.yellow_below } : suggested;
