import { dayMs } from "../../lib/zone.ts";
import { type DataFacts, productEvents } from "../data-facts.ts";

/** A metric that a first pack may have, written as YAML. */
export interface Proposal {
  readonly id: string;
  readonly category: "product" | "support" | "relationship";
  readonly weight: number;
  /** Why it is here, for the person who reads the file. */
  readonly comment: string;
  /** The definition without its id: lines of YAML, not indented. */
  readonly definition: readonly string[];
  /** YAML of the scale in the model; absent for kinds that give points. */
  readonly scale?: string;
}

/** Proposes a metric when the data can feed it. */
export type Candidate = (facts: DataFacts) => Proposal | undefined;

/** Candidates in the order in which they say most; of two that say the same the first that can be fed is taken. */
export const candidates: readonly Candidate[] = [levelOfUse, recencyOfUse, breadthOfUse, trendOfUse, openTickets, satisfaction, sponsorReview, pulse, contact];

const has = (facts: DataFacts, name: string): boolean => (facts.events[name]?.count ?? 0) > 0;

/** Days that the data spans. */
function span({ firstEvent, lastEvent }: DataFacts): number {
  return firstEvent === undefined || lastEvent === undefined ? 0 : Math.floor((lastEvent - firstEvent) / dayMs) + 1;
}

/** Four weeks where the data holds several of them, so that every window has each weekday equally often. */
function windowDays(facts: DataFacts): number {
  const days = span(facts);
  if (days >= 84) return 28;
  return days >= 28 ? 14 : 7;
}

function levelOfUse(facts: DataFacts): Proposal | undefined {
  const names = productEvents(facts);
  if (names.length === 0) return undefined;
  const window = `window: ${windowDays(facts)}d`;
  const users = Math.max(...names.map((name) => facts.events[name]?.users ?? 0));
  const seats = (facts.events["contract_changed"]?.properties["seats"]?.numbers ?? 0) > 0;
  const about = { category: "product", weight: 40 } as const;
  // With about one user for each account a share of users is all or nothing.
  if (users < 3 * facts.accounts) {
    const days = windowDays(facts);
    const scale = `[[0, 0], [${Math.round(days * 0.15)}, 40], [${Math.round(days * 0.4)}, 70], [${Math.round(days * 0.7)}, 100]]`;
    return { ...about, id: "active_days", comment: "On how many days the product is used: the level of use says most about who stays.", definition: ["name: Active days", "why: A product that is used on most days has become part of the work.", "owner: product", "kind: active_days", window], scale };
  }
  const scale = "[[0, 0], [0.3, 40], [0.6, 70], [0.9, 100]]";
  if (seats) return { ...about, id: "seats_active", comment: "How much of what was bought is used: the level of use says most about who stays.", definition: ["name: Active share of seats", "why: Seats that nobody uses are the first to be cancelled.", "owner: product", "kind: share_of_users", "of: seats", window], scale };
  return { ...about, id: "users_active", comment: "The level of use says most about who stays.", definition: ["name: Active share of users", "why: Value for a company needs more than one person who uses the product.", "owner: product", "kind: share_of_users", "of: known_users", window], scale };
}

function recencyOfUse(facts: DataFacts): Proposal | undefined {
  if (productEvents(facts).length === 0) return undefined;
  return {
    id: "days_since_use",
    category: "product",
    weight: 30,
    comment: "Recency is the second best sign in data on who stayed.",
    definition: ["name: Days since last use", "why: Silence comes before a cancellation.", "owner: product", "kind: recency"],
    scale: "[[1, 100], [7, 70], [14, 40], [30, 0]]",
  };
}

/** Without knowing which features bring value, the most used ones stand for them. */
function breadthOfUse(facts: DataFacts): Proposal | undefined {
  const names = productEvents(facts).filter((name) => !/^(?:log|sign)[ _-]?(?:in|out|up)|session|page/i.test(name));
  if (names.length < 4) return undefined;
  const features = names.slice(0, 6).map((name) => `  - events: [${quoted(name)}]`);
  return {
    id: "feature_breadth",
    category: "product",
    weight: 20,
    comment: "The most used features stand for those that bring value: keep the ones that do.",
    definition: ["name: Breadth of use", "why: Who uses several features finds several reasons to stay.", "owner: product", "kind: adoption", "measure: breadth", `window: ${windowDays(facts)}d`, "features:", ...features],
    scale: "[[0, 0], [0.5, 70], [1, 100]]",
  };
}

function trendOfUse(facts: DataFacts): Proposal | undefined {
  const level = levelOfUse(facts);
  // Enough for both windows and for an account to have settled in before they begin.
  if (level?.id !== "active_days" || span(facts) < 112) return undefined;
  return {
    id: "use_trend",
    category: "product",
    weight: 10,
    comment: "A decline is worth little by itself: level and recency say more.",
    definition: ["name: Change of use", "why: A decline is a reason to ask.", "owner: product", "kind: trend", "metric: active_days", "min_history: 84d"],
    scale: "[[-0.6, 0], [-0.2, 60], [0, 80], [0.2, 100]]",
  };
}

function openTickets(facts: DataFacts): Proposal | undefined {
  if (!has(facts, "ticket_opened") || !has(facts, "ticket_closed")) return undefined;
  return {
    id: "oldest_ticket",
    category: "support",
    weight: 50,
    comment: "Not how many tickets there are, which active customers have, but how long one waits.",
    definition: ["name: Age of the oldest open ticket", "why: A problem that nobody solves is a reason to look elsewhere.", "owner: support", "kind: open_items", "measure: oldest_days", "item: ticket", "opened: { events: [ticket_opened] }", "closed: { events: [ticket_closed] }"],
    scale: "[[2, 100], [7, 70], [14, 40], [30, 0]]",
  };
}

function satisfaction(facts: DataFacts): Proposal | undefined {
  const answers = facts.events["survey_answered"]?.properties;
  const score = answers?.["score"];
  if (score?.highest === undefined) return undefined;
  const surveys = answers?.["survey"]?.texts ?? [];
  const csat = surveys.filter((name) => !/nps|promoter/i.test(name));
  // Answers to NPS alone: it lags and names nothing to act on, so it is left out.
  if (surveys.length > 0 && csat.length === 0) return undefined;
  const best = score.highest <= 5 ? 5 : score.highest <= 10 ? 10 : 100;
  const chosen = csat.length > 0 && csat.length < surveys.length ? [`survey: ${quoted(csat[0] as string)}`] : [];
  return {
    id: "satisfaction",
    category: "support",
    weight: 50,
    comment: `Answers up to ${score.highest}; check the ends of the scale.`,
    definition: ["name: Satisfaction", "why: What people say after a touchpoint names what to do.", "owner: support", "kind: survey", ...chosen, "measure: average", "window: 180d"],
    scale: `{ worst: ${best === 5 ? 1 : 0}, best: ${best} }`,
  };
}

function sponsorReview(facts: DataFacts): Proposal | undefined {
  const present = facts.events["review_held"]?.properties["sponsor_present"]?.texts ?? [];
  if (!present.includes("true")) return undefined;
  return {
    id: "days_since_sponsor_review",
    category: "relationship",
    weight: 60,
    comment: "Whether the one who decides still comes.",
    definition: ["name: Days since a review with the sponsor", "why: The sponsor decides on the renewal.", "owner: customer success", "kind: recency", "events: [review_held]", "where:", '  - { property: sponsor_present, is: "true" }'],
    scale: "[[90, 100], [182, 70], [365, 0]]",
  };
}

function pulse(facts: DataFacts): Proposal | undefined {
  if (!has(facts, "pulse_set")) return undefined;
  return { id: "pulse", category: "relationship", weight: 40, comment: "What the CSM thinks, with a reason; it expires.", definition: ["name: Pulse", "why: People notice what no event shows.", "owner: customer success", "kind: pulse"] };
}

function contact(facts: DataFacts): Proposal | undefined {
  if (!has(facts, "interaction_logged") || sponsorReview(facts) !== undefined) return undefined;
  return {
    id: "days_since_contact",
    category: "relationship",
    weight: 60,
    comment: "Our own silence loses customers.",
    definition: ["name: Days since contact", "why: Customers who hear nothing assume that nobody looks after them.", "owner: customer success", "kind: recency", "events: [interaction_logged]"],
    scale: "[[14, 100], [30, 70], [90, 0]]",
  };
}

/** A text of YAML that stays a text, whatever it contains. */
export function quoted(text: string): string {
  return /^[A-Za-z](?:[\w -]*\w)?$/.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text) ? text : JSON.stringify(text);
}
