import type { Properties } from "../events/fact.ts";
import type { Random } from "../lib/random.ts";

/** What a person did, as an event says it. */
export interface Action {
  readonly name: string;
  readonly properties: Properties;
}

interface Feature {
  readonly name: string;
  /** How many of a hundred people in a lively account ever take it up, and how often those use it beside other features. */
  readonly reach: number;
  readonly weight: number;
  /** Days on average until somebody who will take it up does. */
  readonly delayDays: number;
  readonly act: (random: Random) => Action;
}

const plain = (name: string): (() => Action) => {
  const action: Action = { name, properties: {} };
  return () => action;
};

const reports = ["weekly_summary", "campaign_results", "audience_growth"].map(
  (report): Action => ({ name: "report_viewed", properties: { report } }),
);
export const viewReport = (random: Random): Action => random.pick(reports);

const amount = (random: Random, median: number): number => Math.ceil(random.logNormal(median, 1));
const rows = (name: string, median: number) => (random: Random): Action => ({ name, properties: { rows: amount(random, median) } });
const sent = (random: Random): Action => ({ name: "newsletter_sent", properties: { recipients: amount(random, 900) } });

/** The simulated product sends newsletters. The last feature comes out late in the period. */
export const features: readonly Feature[] = [
  { name: "dashboard_opened", reach: 92, weight: 1.2, delayDays: 3, act: plain("dashboard_opened") },
  { name: "report_viewed", reach: 70, weight: 0.8, delayDays: 12, act: viewReport },
  { name: "newsletter_created", reach: 66, weight: 1, delayDays: 15, act: plain("newsletter_created") },
  { name: "newsletter_sent", reach: 48, weight: 0.7, delayDays: 20, act: sent },
  { name: "contacts_imported", reach: 46, weight: 0.6, delayDays: 18, act: rows("contacts_imported", 120) },
  { name: "contacts_exported", reach: 32, weight: 0.4, delayDays: 40, act: rows("contacts_exported", 200) },
  { name: "audience_segmented", reach: 32, weight: 0.4, delayDays: 50, act: plain("audience_segmented") },
  { name: "template_edited", reach: 38, weight: 0.5, delayDays: 30, act: plain("template_edited") },
  { name: "automation_started", reach: 40, weight: 0.7, delayDays: 45, act: plain("automation_started") },
];

export const lateFeature = "automation_started";
export const loggedIn = (milliseconds: number): Action => ({ name: "logged_in", properties: { load_ms: milliseconds } });
