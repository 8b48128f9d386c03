import type { Matching, MatchProposal, MatchQuestion } from "../accounts/matching.ts";
import type { SourceRecord } from "../accounts/source-record.ts";

const number = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** What could be matched, what has to be asked, and what nothing speaks for, each by revenue. */
export function matchReport(matching: Matching, into: string): string {
  const { proposals, questions, unmatched, decided } = matching;
  return [
    `Accounts are those of ${into}. ${number.format(decided.length)} records of other sources are matched.`,
    ...section(`${number.format(proposals.length)} proposed; \`--accept key,domain,name --author <you>\` records them:`, proposals.map(proposed)),
    ...section(`${number.format(questions.length)} that several accounts could be meant by; decide each with \`--record <source>/<record> --account <account>\`:`, questions.map(asked)),
    ...section(`${number.format(unmatched.length)} unmatched, with ${number.format(sum(unmatched))} of recurring revenue a month:`, unmatched.map(named)),
  ].join("\n");
}

const shown = 50;

function section(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const more = lines.length > shown ? [`  and ${number.format(lines.length - shown)} more`] : [];
  return ["", title, ...lines.slice(0, shown).map((line) => `  ${line}`), ...more];
}

const proposed = ({ record, account, by, evidence }: MatchProposal): string => `${named(record)} -> ${account}   by ${by}: ${evidence}`;

const asked = ({ record, accounts, by, evidence }: MatchQuestion): string => `${named(record)} -> ${accounts.join(" or ")}?   by ${by}: ${evidence}`;

function named({ source, record, name, mrr }: SourceRecord): string {
  return `${source}/${record}${name === undefined ? "" : ` (${name})`}${mrr === 0 ? "" : `, ${number.format(mrr)} a month`}`;
}

const sum = (records: readonly SourceRecord[]): number => records.reduce((total, { mrr }) => total + mrr, 0);
