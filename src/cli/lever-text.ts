import type { Answer } from "../contract/routes.ts";

const mostShown = 3;

/** What alone would bring the score up by the points missing. */
export function leverText(levers: Answer<"getAccount">["levers"]): string {
  if (levers.length === 0) return "; no metric alone would bring them.";
  const lines = levers.slice(0, mostShown).map(({ name, from, to }) => `  ${name}: ${to.text} instead of ${from.text}`);
  return [levers.length === 1 ? "; this alone would do:" : "; any one of these would do:", ...lines].join("\n");
}
