import { numberOf, textOf } from "../accounts/account-log.ts";
import type { EventFact } from "../events/fact.ts";
import type { PersonalAdjustment } from "../scores/adjustment.ts";
import type { Override } from "../scores/override.ts";

/** An adjustment as the log has it; undefined when its operation is none that is known. */
export function adjustmentOf(event: EventFact): PersonalAdjustment | undefined {
  const operation = textOf(event, "operation");
  const [amount, expires] = [numberOf(event, "amount"), numberOf(event, "expires")];
  if (amount === undefined || !(operation === "multiply" || operation === "add" || operation === "cap" || operation === "floor")) return undefined;
  return { ...recorded(event), operation, amount, ...(expires !== undefined && { expires }) };
}

export function overrideOf(event: EventFact): Override {
  const [band, score, expires] = [textOf(event, "band"), numberOf(event, "score"), numberOf(event, "expires")];
  return {
    ...recorded(event),
    ...((band === "green" || band === "yellow" || band === "red") && { band }),
    ...(score !== undefined && { score }),
    ...(expires !== undefined && { expires }),
  };
}

const recorded = (event: EventFact): { id: string; reason: string; author: string; time: number } => ({
  id: event.messageId,
  reason: textOf(event, "reason") ?? "",
  author: textOf(event, "author") ?? "",
  time: event.time,
});
