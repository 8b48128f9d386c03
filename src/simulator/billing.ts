import type { Random } from "../lib/random.ts";
import { hourMs } from "../lib/zone.ts";
import type { Decision } from "./contracts.ts";
import type { Life } from "./life.ts";
import type { Writer } from "./writer.ts";

const reasons = {
  utility: ["not_used_enough", "missing_features", "price_for_value", "chose_competitor"],
  causeless: ["acquired", "insolvent", "budget_cut", "strategy_changed"],
} as const;

/** Contracts as billing states them and outcomes as the owner records them. */
export function billing(life: Life, writer: Writer, random: Random): void {
  const { midnight } = life.world.calendar;
  for (const statement of life.contracts.statements) {
    if (statement.day >= life.world.calendar.endDay) continue;
    const start = midnight(statement.startDay);
    const termEnd = midnight(statement.termEndDay);
    writer.record(
      "contract_changed",
      {
        contract: statement.contract, start, term_end: termEnd, mrr: statement.mrr, currency: life.company.currency, seats: statement.seats,
        product: life.company.plan, ...(statement.ended ? { ended: termEnd } : {}),
      },
      { time: midnight(statement.day) + (statement.ended ? 0 : hourMs), source: "billing" },
    );
  }
  for (const decision of life.contracts.decisions) if (isRecorded(decision, life)) outcome(decision, life, { writer, random });
}

/** Monthly contracts that simply roll over are no event for anybody. */
function isRecorded(decision: Decision, { company, world }: Life): boolean {
  const rollsOver = company.billing === "monthly" && decision.outcome === "renewed";
  return !rollsOver && decision.day < world.calendar.endDay;
}

function outcome(decision: Decision, life: Life, { writer, random }: { writer: Writer; random: Random }): void {
  const time = life.world.calendar.midnight(decision.day) + (9 + random.below(8)) * hourMs;
  const stated = { outcome: decision.outcome, contract: decision.contract, mrr_before: decision.mrrBefore, mrr_after: decision.mrrAfter };
  const reason = decision.cause === undefined ? {} : { reason: random.pick(reasons[decision.cause]) };
  writer.record("outcome_recorded", { ...stated, ...reason }, { time, source: "crm" });
}
