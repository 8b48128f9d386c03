import { noSegment } from "../engine/learn/standing-at.ts";
import type { Review, ReviewAnswer } from "../engine/learn/review.ts";
import type { Surprise } from "../insights/backtest/backtest.ts";
import type { GroupOfReview } from "../insights/review/groups.ts";
import type { DisagreementGroup, JudgedJudgement } from "../insights/review/judgement.ts";
import type { MetricRecord } from "../insights/review/metric-record.ts";
import type { MonthOfReview, Together } from "../insights/review/months.ts";
import { changeText } from "../lib/number-text.ts";
import { localDate } from "../lib/zone.ts";
import { metricName, stageName } from "../pack/names.ts";
import type { Pack } from "../pack/schema.ts";
import type { Block } from "./document.ts";
import { countedText, moneyText } from "./format.ts";
import { intervalText, outcomeLines, twoDigits, wholePercent } from "./outcome-text.ts";

export const reviewTitle = ({ since, to }: ReviewAnswer, { pack }: Pack): string => `${pack.name}: review of ${localDate(since, pack.timezone)} to ${localDate(to, pack.timezone)}`;

const heading = (text: string): Block => ({ kind: "heading", level: 2, text });
const paragraph = (text: string): Block => ({ kind: "paragraph", text });
const oneDigit = (value: number): string => (Number.isNaN(value) ? "–" : value.toFixed(1));
const signedPercent = (rate: number): string => (Number.isNaN(rate) ? "–" : `${changeText(rate * 100, 1)} %`);

interface View {
  readonly pack: Pack;
  readonly nameOf: (account: string) => string;
}

/** The whole review, in the order in which a leader asks. */
export function reviewBlocks(answer: ReviewAnswer, pack: Pack): Block[] {
  const title: Block = { kind: "heading", level: 1, text: reviewTitle(answer, pack) };
  if (answer.kind === "refused") return [title, { kind: "paragraph", text: answer.reason, strong: true }];
  const view = { pack, nameOf: answer.nameOf };
  return [
    title,
    { kind: "list", items: inShort(answer, pack) },
    ...togetherPart(answer),
    ...groupsPart(answer, view),
    ...failuresPart(answer, view),
    ...metricsPart(answer, view),
    ...judgementPart(answer.judgement, view),
    heading("Signals and playbooks"),
    paragraph("No signal or playbook is recorded, so nothing can be said of which of them paid off."),
    heading("What was counted"),
    { kind: "list", items: outcomeLines(answer.outcomes).map((line) => line.trim()) },
  ];
}

function inShort({ report, withLosses, withGrowth, metrics, judgement }: Review, pack: Pack): string[] {
  const misleading = misleadingIn(metrics);
  return [
    `The score: ${report.verdict.text}.`,
    `Month by month: ${togetherText(withLosses, "fewer customers were lost")}; ${togetherText(withGrowth, "revenue grew more")}.`,
    misleading ? `Most misleading: ${misleadingText(misleading, pack)}` : "No metric of the model held up the score of those who were lost.",
    judgement ? `People against the model: ${judgementText(judgement)}` : "People against the model: nobody recorded a pulse.",
  ];
}

function togetherText({ verdict, correlation }: Together, what: string): string {
  const figures = `rank correlation ${intervalText(correlation, twoDigits)}, ${correlation.n} months`;
  switch (verdict) {
    case "together":
      return `when scores were higher, ${what} (${figures})`;
    case "opposite":
      return `when scores were higher, the opposite of "${what}" held (${figures})`;
    case "not_surely":
      return `whether ${what} when scores were higher can't be told (${figures})`;
    case "too_few":
      return `too few whole months (${correlation.n}) to tell whether ${what} when scores were higher`;
  }
}

function togetherPart({ months, withLosses, withGrowth }: Review): Block[] {
  if (months.length === 0) return [heading("Did score, losses and growth move together?"), paragraph("There is no whole month in this time.")];
  const columns = [{ head: "month" }, ...["customers", "mean score", "red", "lost", "of customers", "revenue"].map((head) => ({ head, right: true }))];
  const rows = months.map(({ month, customers, meanScore, redShare, lost, lostShare, growth }: MonthOfReview) => [month, String(customers), oneDigit(meanScore), wholePercent(redShare), String(lost), Number.isNaN(lostShare) ? "–" : `${(lostShare * 100).toFixed(1)} %`, signedPercent(growth)]);
  const line = (name: string, of: (month: MonthOfReview) => number, show: (value: number) => string) => ({ name, values: months.map(of), show });
  return [
    heading("Did score, losses and growth move together?"),
    paragraph(`${capital(togetherText(withLosses, "fewer customers were lost"))}. ${capital(togetherText(withGrowth, "revenue grew more"))}.`),
    { kind: "chart", title: "Month by month", labels: months.map(({ month }) => month), lines: [line("mean score", (month) => month.meanScore, oneDigit), line("customers lost", (month) => month.lostShare, (share) => `${(share * 100).toFixed(1)} %`), line("growth of revenue", (month) => month.growth, signedPercent)] },
    { kind: "table", columns, rows },
    paragraph("Revenue is that of the customers at the beginning of the month, losses included."),
  ];
}

const kinds = { segment: "segment", stage: "stage", owner: "owner" } as const;

function groupsPart({ groups, report }: Review, { pack }: View): Block[] {
  const parts = Object.entries(groups).flatMap(([kind, own]: [string, readonly GroupOfReview[] | undefined]): Block[] => {
    if (!own || own.length === 0) return [];
    const name = (group: string): string => (group === "" ? (kind === "segment" ? noSegment : `no ${kind}`) : kind === "segment" ? (pack.segments[group]?.name ?? group) : kind === "stage" ? stageName(pack, group) : group);
    const rows = own.map(({ group, decisions, lost, lossRate, meanScore, growth, auc }) => [name(group), String(decisions), String(lost), intervalText(lossRate, wholePercent), oneDigit(meanScore), signedPercent(growth), auc ? intervalText(auc, twoDigits) : "too few"]);
    const columns = [{ head: kinds[kind as keyof typeof kinds] }, { head: "decisions", right: true }, { head: "lost", right: true }, { head: "share lost (95 % interval)" }, { head: "mean score before", right: true }, { head: "growth of the others", right: true }, { head: "AUC (95 % interval)" }];
    return [{ kind: "heading", level: 3, text: `Per ${kind}` }, { kind: "table", columns, rows }];
  });
  if (parts.length === 0) return [];
  return [heading("Who was lost, and how well did the score tell"), paragraph(`Scores are those of ${report.primaryLead} days before each decision; groups of fewer than ten decisions are left out.`), ...parts];
}

const mostNames = 15;

function failuresPart({ report }: Review, view: View): Block[] {
  const table = (title: string, surprises: readonly Surprise[]): Block[] => {
    if (surprises.length === 0) return [paragraph(`${title}: nobody.`)];
    const rows = surprises.slice(0, mostNames).map(({ account, at, score, mrr }) => [view.nameOf(account), localDate(at, view.pack.pack.timezone), score.toFixed(0), moneyText(mrr, view.pack.pack.currency)]);
    return [paragraph(`${title}: ${surprises.length}${surprises.length > mostNames ? `, the ${mostNames} with the most revenue` : ""}.`), { kind: "table", columns: [{ head: "account" }, { head: "decision" }, { head: "score before", right: true }, { head: "revenue a month", right: true }], rows }];
  };
  return [heading("Where the model failed"), ...table("Green, and lost", report.falseGreens), ...table("Red, and renewed", report.falseReds)];
}

/** The metric that gave the lost the most points, where it didn't surely tell them from the others. */
const misleadingIn = (metrics: readonly MetricRecord[]): MetricRecord | undefined => metrics.find(({ verdict, meanLost, meanWon }) => verdict === "misled" || (verdict === "nothing" && meanLost >= meanWon));

const misleadingText = ({ id, share, meanLost, meanWon }: MetricRecord, pack: Pack): string =>
  `${metricName(pack, id)} makes ${wholePercent(share)} of the score and stood at ${oneDigit(meanLost)} points before losses, ${oneDigit(meanWon)} before renewals.`;

const recordWords = { told: "told", nothing: "said nothing sure", misled: "pointed the wrong way", too_few: "too few to ask" } as const;

function metricsPart({ metrics }: Review, { pack }: View): Block[] {
  const misleading = misleadingIn(metrics);
  const rows = metrics.map(({ id, share, seen, meanWon, meanLost, auc, verdict }) => [metricName(pack, id), wholePercent(share), String(seen), oneDigit(meanWon), oneDigit(meanLost), intervalText(auc, twoDigits), recordWords[verdict]]);
  const columns = [{ head: "metric" }, { head: "of the score", right: true }, { head: "seen", right: true }, { head: "points, renewed", right: true }, { head: "points, lost", right: true }, { head: "AUC (95 % interval)" }, { head: "verdict" }];
  return [
    heading("Which metric misled"),
    paragraph(misleading ? `Most of all: ${misleadingText(misleading, pack)}` : "None: each metric gave those who were lost fewer points than the others, though not each of them surely."),
    { kind: "table", columns, rows },
  ];
}

const standpointWords = { people_worse: "people saw it worse than the model", people_better: "people saw it better than the model", agreed: "both saw the same band" } as const;

function judgementText({ verdict, people, model, difference }: JudgedJudgement): string {
  const figures = `AUC ${intervalText(people, twoDigits)} against ${intervalText(model, twoDigits)}, difference ${intervalText(difference, twoDigits)}`;
  switch (verdict) {
    case "people":
      return `people knew better (${figures}).`;
    case "model":
      return `the model knew better (${figures}).`;
    case "neither_surely":
      return `neither surely knew better (${figures}).`;
    case "not_enough":
      return `too few decisions before which both had said something (${people.negatives} lost, ${people.positives} renewed).`;
  }
}

function judgementPart(judgement: JudgedJudgement | undefined, { pack, nameOf }: View): Block[] {
  const title = heading("People and the model");
  if (!judgement) return [title, paragraph("Nobody recorded a pulse, or the model holds nothing else, so there is nothing to compare.")];
  const { timezone, currency } = pack.pack;
  const rows = judgement.groups.map(({ standpoint, n, lost, lossRate }: DisagreementGroup) => [standpointWords[standpoint], String(n), String(lost), n > 0 ? intervalText(lossRate, wholePercent) : "–"]);
  const right = judgement.disagreements.filter(({ standpoint, lost }) => lost === (standpoint === "people_worse"));
  const named = judgement.disagreements.slice(0, mostNames).map(({ account, at, standpoint, lost, mrr }) => [nameOf(account), localDate(at, timezone), standpointWords[standpoint], lost ? "lost" : "renewed", lost === (standpoint === "people_worse") ? "people" : "the model", moneyText(mrr, currency)]);
  return [
    title,
    paragraph(`The model is the score without pulses, overrides and people's adjustments, so that nobody is compared with himself. ${capital(judgementText(judgement))}`),
    { kind: "table", columns: [{ head: "pulse and band" }, { head: "decisions", right: true }, { head: "lost", right: true }, { head: "share lost (95 % interval)" }], rows },
    ...(judgement.disagreements.length > 0 ? [
      paragraph(`They disagreed before ${countedText(judgement.disagreements.length, "decision", "decisions")}; in ${right.length} of them people were on the right side. Most decisions are renewals, so whoever sees it better is mostly right when counted so; the AUC is the fairer measure. Those before losses come first.`),
      { kind: "table" as const, columns: [{ head: "account" }, { head: "decision" }, { head: "before it" }, { head: "became" }, { head: "right" }, { head: "revenue a month", right: true }], rows: named },
    ] : []),
  ];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
