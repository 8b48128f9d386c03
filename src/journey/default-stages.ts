import { type Milestone, type Stage, type WrittenStage, milestoneSchema, stageSchema } from "./stage.ts";

/** Six months, however short they are. */
const halfYear = 5.9;
const settled = ["adoption", "value_realisation", "expansion"];

/**
 * The way from the handover by sales to the end. It knows no metric of any pack, so its criteria are what every company
 * has: meetings, reviews, goals of the customer, and the date of renewal. A pack changes a stage by naming it.
 */
const written: readonly WrittenStage[] = [
  {
    id: "handover",
    name: "Handover",
    expected: "14d",
    stuck: "30d",
    activities: [{ id: "kick_off", name: "Kick-off", role: "onboarding", events: ["interaction_logged"], where: [{ property: "channel", is: "kick_off" }], due: "14d" }],
  },
  {
    id: "onboarding",
    name: "Onboarding",
    expected: "45d",
    stuck: "90d",
    activities: [{ id: "workshop", name: "Workshop", role: "onboarding", events: ["interaction_logged"], where: [{ property: "channel", is: "workshop" }], due: "30d" }],
  },
  {
    id: "adoption",
    name: "Adoption",
    expected: "120d",
    stuck: "240d",
    activities: [
      { id: "goal", name: "Goal agreed", role: "customer success", events: ["goal_set"], due: "30d" },
      { id: "review", name: "Business review", role: "customer success", events: ["review_held"], due: "120d" },
    ],
  },
  { id: "value_realisation", name: "Value realisation", expected: "180d", stuck: "365d", exit: { when: { goals: "reached", at_least: 1 } } },
  { id: "expansion", name: "Expansion" },
  {
    id: "renewal",
    name: "Renewal",
    expected: "90d",
    stuck: "120d",
    // A term of some weeks or months is renewed all the time; only a longer one has a stage of renewal.
    enter: { from: settled, when: { all: [{ contract: "days_to_renewal", between: [0, 90] }, { contract: "term_months", at_least: halfYear }] } },
    exit: { to: "value_realisation", when: { any: [{ contract: "days_to_renewal", over: 90 }, { contract: "term_months", under: halfYear }] } },
    activities: [
      {
        id: "sponsor_review",
        name: "Review with the sponsor",
        role: "customer success",
        events: ["review_held"],
        where: [{ property: "sponsor_present", is: true }],
        counts: "in_stage",
        required: false,
        due: "45d",
      },
    ],
  },
  { id: "churned", name: "Churned", lost: true },
];

export const defaultStages: readonly Stage[] = written.map((stage) => stageSchema.parse(stage));
export const defaultStageIds: readonly string[] = written.map(({ id }) => id);

export const defaultMilestones: readonly Milestone[] = [
  { id: "onboarded", name: "Onboarded", when: { stage: [...settled, "renewal"] } },
  { id: "first_value", name: "First value", when: { goals: "reached", at_least: 1 } },
].map((milestone) => milestoneSchema.parse(milestone));
export const defaultMilestoneIds: readonly string[] = defaultMilestones.map(({ id }) => id);
