import type { Answer } from "../../contract/routes.ts";
import type { Writer } from "../words/writer.ts";

export type Goal = Answer<"listGoals">["goals"][number];
type Measured = Pick<Goal, "unit">;

/** A share in percent, or points; to a tenth, because goals are about little. */
export function valueText(write: Writer, value: number | null, { unit }: Measured): string {
  return unit === "points" ? write.exact(value) : write.rate(value);
}

export const statusWords: Readonly<Record<Goal["status"], string>> = { reached: "Reached", on_track: "On track", behind: "Behind", missed: "Missed", unknown: "Can't be told" };

/** What is typed for a share is in percent. */
export const shownTarget = (value: number, { unit }: Measured): number => (unit === "share" ? Number((value * 100).toPrecision(12)) : value);
export function sentTarget(text: string, { unit }: Measured): number {
  const value = Number(text.replace(",", "."));
  return unit === "share" ? Number((value / 100).toPrecision(12)) : value;
}

/** Where something stands on the way from the baseline to the target, from 0 to 1; undefined where there is no way. */
export function placeOn({ baseline, target }: Pick<Goal, "baseline" | "target">, value: number | null): number | undefined {
  if (value === null || baseline === null || baseline === target) return undefined;
  return Math.min(1, Math.max(0, (value - baseline) / (target - baseline)));
}
