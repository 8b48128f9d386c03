import type { Calendar } from "../../../metrics/sweep/calendar.ts";
import type { DayFacts } from "../../../metrics/sweep/day-facts.ts";
import type { SweepPlan } from "../../../metrics/sweep/plan.ts";
import { type ReadBlock, type ReadColumn, numbersOf, textsOf } from "../native-reader.ts";
import type { Query } from "../query.ts";
import { instantText } from "../query.ts";
import { inAccounts, known } from "./scope.ts";
import { selected } from "./selection.ts";
import { type RangedRequest, scopedQuery } from "./statements.ts";

/** The events of a range of accounts, packed by user: the day, the selections that select it, and what else is asked. */
export function dayFactsQuery(request: RangedRequest, plan: SweepPlan, calendar: Calendar): Query {
  const { starts, zone, firstDay } = calendar;
  const lastInstant = starts.at(-1) as number;
  const query = scopedQuery("pack days of events", { ...request, instants: [lastInstant] }, (scope) => {
    const { binder } = scope;
    const masks = plan.selections.map((selection, bit) => `bitShiftLeft(toUInt32(${selected(scope, selection)}), ${bit})`);
    const numbers = plan.properties.map((property) => {
      const key = binder.text(property);
      return `groupArray(if(mapContains(numbers, ${key}), numbers[${key}], nan)) AS n${plan.properties.indexOf(property)}`;
    });
    const times = needsTimes(plan) ? ["groupArray(toFloat64(toUnixTimestamp64Milli(time))) AS times"] : [];
    return `SELECT account, user_key != sipHash64('') AS is_user,
  ${["groupArray(toUInt16(toRelativeDayNum(time, {zone:String}) - {first_day:Int32})) AS days", "groupArray(mask) AS masks", ...times, ...numbers].join(",\n  ")}
FROM
(
  SELECT account, user_key, time, numbers, ${masks.join(" + ")} AS mask
  FROM events
  WHERE ${inAccounts(scope)}
    AND time >= {start:DateTime64(3, 'UTC')} AND time < {end:DateTime64(3, 'UTC')}${known(scope)}
)
WHERE mask != 0
GROUP BY account, user_key
ORDER BY account`;
  });
  return {
    ...query,
    parameters: { ...query.parameters, zone, first_day: firstDay, start: instantText(starts[0] as number), end: instantText(lastInstant) },
  };
}

const needsTimes = ({ swept }: SweepPlan): boolean => swept.some(({ fn }) => fn === "last_time");

type Numbers = Extract<ReadColumn, { kind: "numbers" }>["values"];

function arrays(block: ReadBlock, name: string): { ends: Float64Array; elements: Numbers } {
  const column = block.columns.get(name);
  if (column?.kind !== "arrays" || column.elements.kind !== "numbers") throw new TypeError(`the answer has no column of arrays called ${name}`);
  return { ends: column.ends, elements: column.elements.values };
}

/** Blocks of the answer as one; `places` says where each account stands. */
export function readDayFacts(blocks: readonly ReadBlock[], plan: SweepPlan, places: ReadonlyMap<string, number>): DayFacts {
  const facts = blocks.map((block) => {
    const { ends, elements } = arrays(block, "days");
    return {
      accounts: Uint32Array.from(textsOf(block, "account"), (account) => places.get(account) as number),
      isUser: numbersOf(block, "is_user") as Uint8Array,
      ends,
      days: elements as Uint16Array,
      masks: arrays(block, "masks").elements as Uint32Array,
      ...(needsTimes(plan) && { times: arrays(block, "times").elements as Float64Array }),
      numbers: plan.properties.map((_, index) => arrays(block, `n${index}`).elements as Float64Array),
    };
  });
  return facts.length === 1 ? (facts[0] as DayFacts) : joined(facts, plan);
}

function concat<T extends Float64Array | Uint32Array | Uint16Array | Uint8Array>(empty: new (length: number) => T, parts: readonly T[]): T {
  const all = new empty(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function joined(facts: readonly DayFacts[], plan: SweepPlan): DayFacts {
  let before = 0;
  const ends = facts.map((part) => {
    const shifted = part.ends.map((end) => end + before);
    before += part.days.length;
    return shifted;
  });
  return {
    accounts: concat(Uint32Array, facts.map((part) => part.accounts)),
    isUser: concat(Uint8Array, facts.map((part) => part.isUser)),
    ends: concat(Float64Array, ends),
    days: concat(Uint16Array, facts.map((part) => part.days)),
    masks: concat(Uint32Array, facts.map((part) => part.masks)),
    ...(needsTimes(plan) && { times: concat(Float64Array, facts.map((part) => part.times as Float64Array)) }),
    numbers: plan.properties.map((_, index) => concat(Float64Array, facts.map((part) => part.numbers[index] as Float64Array))),
  };
}
