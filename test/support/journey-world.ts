import type { EventFact, Fact } from "../../src/events/fact.ts";
import type { Properties } from "../../src/events/fact.ts";
import { Random } from "../../src/lib/random.ts";
import { dayMs, hourMs } from "../../src/lib/zone.ts";
import { type Pack, packSchema } from "../../src/pack/schema.ts";
import { soundSections } from "./pack.ts";

export const worldBegin = Date.UTC(2026, 2, 1);
export const worldDays = 75;

/** A journey that reads everything that it may: metrics, a recipe, contracts, goals, dates, activities; two lines of business. */
export const journeyPack: Pack = packSchema.parse({
  ...soundSections,
  pack: { ...soundSections.pack, timezone: "America/New_York" },
  segments: { big: { when: { contract: "mrr", over: 400 } } },
  metrics: {
    ...soundSections.metrics,
    uses: { kind: "count", window: "14d", events: ["report_viewed"] },
    mood: { kind: "recipe", cases: [{ when: { all: [{ metric: "uses", over: 3 }, { segment: "big" }] }, points: 90 }], otherwise: 30 },
  },
  model: {
    ...soundSections.model,
    variants: [{ stage: ["handover", "onboarding"], categories: { support: { weight: 0 } } }, { stage: "growing", bands: { red_below: 55 } }],
  },
  journey: {
    lines: {
      crm: {
        products: ["crm"],
        stay: "4d",
        stages: [
          { id: "handover", expected: "5d", stuck: "15d", activities: [{ id: "kick_off", role: "cs", events: ["interaction_logged"], where: [{ property: "channel", is: "kick_off" }], due: "3d" }] },
          { id: "onboarding", exit: { when: { metric: "uses", at_least: 2 } }, activities: [{ id: "workshop", role: "cs", events: ["interaction_logged"], where: [{ property: "channel", is: "workshop" }], counts: "in_stage" }] },
          { id: "growing", exit: [{ when: { goals: "reached", at_least: 1 } }, { when: { metric: "days_since_login", over: 10 }, to: "onboarding" }] },
          { id: "settled", enter: { from: "any", when: { all: [{ metric: "mood", over: 50 }, { contract: "months", over: 1 }] } } },
          { id: "gone", lost: true },
        ],
        milestones: [{ id: "used", when: { metric: "uses", over: 2 } }, { id: "grown", when: { stage: ["growing", "settled"] } }],
        onboarded: "grown",
      },
      mail: { stages: [{ id: "trial", exit: { when: { metric: "uses", over: 4 } } }, { id: "growing", exit: { when: { metric: "uses", under: 2 }, to: "trial" } }] },
    },
  },
});

/** Everything that can happen to the accounts of the world, by chance. */
export function journeyFacts(seed: string, accounts: number): Fact[] {
  return Array.from({ length: accounts }, (_, index) => factsOf(`account-${String(index).padStart(4, "0")}`, Random.seeded(`${seed} ${index}`))).flat();
}

function factsOf(account: string, random: Random): Fact[] {
  const facts: Fact[] = [];
  const first = random.below(30);
  const timeFrom = (day: number): number => worldBegin + Math.floor((day + random.unit() * (worldDays - day)) * dayMs);
  const add = (name: string, time: number, properties: Properties, user = ""): string => {
    const messageId = `${account}-${facts.length}`;
    facts.push({ type: "event", account, user, name, properties, messageId, time, knownAt: time, originalTime: time, receivedAt: time, source: "world", attribution: "explicit" } satisfies EventFact);
    return messageId;
  };
  for (const product of ["crm", "mail"].filter(() => random.chance(0.7))) {
    const start = worldBegin + first * dayMs + random.below(24) * hourMs;
    const contract = { contract: `${account} ${product}`, product, start, mrr: 100 + random.below(500), seats: 5 };
    add("contract_changed", start, contract);
    if (random.chance(0.3)) {
      const ended = timeFrom(first + 10);
      add("contract_changed", ended, { ...contract, ended });
      if (random.chance(0.5)) add("contract_changed", ended + 5 * dayMs, { ...contract, contract: `${account} ${product} again`, start: ended + 5 * dayMs });
    }
  }
  for (let count = random.below(40); count >= 0; count -= 1) add(random.pick(["report_viewed", "login"]), timeFrom(first), {}, `${account} u${random.below(6)}`);
  for (const channel of ["kick_off", "workshop"]) if (random.chance(0.7)) add("interaction_logged", timeFrom(first), { channel });
  for (let count = random.below(4); count > 0; count -= 1) {
    const time = timeFrom(first);
    const set = add("stage_set", time, { stage: random.pick(["handover", "onboarding", "growing", "settled", "nowhere"]), author: "mara", ...(random.chance(0.3) && { line: random.pick(["crm", "mail"]) }) });
    if (random.chance(0.3)) add("withdrawn", time + random.below(20) * dayMs + hourMs, { withdraws: set });
  }
  if (random.chance(0.5)) {
    const time = timeFrom(first);
    const goal = { goal: "reach", measure: "recipients", target: 10, date: time + 20 * dayMs };
    add("goal_set", time, goal);
    if (random.chance(0.7)) add("goal_set", time + 9 * dayMs, { ...goal, reached: time + 8 * dayMs, confirmed_by: "mara" });
  }
  for (let count = random.below(3); count > 0; count -= 1) add("ticket_opened", timeFrom(first), { ticket: `${account} t${count}` });
  if (random.chance(0.6)) add("survey_answered", timeFrom(first), { score: 1 + random.below(5) });
  if (random.chance(0.1)) add("outcome_recorded", timeFrom(first + 10), { outcome: "churned" });
  return facts;
}
