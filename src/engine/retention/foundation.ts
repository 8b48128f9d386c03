import type { Remembered } from "../../scores/explain.ts";
import { journeyIn } from "../evaluate/journey-text.ts";
import type { JourneyState } from "../journey-chain.ts";
import type { Scorer } from "../scorer.ts";
import type { Foundation, Foundations } from "./ports.ts";

/** What an account goes on from, at the boundary behind which events were removed. */
export interface LaidFoundation {
  readonly remembered: Remembered;
  readonly journey: JourneyState | undefined;
}

interface Begun {
  readonly workspace: string;
  readonly version: string;
  readonly scorer: Scorer;
  readonly onFoundation?: (account: string, left: LaidFoundation) => void;
}

/** The request with what the boundary left of these accounts, in the place of whatever it began with. */
export async function onFoundations<T extends Begun>(foundations: Foundations | undefined, request: T, accounts: readonly string[]): Promise<T> {
  const { workspace, version, scorer, onFoundation } = request;
  const found = (await foundations?.read({ workspace, version, accounts })) ?? new Map<string, Foundation>();
  const laid = new Map(
    [...found].map(([account, { remembered, journey }]): [string, LaidFoundation] => [account, { remembered, journey: journey === undefined || !scorer.journey ? undefined : journeyIn(journey, scorer.journey) }]),
  );
  for (const [account, left] of laid) onFoundation?.(account, left);
  return { ...request, rememberedOf: (account: string) => laid.get(account)?.remembered ?? {}, journeyBefore: (account: string) => laid.get(account)?.journey };
}
