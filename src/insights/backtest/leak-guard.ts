import { differenceOfShares, wilson } from "../../lib/statistics/proportion.ts";
import { median } from "simple-statistics";
import { namesOutcome } from "./outcome-words.ts";
import type { FeedEvidence, Leak, LeakKind, MetricEvidence, OutcomeEvidence } from "./leak.ts";

type Finding = Omit<Leak, "kind" | "metric"> | undefined;

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const leak = (text: string): Finding => ({ severity: "leak", text });
const suspicion = (text: string): Finding => ({ severity: "suspicion", text });

/** The share of values moved by late facts from which on it is worth a word, where none of them was judged. */
const worthAWord = 0.01;

/** A value moved by what came later was not known then, whatever its name. */
function datedAfterInstant({ valuesMovedByLaterFacts: moved, judgedAsKnown }: MetricEvidence): Finding {
  if (moved === undefined || moved.moved === 0) return undefined;
  if (judgedAsKnown && moved.moved < worthAWord * moved.checked) return undefined;
  if (judgedAsKnown) return suspicion(`rests on facts that became known later: ${moved.moved} of ${moved.checked} values checked would be others today; judged by what was known then`);
  return leak(`rests on facts dated after the instant: ${moved.moved} of ${moved.checked} values change when those are taken away`);
}

/** Longer than this between what happened and our knowing it, and the value was filled in afterwards. */
const lateDays = 7;

function knownOnlyAtExtraction({ facts, history, auc, ofAccounts }: MetricEvidence): Finding {
  if (facts !== undefined && facts.count > 0 && facts.knownLate / facts.count > 0.5 && facts.medianLagDays > lateDays) {
    return leak(`was known only ${Math.round(facts.medianLagDays)} days (median) after the date that its facts carry, for ${percent(facts.knownLate / facts.count)} of them`);
  }
  if (history === undefined || history.accounts < 20 || history.single < history.accounts) return undefined;
  if (strengthOf(ofAccounts) >= 0.9) return leak("has one value for all time in every account, and that tells who was lost in the end: it was written afterwards");
  if (auc === undefined || (auc.low <= 0.5 && auc.high >= 0.5)) return undefined;
  return suspicion("has one value for all time in every account, as if read at the extraction, and still tells who left; check when it was known");
}

function labelDerived(metric: MetricEvidence): Finding {
  const named = namesIn(metric).find(namesOutcome);
  const strength = strengthOf(metric.auc);
  if (named !== undefined && strength > 0.5) return leak(`is named after the outcome (${named}) and tells who left`);
  if (strength >= 0.97) return leak(`separates lost from renewed nearly perfectly (AUC at least ${strength.toFixed(2)}), as only the outcome itself does`);
  const filled = [metric.presence, metric.presenceOfAccounts].find(tellsByPresence);
  if (filled !== undefined) return leak(`is there for ${percent(filled.lostPresent / filled.lost)} of the lost and ${percent(filled.wonPresent / filled.won)} of the others: whether it is filled in is the outcome`);
  if (named !== undefined) return suspicion(`is named after the outcome (${named})`);
  return strength >= 0.9 ? suspicion(`separates lost from renewed better than honest measurements do (AUC at least ${strength.toFixed(2)})`) : undefined;
}

function tellsByPresence(presence: MetricEvidence["presence"]): boolean {
  if (presence === undefined || presence.won < 20 || presence.lost < 20) return false;
  const difference = differenceOfShares({ successes: presence.lostPresent, n: presence.lost }, { successes: presence.wonPresent, n: presence.won });
  return Math.max(difference.low, -difference.high) > 0.8;
}

/** The lower end of how well it separates, in whichever direction; 0 when unknown or from few. */
function strengthOf(auc: MetricEvidence["auc"]): number {
  return auc === undefined || Math.min(auc.positives, auc.negatives) < 10 ? 0 : Math.max(auc.low, 1 - auc.high);
}

/** What the metric calls itself and what it, and those it is made of, read. */
function namesIn({ id, definition, ingredients = [] }: MetricEvidence): string[] {
  return [id, ...[definition, ...ingredients].flatMap(namesRead)];
}

function namesRead(definition: MetricEvidence["definition"]): string[] {
  const read = { trait: "trait", property: "property", measurement: "measurement", survey: "survey", touchpoint: "touchpoint" } as const;
  const fields = Object.values(read).flatMap((field) => (field in definition ? [String((definition as Record<string, unknown>)[field])] : []));
  const events = "events" in definition && definition.events ? definition.events : [];
  return [...fields, ...events];
}

/** Rows of the lost are missing altogether: only those who stayed were exported. */
function rowsStopAtExit({ presence }: MetricEvidence): Finding {
  if (presence === undefined || presence.won < 20 || presence.lost < 20) return undefined;
  const [won, lost] = [wilson(presence.wonPresent, presence.won), wilson(presence.lostPresent, presence.lost)];
  if (lost.high < 0.1 && won.low > 0.5) return leak(`has values for ${percent(lost.value)} of the lost and ${percent(won.value)} of the renewed: the rows of the lost were taken away`);
  return undefined;
}

const checks: Readonly<Partial<Record<LeakKind, (metric: MetricEvidence) => Finding>>> = {
  dated_after_instant: datedAfterInstant,
  known_only_at_extraction: knownOnlyAtExtraction,
  rows_stop_at_exit: rowsStopAtExit,
  label_derived: labelDerived,
};

/** Every way in which these metrics, feeds and outcomes know too much. */
export function guardAgainstLeaks(metrics: readonly MetricEvidence[], feeds: readonly FeedEvidence[], outcomes?: OutcomeEvidence): Leak[] {
  const ofMetrics = metrics.flatMap((metric) =>
    Object.entries(checks).flatMap(([kind, check]) => named(kind as LeakKind, metric.id, check(metric))),
  );
  const ofFeeds = feeds.flatMap((feed) => named("exit_derived_from_use", feed.feed, exitDerivedFromUse(feed)));
  return [...ofMetrics, ...ofFeeds, ...(outcomes ? named("losses_at_the_end", "outcomes", lossesAtTheEnd(outcomes)) : [])];
}

const named = (kind: LeakKind, metric: string, finding: Finding): Leak[] => (finding ? [{ kind, metric, ...finding }] : []);

/**
 * When nearly every exit lies the same number of days after the last event, the exit was computed from the events. An exit on the
 * day of the last event or the next is ordinary: use ends when access does.
 */
function exitDerivedFromUse({ daysFromLastEventToExit: days }: FeedEvidence): Finding {
  if (days.length < 10) return undefined;
  const usual = median([...days]);
  const alike = days.filter((gap) => Math.abs(gap - usual) <= 1).length / days.length;
  if (usual <= 2 || alike < 0.8) return undefined;
  return suspicion(`last events lie ${Math.round(usual)} days before the exit in ${percent(alike)} of the losses: the exit was derived from use, so recency measures the label`);
}

/** Losses that pile up in the last period are contracts whose renewal the data no longer holds. */
function lossesAtTheEnd({ periods }: OutcomeEvidence): Finding {
  const last = periods.at(-1);
  if (last === undefined || periods.length < 4) return undefined;
  const before = periods.slice(0, -1).reduce((sum, { decisions, lost }) => ({ decisions: sum.decisions + decisions, lost: sum.lost + lost }), { decisions: 0, lost: 0 });
  if (last.lost < 10 || before.decisions === 0) return undefined;
  const { low } = differenceOfShares({ successes: last.lost, n: last.decisions }, { successes: before.lost, n: before.decisions });
  if (low < 2 * (before.lost / before.decisions)) return undefined;
  return leak(`pile up at the end: ${percent(last.lost / last.decisions)} of the last period's contracts were not renewed, ${percent(before.lost / before.decisions)} before; the data probably ends before the renewals were recorded, so set the end of the data earlier`);
}
