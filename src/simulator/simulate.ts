import type { Fact } from "../events/fact.ts";
import type { Random } from "../lib/random.ts";
import { billing } from "./billing.ts";
import { decoy } from "./decoys.ts";
import { journeyOf, travels } from "./journey.ts";
import { judgement } from "./judgement.ts";
import { type Life, lifeOf } from "./life.ts";
import { metering } from "./metering.ts";
import type { SimulationOptions } from "./options.ts";
import { outreach } from "./outreach.ts";
import { profile, roster } from "./profile.ts";
import { reviews } from "./reviews.ts";
import { support } from "./support.ts";
import { type AccountTruth, truthOf } from "./truth.ts";
import { usage } from "./usage.ts";
import { type World, worldOf } from "./world.ts";
import { Writer } from "./writer.ts";

export interface SimulatedAccount {
  readonly truth: AccountTruth;
  /** In order of time. */
  readonly facts: readonly Fact[];
}

/** What is written about a life, each chapter with random numbers of its own, so that one can change alone. */
const chapters: Readonly<Record<string, (life: Life, writer: Writer, random: Random) => void>> = {
  profile, roster, billing, usage, metering, support, outreach, reviews, judgement, decoy,
};

/** One account, the same whatever other accounts there are. `index` counts from 0. */
function simulateAccount(world: World, index: number): SimulatedAccount {
  const random = world.random.fork(`account ${index}`);
  const life = lifeOf(world, index, random);
  const journey = journeyOf(life, random.fork("journey"));
  const writer = new Writer(life.company.id, world.calendar.midnight(world.calendar.endDay));
  for (const [name, write] of Object.entries(chapters)) write(life, writer, random.fork(name));
  travels(life, writer, { journey, random: random.fork("travels") });
  return { truth: truthOf(life, journey), facts: writer.facts.sort((one, other) => one.time - other.time) };
}

/**
 * A company's customers, one after another, each with its facts and its ground truth. The same options give the
 * same facts in the same order; memory holds one account at a time.
 */
export function* simulate(options: SimulationOptions): Generator<SimulatedAccount, void, undefined> {
  const world = worldOf(options);
  for (let index = 0; index < options.accounts; index += 1) yield simulateAccount(world, index);
}

/** Only the facts, account by account. */
export function* simulateFacts(options: SimulationOptions): Generator<Fact, void, undefined> {
  for (const { facts } of simulate(options)) yield* facts;
}
