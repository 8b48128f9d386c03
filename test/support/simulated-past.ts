import { weeklyInstants } from "../../src/engine/learn/past.ts";
import { type Scorer, compileScorer } from "../../src/engine/scorer.ts";
import { defaultOutcomeDefinition } from "../../src/insights/outcomes/definition.ts";
import { deriveOutcomes } from "../../src/insights/outcomes/derive.ts";
import { recordedBefore, statementsBefore } from "../../src/insights/outcomes/from-log.ts";
import { type Decision, decisionsOf } from "../../src/insights/outcomes/observe.ts";
import { dateInstant } from "../../src/lib/zone.ts";
import { parsePack } from "../../src/pack/parse.ts";
import type { SimulationOptions } from "../../src/simulator/options.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { simulate } from "../../src/simulator/simulate.ts";
import { type SweptPast, SweptCompany } from "./swept-past.ts";

const zone = "UTC";

/** Metrics that follow what customers get from the product, and metrics that follow nothing: the simulator knows which is which. */
const source = `
pack: { id: truth, name: Truth, timezone: UTC, currency: EUR, rates: { USD: [[2020-01-01, 0.92]] } }
metrics:
  seats_active: { name: Active share of seats, owner: product, kind: share_of_users, of: seats, window: 30d, events: [logged_in, report_viewed] }
  uses: { kind: count, window: 30d, events: [dashboard_opened, report_viewed, newsletter_created, newsletter_sent, contacts_imported, contacts_exported, audience_segmented, template_edited, automation_started] }
  uses_per_seat: { name: Uses per seat, owner: product, kind: rate, metric: uses, per: seat }
  days_since_use: { name: Days since use, owner: product, kind: recency, events: [dashboard_opened, report_viewed, newsletter_created, newsletter_sent] }
  active_days: { name: Active days, owner: product, kind: active_days, window: 28d, events: [logged_in] }
  decoy_status_views: { kind: count, window: 90d, events: [status_page_viewed] }
  decoy_webinars: { kind: count, window: 90d, events: [webinar_registered] }
  decoy_load_time: { kind: average, property: load_ms, window: 30d, events: [logged_in] }
  decoy_credit: { kind: trait, trait: credit_rating }
  decoy_rank: { kind: trait, trait: web_rank }
  decoy_growth: { kind: trait, trait: employee_growth }
model:
  bands: { red_below: 40, yellow_below: 70 }
  categories:
    use:
      name: Use
      weight: 1
      metrics:
        seats_active: { weight: 4, scale: [[0, 0], [0.3, 40], [0.6, 70], [0.9, 100]] }
        uses_per_seat: { weight: 3, scale: [[0, 0], [3, 40], [6, 80], [10, 100]] }
        days_since_use: { weight: 3, scale: { worst: 21, best: 0 } }
`;
function scorerOf(): Scorer {
  const { pack, problems } = parsePack([{ path: "pack.yaml", text: source }]);
  if (!pack) throw new Error(problems.map(({ message }) => message).join("; "));
  return compileScorer(pack);
}
export const truthScorer: Scorer = scorerOf();
export const decoyMetrics: readonly string[] = truthScorer.metricIds.filter((id) => id.startsWith("decoy"));

export interface SimulatedPast extends SweptPast {
  readonly decisions: readonly Decision[];
}

/** Two years of a small company's customers, week by week, and what became of them. */
export function simulatedPast(seed: string, own: Partial<SimulationOptions> = {}): SimulatedPast {
  const options = simulationOf("learning", { to: dateInstant("2026-06-01", zone), zone, seed, ...own });
  const { pack } = truthScorer;
  const company = new SweptCompany({ metrics: pack.metrics, zone, currency: pack.pack.currency, rates: truthScorer.rates, instants: weeklyInstants(options, zone) });
  for (const { truth, facts } of simulate(options)) company.add(truth.account, facts);
  const past = company.measure();
  const { to } = options;
  const logs = [...past.logs.values()];
  const money = { currency: pack.pack.currency, rates: truthScorer.rates };
  const { outcomes } = deriveOutcomes({
    statements: logs.flatMap((log) => statementsBefore(log, to, money)),
    recorded: logs.flatMap((log) => recordedBefore(log, to)),
    definition: defaultOutcomeDefinition,
    asOf: to,
    zone,
  });
  return { ...past, decisions: decisionsOf(outcomes) };
}
