import { type AccountLog, traitsBefore } from "../../accounts/account-log.ts";
import type { Leak, MetricEvidence } from "../../insights/backtest/leak.ts";
import { guardAgainstLeaks } from "../../insights/backtest/leak-guard.ts";
import { namesOutcome, saysLost } from "../../insights/backtest/outcome-words.ts";
import { refusal } from "../../insights/backtest/refusal.ts";
import { rankAuc } from "../../lib/statistics/auc.ts";
import { localMidnight, shiftDays } from "../../lib/zone.ts";
import { presentState } from "../../metrics/value.ts";
import type { LearnPorts, Past, PastRequest } from "./past.ts";

/** Why nothing can be learned from the past, and which metrics know the outcome all the same. */
export interface Refusal {
  readonly reason: string;
  readonly leaks: readonly Leak[];
}

/** Why this past has nothing to judge by; undefined when it has. */
export async function refusalOf(ports: LearnPorts, request: PastRequest, { decisions, measured }: Pick<Past, "decisions" | "measured">): Promise<Refusal | undefined> {
  // Contracts that run on decide for staying; where nobody was ever lost, a label says what the contracts don't.
  const nobodyLost = !decisions.some(({ lost }) => lost);
  const label = nobodyLost ? await undatedLabel(ports, request) : undefined;
  const supply = { dated: label ? 0 : decisions.length, labelledWithoutDate: label?.lost.size ?? 0, instants: measured.instants.length };
  const reason = refusal({ ...supply, ...(label && { label: label.trait }) });
  return reason === undefined ? undefined : { reason, leaks: label ? await leaksAgainst(label, ports, request) : [] };
}

/** A trait that says of accounts whether they were lost, and not when. */
interface Label {
  readonly trait: string;
  readonly lost: ReadonlyMap<string, boolean>;
}

const [mostAccounts, accountsAtOnce] = [1_000_000, 5_000];
/** What has more values is a date, an amount or a sentence, and no label. */
const mostValues = 12;

/** Of the traits that are named after the outcome the one that most accounts carry. */
async function undatedLabel({ accounts }: LearnPorts, { workspace }: PastRequest): Promise<Label | undefined> {
  const names = (await accounts.namedAccounts({ workspace, limit: mostAccounts })).map(({ account }) => account);
  const values = new Map<string, Map<string, string | number>>();
  for (let first = 0; first < names.length; first += accountsAtOnce) {
    const read = await accounts.readAccounts({ workspace, accounts: names.slice(first, first + accountsAtOnce) });
    for (const [account, log] of read) noteLabels({ ...log, account, born: 0 }, values);
  }
  const labels = [...values].filter(([, own]) => new Set(own.values()).size <= mostValues && [...own.values()].some(saysLost));
  const [most] = labels.toSorted(([, one], [, other]) => other.size - one.size);
  return most && { trait: most[0], lost: new Map([...most[1]].map(([account, value]) => [account, saysLost(value)])) };
}

function noteLabels(log: AccountLog, values: Map<string, Map<string, string | number>>): void {
  for (const [trait, value] of traitsBefore(log, Number.POSITIVE_INFINITY)) {
    if (value === null || !namesOutcome(trait)) continue;
    const own = values.get(trait) ?? new Map<string, string | number>();
    values.set(trait, own.set(log.account, value));
  }
}

/** What the metrics say of the label at the end of the data: one that tells who was lost there was written with it. */
async function leaksAgainst({ lost }: Label, { measurer }: LearnPorts, { workspace, scorer, metrics, to }: PastRequest): Promise<Leak[]> {
  const { timezone: zone, currency } = scorer.pack.pack;
  const asOf = shiftDays(localMidnight(to, zone), 1, zone);
  const { accounts, metricIds, values, states } = await measurer.measure({ workspace, metrics, zone, currency, rates: scorer.rates, instants: [asOf] });
  const evidence = metricIds.map((id, k): MetricEvidence => {
    const rows = accounts.flatMap((account, row) => (lost.has(account) && states[row * metricIds.length + k] === presentState ? [row] : []));
    const positive = rows.map((row) => (lost.get(accounts[row] as string) ? 0 : 1));
    const ofAccounts = rankAuc({ values: rows.map((row) => values[row * metricIds.length + k] as number), positive });
    return { id, definition: metrics[id] as MetricEvidence["definition"], ofAccounts, history: { single: rows.length, accounts: rows.length } };
  });
  return guardAgainstLeaks(evidence, []);
}
