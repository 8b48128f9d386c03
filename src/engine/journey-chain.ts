import { customerSince } from "../accounts/contract.ts";
import type { Standing, StandingReader } from "../accounts/standing.ts";
import type { Circumstances } from "../conditions/circumstances.ts";
import { isOfCalendar } from "../conditions/subjects.ts";
import type { Wording } from "../conditions/describe.ts";
import { type CompiledLine, type Sight, compileLine } from "../journey/compile.ts";
import { type LineStanding, lineStanding, scoringLine } from "../journey/lines.ts";
import { type Journey, conditionsOf } from "../journey/schema.ts";
import { type StatusAt, statusOf } from "../journey/status.ts";
import { type LineState, type Seen, stepLine } from "../journey/step.ts";
import type { Instant } from "../lib/zone.ts";
import type { MetricRow } from "../metrics/row.ts";

export interface JourneyRequest {
  readonly journey: Journey;
  readonly metricIds: readonly string[];
  readonly zone: string;
  readonly wording: Wording;
  readonly standings: StandingReader;
}

export interface CompiledJourney {
  readonly journey: Journey;
  readonly lines: readonly CompiledLine[];
  readonly standings: StandingReader;
  /** Whether its conditions read what changes by itself from day to day, while a standing may be of an earlier day. */
  readonly changesDaily: boolean;
}

export function compileJourney({ journey, metricIds, zone, wording, standings }: JourneyRequest): CompiledJourney {
  return { journey, lines: journey.lines.map((line) => compileLine({ line, metricIds, zone, wording })), standings, changesDaily: conditionsOf(journey).some(isOfCalendar) };
}

/** Where an account is in each line of business; undefined in one that it never was a customer of. */
export interface JourneyState {
  readonly lines: readonly (LineState | undefined)[];
  /** Place of the line whose stage the score uses. */
  readonly scoring: number | undefined;
}

/** What is seen of an account at an instant: its completed row, and how it stands. */
export interface JourneySight {
  readonly row: MetricRow;
  readonly standing: Standing;
  readonly asOf: Instant;
  readonly born: Instant;
}

/** The state at an instant, given the one of the previous local midnight. */
export function stepJourney(compiled: CompiledJourney, previous: JourneyState | undefined, sight: JourneySight): JourneyState {
  const { journey, lines, standings } = compiled;
  const { standing, asOf } = sight;
  // Most days change nothing, so nothing is made before something does.
  let states = previous?.lines;
  for (let place = 0; place < lines.length; place += 1) {
    const line = lines[place] as CompiledLine;
    const own = lineStanding(line.line, journey, standing, asOf);
    const before = previous?.lines[place];
    const state = own ? stepLine(line, before, seenIn(compiled, own, sight)) : before;
    if (state !== before || !states) states = lines.map((_, other) => (other === place ? state : states?.[other]));
  }
  const found = states ?? [];
  const inThem = lines.length === 1 ? undefined : found.flatMap((state, place) => (state ? [place] : []));
  const scoring = inThem ? scoringLine(journey, inThem, standing, { worth: standings.worth, asOf }) : found[0] && 0;
  return previous && found === previous.lines && scoring === previous.scoring ? previous : { lines: found, scoring };
}

function seenIn(compiled: CompiledJourney, { contracts, isCustomer, stagesSet }: LineStanding, { row, standing, asOf, born }: JourneySight): Seen {
  return { sight: { row, asOf, circumstances: circumstancesOf(compiled, contracts, standing, asOf), goalStated: goalStated(standing) }, born, isCustomer, stagesSet, customerSince: customerSince(contracts, asOf) };
}

const goalStated = ({ goals }: Standing): Instant | undefined => (goals.length === 0 ? undefined : Math.max(...goals.map(({ stated }) => stated)));

/** With several lines each reads the figures of its own contracts. */
function circumstancesOf({ lines, standings, changesDaily }: CompiledJourney, contracts: LineStanding["contracts"], standing: Standing, asOf: Instant): Circumstances {
  if (lines.length > 1) return standings.ofContracts(standing, contracts, asOf);
  return changesDaily ? standings.today(standing, asOf) : standing.circumstances;
}

/** The stage that the score uses. */
export function scoringStage({ lines }: CompiledJourney, { lines: states, scoring }: JourneyState): string | null {
  const state = scoring === undefined ? undefined : states[scoring];
  return state ? (lines[scoring as number]?.stages[state.stage]?.stage.id ?? null) : null;
}

/** An account in one line of business, with how it goes there. */
export interface LineAt extends StatusAt {
  readonly line: CompiledLine;
  readonly state: LineState;
  readonly stage: string;
  /** Whether it is the line whose stage the score uses. */
  readonly scores: boolean;
}

/** How an account goes in each line that it is in; the row must be the one that the state was stepped with. */
export function journeyAt(compiled: CompiledJourney, { lines: states, scoring }: JourneyState, { row, standing, asOf }: JourneySight): LineAt[] {
  return compiled.lines.flatMap((line, place): LineAt[] => {
    const [state, own] = [states[place], lineStanding(line.line, compiled.journey, standing, asOf)];
    if (!state || !own) return [];
    const sight: Sight = { row, asOf, circumstances: circumstancesOf(compiled, own.contracts, standing, asOf), goalStated: goalStated(standing) };
    return [{ line, state, stage: line.stages[state.stage]?.stage.id ?? "", scores: place === scoring, ...statusOf(line, state, sight) }];
  });
}
