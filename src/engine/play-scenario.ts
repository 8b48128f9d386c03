import type { Instant } from "../lib/zone.ts";
import { fromState } from "../metrics/value.ts";
import { type Mismatch, type SeenAccount, mismatches } from "../pack/scenarios/judge.ts";
import { whenSeen } from "../pack/scenarios/moment.ts";
import type { PlacedExpectation, ReadScenario } from "../pack/scenarios/read.ts";
import type { HistoryPorts } from "./history.ts";
import type { FactLog } from "./ports.ts";
import { type AccountJourney, type ScoredAccount, scoreNow } from "./score-now.ts";
import type { Scorer } from "./scorer.ts";

export interface ScenarioPorts extends Pick<HistoryPorts, "measurer" | "accounts"> {
  readonly log: FactLog;
}

export interface PlayRequest {
  readonly scorer: Scorer;
  readonly scenario: ReadScenario;
  /** A workspace that nothing else is in. */
  readonly workspace: string;
}

/** An expectation as it came out. */
export interface Outcome {
  readonly expectation: PlacedExpectation;
  readonly asOf: Instant;
  /** None: as expected. */
  readonly mismatches: readonly Mismatch[];
  /** The account as it was scored; undefined when it is no customer then. */
  readonly scored: ScoredAccount | undefined;
  readonly journey: AccountJourney | undefined;
}

/** Plays a scenario: its facts are appended to a log, and scored as of each instant that it looks at, as they would be then. */
export async function playScenario(ports: ScenarioPorts, { scorer, scenario, workspace }: PlayRequest): Promise<Outcome[]> {
  await ports.log.append(workspace, scenario.facts, workspace);
  const from = scenario.facts.reduce((first, { time }) => Math.min(first, time), Infinity);
  const outcomes: Outcome[] = [];
  for (const [asOf, expectations] of byInstant(scenario)) {
    const journeys: AccountJourney[] = [];
    const request = { workspace, scorer, version: "scenario", from: Math.min(from, asOf), asOf, knownAt: asOf, compareDays: 1, onJourney: (one: AccountJourney): unknown => journeys.push(one) };
    // Before the first fact there is nothing to measure.
    const scored = from < asOf ? await scoreNow({ ...ports, snapshots: { write: () => Promise.resolve() } }, request, () => {}) : [];
    for (const expectation of expectations) {
      const one = scored.find(({ account }) => account === expectation.account);
      const journey = journeys.find(({ account }) => account === expectation.account);
      outcomes.push({ expectation, asOf, scored: one, journey, mismatches: mismatches(expectation.expected, seenOf(scorer, one, journey)) });
    }
  }
  return outcomes;
}

/** Expectations by the instant that they are about, ascending, so that each instant is scored once. */
function byInstant({ expectations, start }: ReadScenario): [Instant, PlacedExpectation[]][] {
  return [...Map.groupBy(expectations, ({ expected }) => whenSeen(expected.at, start))].sort(([one], [other]) => one - other);
}

function seenOf({ metricIds }: Scorer, scored: ScoredAccount | undefined, journey: AccountJourney | undefined): SeenAccount {
  const lines = (journey?.lines ?? []).map(({ line, stage, status, state, scores }) => ({
    line: line.line.id, stage, status, scores, milestones: new Map(line.milestones.map(({ milestone }, place) => [milestone.id, state.milestones[place] !== undefined])),
  }));
  if (!scored) return { customer: false, stage: null, categories: new Map(), metrics: new Map(), lines };
  const { snapshot, row } = scored;
  return {
    customer: true,
    score: snapshot.score,
    band: snapshot.band,
    stage: snapshot.stage,
    categories: new Map(snapshot.categories.map(({ category, score }) => [category, score])),
    metrics: new Map(metricIds.map((id, slot) => [id, fromState(row.states[row.offset + slot] as number, row.values[row.offset + slot] as number)])),
    lines,
  };
}
