import type { LineState, Move } from "../../journey/step.ts";
import type { CompiledJourney, JourneyState } from "../journey-chain.ts";

/** Another number wherever a state says or means something else than in the release before: what is stored is then made anew. */
const form = 1;

type Written<T> = { readonly [K in keyof T]: T[K] extends readonly (infer E | undefined)[] ? readonly (E | null)[] : T[K] };
interface Stored {
  readonly form: number;
  readonly lines: readonly (Written<LineState> | null)[];
  readonly scoring?: number;
}

/** A state as text, to be stored. */
export const journeyText = ({ lines, scoring }: JourneyState): string => JSON.stringify({ form, lines, ...(scoring !== undefined && { scoring }) });

/** The state of a text; undefined for one of another release, or that doesn't fit the journey. */
export function journeyIn(text: string, { lines: compiled }: CompiledJourney): JourneyState | undefined {
  const stored = JSON.parse(text) as Stored;
  if (stored.form !== form || stored.lines.length !== compiled.length) return undefined;
  const lines = stored.lines.map((line) => (line ? lineIn(line) : undefined));
  const fits = lines.every((line, place) => line === undefined || (line.stage < (compiled[place]?.stages.length ?? 0) && line.milestones.length === compiled[place]?.milestones.length));
  return fits ? { lines, scoring: stored.scoring } : undefined;
}

/** JSON has no undefined: it is null in lists, and absent elsewhere. */
const lineIn = ({ milestones, moves, heldOff, ...line }: Written<LineState>): LineState => ({
  ...line,
  moves: moves.map((move) => ({ ...(move as Move), from: move?.from })),
  milestones: milestones.map((at) => at ?? undefined),
  heldOff: heldOff && { ...heldOff, author: heldOff.author },
});
