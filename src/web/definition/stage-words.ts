import type { ServedPack } from "../shell/place.ts";

type Stage = ServedPack["stages"][number];

/** How one comes into a stage and out of it, a sentence each. */
export function pathTexts({ isLost, enters, leaves }: Pick<Stage, "isLost" | "enters" | "leaves">): string[] {
  if (!isLost && enters === null && leaves.length === 0) return ["Follows once the stage before it can be left."];
  return [
    ...(isLost ? ["Who is no customer any more is here."] : []),
    ...(enters === null ? [] : [`Begins when ${enters}.`]),
    ...leaves.map(({ when, to }) => `Leads to ${to ?? "the next"} when ${when}.`),
  ];
}

/** How long it should take; undefined where nothing is said. */
export function timeText({ expectedDays, stuckDays }: Pick<Stage, "expectedDays" | "stuckDays">, days: (count: number) => string): string | undefined {
  const parts = [...(expectedDays === null ? [] : [`should take at most ${days(expectedDays)}`]), ...(stuckDays === null ? [] : [`stuck from ${days(stuckDays)} on`])];
  return parts.length === 0 ? undefined : parts.join("; ").replace(/^./, (first) => first.toUpperCase());
}
