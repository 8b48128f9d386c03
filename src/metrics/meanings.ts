import type { MetricKind } from "./schema.ts";

/** What each kind of metric measures, for editors, the reference and people. */
export const kindMeanings: Readonly<Record<MetricKind, string>> = {
  count: "How many of the selected events happened in the window.",
  active_users: "How many different users had one of the selected events in the window.",
  active_days: "On how many local days of the window one of the selected events happened.",
  share_of_users: "Active users in the window, as a share of the seats under contract, of all known users, or of all who were active at all. Not applicable when there are none.",
  adoption: "Users who use features regularly: how many, what share of users, or what share of the features anybody uses regularly.",
  trend: "A metric against itself one window earlier, as a relative change: 0.1 is ten percent more. Too young until the account has history enough; not applicable when the earlier value is under min_base.",
  recency: "Days since the latest of the selected events. Never seen when there was none.",
  sum: "The sum of a numeric property of the selected events in the window; 0 when there are none.",
  average: "The mean of a numeric property of the selected events in the window. Not applicable when there are none.",
  last: "The value of a numeric property in the latest of the selected events. Expires after max_age.",
  open_items: "Items such as tickets that were opened and not closed: how many, the age of the oldest in days, or how many hours those closed in the window took.",
  rate: "A metric per active user, per month, per seat under contract, or per 1,000 of monthly recurring revenue.",
  trait: "A trait of the account: its number, or the number that its text stands for.",
  survey: "Answers to a survey in the window: the latest, or the mean. Expired when the only answers are older.",
  milestones: "Steps that each happen once: the share of them that was reached, or the days until the last of them was.",
  attainment: "A metric as a share of what is expected in this month of the contract. Not applicable without an active contract.",
  pulse: "The CSM's judgement: green is 100, yellow 50, red 0. Expires with age and after a change of the account's owner.",
  manual: "A number that a person types in on schedule. Expires when it is overdue for long.",
  formula: "Arithmetic over other metrics. Missing when one of them is, for the same reason.",
  recipe: "Points by conditions: those of the first case that holds. Not applicable when a case before it can't be decided.",
};
