import { type Goal, goalStateAt } from "../../accounts/goal.ts";
import type { Answer, Asked } from "../../contract/routes.ts";
import { passageOf } from "../../journey/funnel.ts";
import { type Instant, localDate } from "../../lib/zone.ts";
import { stageName } from "../../pack/names.ts";
import type { Pack } from "../../pack/schema.ts";
import type { LineAt } from "../journey-chain.ts";
import type { AccountJourney } from "../score-now.ts";
import { journeyLineOf } from "./account.ts";
import { isoOf, isoOrNull } from "./present.ts";
import type { Scores } from "./scores.ts";
import { limitsOf } from "./travellers.ts";
import { Unanswerable } from "./unanswerable.ts";

type AccountJourneyAnswer = Answer<"getAccountJourney">;

export async function getAccountJourney(scores: Scores, workspace: string, { account, asOf: asked }: Asked<"getAccountJourney">): Promise<AccountJourneyAnswer> {
  const moment = await scores.moment(workspace, asked);
  await scores.requireAccount(workspace, account);
  const found = await scores.travel(workspace, account, moment);
  if (found) return { asOf: isoOf(moment.asOf), version: scores.live.running.version, note: moment.note, ...presentAccountJourney(found, { pack: scores.pack, asOf: moment.asOf }) };
  const { journey, pack } = scores.pack;
  throw new Unanswerable("no_score", journey ? `Of ${account} the log says nothing before ${localDate(moment.asOf, pack.timezone)}.` : "The health definition has no journey, so nobody is on one.");
}

interface About {
  readonly pack: Pack;
  readonly asOf: Instant;
}

/** The way of one account, also of one that is no customer any more. */
export function presentAccountJourney({ account, name, standing, lines }: AccountJourney, { pack, asOf }: About): Omit<AccountJourneyAnswer, "asOf" | "version" | "note"> {
  return { account, name, isCustomer: standing.isCustomer, lines: lines.map((line) => lineOf(line, pack)), goals: standing.goals.map((goal) => presentGoal(goal, asOf)) };
}

function lineOf(at: LineAt, pack: Pack): AccountJourneyAnswer["lines"][number] {
  const { line, state, waitsFor } = at;
  return {
    ...journeyLineOf(at, pack),
    startedAt: isoOf(state.startedAt),
    ...limitsOf(at),
    waitsFor: [...waitsFor],
    stages: line.stages.map(({ stage: { id, lost = false } }, place) => ({ stage: id, name: stageName(pack, id), isLost: lost, passage: passageOf(place, state) })),
  };
}

const presentGoal = (goal: Goal, asOf: Instant): AccountJourneyAnswer["goals"][number] => ({
  goal: goal.id,
  measure: goal.measure,
  baseline: goal.baseline ?? null,
  target: goal.target,
  date: isoOrNull(goal.date),
  state: goalStateAt(goal, asOf),
  reached: isoOrNull(goal.reached),
  confirmedBy: goal.confirmedBy ?? null,
  agreed: isoOf(goal.agreed),
});
