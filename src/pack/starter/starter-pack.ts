import type { DataFacts } from "../data-facts.ts";
import { type Proposal, candidates, quoted } from "./candidates.ts";

export interface StarterRequest {
  readonly id: string;
  readonly name: string;
  readonly timezone: string;
  readonly currency: string;
  /** Without facts the pack is for data as the documentation describes it. */
  readonly facts?: DataFacts;
  /** What somebody has chosen of the proposals; without it all of them, as they are proposed. */
  readonly choice?: StarterChoice;
}

export interface StarterChoice {
  /** Weights within their categories, by metric; a metric that isn't here is left out. */
  readonly weights: Readonly<Record<string, number>>;
  readonly bands: { readonly red_below: number; readonly yellow_below: number };
}

/** Metrics that the data can feed, in the order in which they say most. */
export const starterProposals = (facts: DataFacts): readonly Proposal[] => candidates.flatMap((candidate) => candidate(facts) ?? []);

function chosenOf(proposals: readonly Proposal[], choice: StarterChoice | undefined): readonly Proposal[] {
  if (!choice) return proposals;
  return proposals.flatMap((proposal) => {
    const weight = choice.weights[proposal.id];
    return weight === undefined ? [] : [{ ...proposal, weight }];
  });
}

export const starterBands: StarterChoice["bands"] = { red_below: 40, yellow_below: 70 };

/**
 * A first pack as commented YAML, with only those metrics that the data can feed, so that the first portfolio isn't
 * grey. It always passes the check, with warnings where the data offers too little for a good score.
 * Undefined when the data feeds no metric at all.
 */
export function starterPack(request: StarterRequest): string | undefined {
  const { facts = typicalFacts, choice } = request;
  const all = starterProposals(facts);
  const proposals = chosenOf(all, choice);
  if (proposals.length === 0) return undefined;
  // What a chosen metric is made of is measured too, also where it makes no score itself.
  const measured = all.filter(({ id }) => proposals.some((proposal) => proposal.id === id || proposal.definition.includes(`metric: ${id}`)));
  return [head(request), "metrics:", ...measured.flatMap(metricLines), "", ...modelLines(proposals, choice?.bands ?? starterBands), ...journeyLines, ...absent(proposals)].join("\n") + "\n";
}

function head({ id, name, timezone, currency, facts }: StarterRequest): string {
  return `# yaml-language-server: $schema=./pack.schema.json
# What "healthy" means for our customers. Change it, run \`bellwether check\`, and score again.
# ${facts === undefined ? "The metrics expect data as the guide describes it." : "These are the metrics that the imported data can feed."}
pack:
  id: ${id}
  name: ${quoted(name)}
  timezone: ${timezone}  # days, and windows of days, are local to it
  currency: ${currency}  # revenue is shown and summed in it

# Groups of customers for whom other rules may count: the model can have \`variants\` for them.
segments:
  key_accounts:
    name: Key accounts
    when: { contract: mrr, at_least: 5000 }

# What is measured. Four to six metrics are what people can keep in mind.`;
}

function metricLines({ id, comment, definition }: Proposal): string[] {
  return [`  # ${comment}`, `  ${id}:`, ...definition.map((line) => `    ${line}`)];
}

/** It reads meetings, reviews and goals, which few have at hand on the first day, so it is only offered. */
const journeyLines = [
  "",
  "# Where customers are on their way. Without the # before them, these lines are the seven usual stages, from handover to",
  "# renewal; `bellwether journey` then shows who is where, and who is stuck.",
  "# journey:",
  "#   based_on: default",
];

const names = { product: "Product", support: "Support", relationship: "Relationship" } as const;
const weights = { product: 50, support: 25, relationship: 25 } as const;
const order = ["product", "support", "relationship"] as const;

function modelLines(proposals: readonly Proposal[], bands: StarterChoice["bands"]): string[] {
  const categories = order.flatMap((category) => {
    const own = proposals.filter((proposal) => proposal.category === category);
    if (own.length === 0) return [];
    return [`    ${category}:`, `      name: ${names[category]}`, `      weight: ${weights[category]}`, "      metrics:", ...own.flatMap(scoredLines)];
  });
  return [
    "# How the metrics become one score from 0 to 100. Weights are relative to their neighbours; a scale says what a value is",
    "# worth: pairs of [value, points], linear in between.",
    "model:",
    `  bands: { red_below: ${bands.red_below}, yellow_below: ${bands.yellow_below} }`,
    "  categories:",
    ...categories,
  ];
}

function scoredLines({ id, weight, scale }: Proposal): string[] {
  return [`        ${id}:`, `          weight: ${weight}`, ...(scale === undefined ? [] : [`          scale: ${scale}`])];
}

/** What would make the score better, once the data is there. */
function absent(proposals: readonly Proposal[]): string[] {
  const found = new Set(proposals.map(({ category }) => category));
  const advice = {
    product: "what people do in the product: events with a user",
    support: "how support goes: tickets with opening and closing, and answers to a survey of satisfaction",
    relationship: "how the relationship is: business reviews (was the sponsor there?), and the CSM's pulse",
  };
  const missing = order.filter((category) => !found.has(category));
  if (missing.length === 0) return [];
  return ["", "# Not in the data yet, and worth importing, because people can use a product every day without getting value from it:", ...missing.map((category) => `# - ${advice[category]}`)];
}

const seen = { count: 1, accounts: 1, users: 100, properties: {} };

/** Data as the documentation describes it: product events with users, contracts with seats, tickets, surveys, reviews. */
const typicalFacts: DataFacts = {
  accounts: 1,
  firstEvent: 0,
  lastEvent: 365 * 86_400_000,
  events: {
    login: seen,
    contract_changed: { ...seen, properties: { seats: { numbers: 1, lowest: 1, highest: 100, texts: [] } } },
    ticket_opened: seen,
    ticket_closed: seen,
    survey_answered: { ...seen, properties: { score: { numbers: 1, lowest: 1, highest: 5, texts: [] } } },
    review_held: { ...seen, properties: { sponsor_present: { numbers: 0, texts: ["true", "false"] } } },
    pulse_set: seen,
  },
  traits: {},
};
