import type { Instant } from "../../lib/zone.ts";
import { journeyText } from "../evaluate/journey-text.ts";
import type { RunningPack } from "../evaluate/standings.ts";
import { type HistoryPorts, scoreHistory } from "../history.ts";
import type { JourneyState } from "../journey-chain.ts";
import { Memories } from "../remembered.ts";
import type { Foundation, Foundations } from "./ports.ts";

export interface LayingPorts extends HistoryPorts {
  readonly foundations: Foundations;
}

interface Laying {
  readonly workspace: string;
  readonly running: Pick<RunningPack, "scorer" | "version">;
  /** The earliest fact. */
  readonly from: Instant;
  /** The midnight that is to become the boundary. */
  readonly boundary: Instant;
  readonly knownAt: Instant;
}

/**
 * Scores every midnight up to the boundary while all that they rest on is there, keeps them for charts, and writes down what the last
 * one left. To be called before anything of it is removed.
 */
export async function layFoundations(ports: LayingPorts, { workspace, running: { scorer, version }, from, boundary, knownAt }: Laying): Promise<void> {
  const memories = new Memories(scorer, { before: boundary + 1, comparedAt: boundary });
  const states = new Map<string, JourneyState>();
  const note = (account: string, state: JourneyState): void => void states.set(account, state);
  const write: HistoryPorts["snapshots"]["write"] = (batch) => {
    memories.note(batch);
    return ports.snapshots.write(batch);
  };
  const request = { workspace, scorer, version, from, to: boundary, knownAt, onFoundation: memories.laid(states), journeys: { before: boundary + 1, note } };
  await scoreHistory({ ...ports, snapshots: { write } }, request, () => {});
  const accounts = new Set([...memories.accounts, ...states.keys()]);
  const left = (account: string): Foundation => {
    const state = states.get(account);
    return { remembered: memories.rememberedOf(account), journey: state && journeyText(state) };
  };
  await ports.foundations.write({ workspace, version, asOf: boundary, of: new Map([...accounts].map((account) => [account, left(account)])) });
}
