import type { Answer } from "../contract/routes.ts";
import { changeText } from "../lib/number-text.ts";
import { localDate } from "../lib/zone.ts";
import type { Operation } from "../scores/adjustment.ts";

type Adjustment = Answer<"getAccount">["adjustments"][number];

const operationText: Readonly<Record<Operation, (amount: number) => string>> = {
  multiply: (amount) => `times ${amount}`,
  add: (amount) => `${changeText(amount)} ${Math.abs(amount) === 1 ? "point" : "points"}`,
  cap: (amount) => `at most ${amount}`,
  floor: (amount) => `at least ${amount}`,
};

/** `−100.0`: the most that an adjustment takes or gives. */
const effectWidth = 6;

/** What changed the mean, with its condition in words; and what couldn't be told, and why. */
export function adjustmentLines(adjustments: readonly Adjustment[], zone: string): string[] {
  return adjustments.flatMap((part) => {
    if (part.outcome === "applied") return [`${changeText(part.effect, 1).padStart(effectWidth)}  ${part.reason}, ${operationText[part.operation](part.amount)}${authorText(part, zone)}`, ...because(part)];
    return part.outcome === "unknown" ? [`${"?".padStart(effectWidth)}  ${part.reason}: can't be told, so it changes nothing`, ...because(part)] : [];
  });
}

const because = ({ because: clauses }: Adjustment): string[] => (clauses.length > 0 ? [`${" ".repeat(effectWidth)}  because ${clauses.join(" and ")}`] : []);

function authorText({ author, expires }: Adjustment, zone: string): string {
  if (author === null) return "";
  return expires === null ? ` (${author})` : ` (${author}, until ${localDate(Date.parse(expires), zone)})`;
}
