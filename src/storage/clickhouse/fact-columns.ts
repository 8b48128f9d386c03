import type { AccountTraitFact, EventFact, MembershipFact, Scalar, UserTraitFact } from "../../events/fact.ts";
import type { Instant } from "../../lib/zone.ts";
import { type ColumnData, type Columns, constantColumn, repeatedTexts } from "./native-writer.ts";

/** Where a block of facts goes and what is the same for all of its rows. */
interface Batch {
  readonly workspace: string;
  readonly batchId: string;
  readonly storedAt: Instant;
}

const texts = (values: string[]): ColumnData => ({ type: "String", values });

function times<T>(facts: readonly T[], pick: (fact: T) => Instant): ColumnData {
  const values = new Float64Array(facts.length);
  for (let row = 0; row < facts.length; row += 1) values[row] = pick(facts[row] as T);
  return { type: "DateTime64(3, 'UTC')", values };
}

interface Recorded {
  readonly messageId: string;
  readonly time: Instant;
  readonly knownAt: Instant;
  readonly source: string;
}

const recorded = (facts: readonly Recorded[], { workspace, batchId, storedAt }: Batch): Columns => ({
  workspace: constantColumn(workspace, facts.length),
  time: times(facts, (fact) => fact.time),
  known_at: times(facts, (fact) => fact.knownAt),
  message_id: texts(facts.map((fact) => fact.messageId)),
  source: repeatedTexts(facts.map((fact) => fact.source)),
  batch_id: constantColumn(batchId, facts.length),
  stored_at: times(facts, () => storedAt),
});

/** Properties as two maps, numbers and texts, so that a filter compares like with like. */
function propertyColumns(facts: readonly EventFact[]): { numbers: ColumnData; texts: ColumnData } {
  const numberEnds = new Float64Array(facts.length);
  const textEnds = new Float64Array(facts.length);
  const numberKeys: string[] = [];
  const numbers: number[] = [];
  const textKeys: string[] = [];
  const values: string[] = [];
  facts.forEach((fact, row) => {
    for (const key in fact.properties) {
      if (!Object.hasOwn(fact.properties, key)) continue;
      const value = fact.properties[key] as Scalar;
      if (typeof value === "number") {
        numberKeys.push(key);
        numbers.push(value);
      } else {
        textKeys.push(key);
        values.push(value);
      }
    }
    numberEnds[row] = numbers.length;
    textEnds[row] = values.length;
  });
  return {
    numbers: { type: "Map(String, Float64)", ends: numberEnds, keys: numberKeys, values: Float64Array.from(numbers) },
    texts: { type: "Map(String, String)", ends: textEnds, keys: textKeys, values },
  };
}

export function eventColumns(facts: readonly EventFact[], batch: Batch): Columns {
  return {
    ...recorded(facts, batch),
    account: texts(facts.map((fact) => fact.account)),
    user: texts(facts.map((fact) => fact.user)),
    name: repeatedTexts(facts.map((fact) => fact.name)),
    original_time: times(facts, (fact) => fact.originalTime),
    sent_at: times(facts, (fact) => fact.sentAt ?? 0),
    received_at: times(facts, (fact) => fact.receivedAt),
    attribution: repeatedTexts(facts.map((fact) => fact.attribution)),
    ...propertyColumns(facts),
  };
}

const kindOf = (value: Scalar | null): string => (value === null ? "null" : typeof value === "number" ? "number" : "text");

const traitColumns = (facts: readonly (AccountTraitFact | UserTraitFact)[], batch: Batch): Columns => ({
  ...recorded(facts, batch),
  trait: repeatedTexts(facts.map((fact) => fact.trait)),
  kind: repeatedTexts(facts.map((fact) => kindOf(fact.value))),
  number: { type: "Float64", values: Float64Array.from(facts, (fact) => (typeof fact.value === "number" ? fact.value : 0)) },
  text: texts(facts.map((fact) => (typeof fact.value === "string" ? fact.value : ""))),
});

export const accountTraitColumns = (facts: readonly AccountTraitFact[], batch: Batch): Columns => ({
  ...traitColumns(facts, batch),
  account: texts(facts.map((fact) => fact.account)),
});

export const userTraitColumns = (facts: readonly UserTraitFact[], batch: Batch): Columns => ({
  ...traitColumns(facts, batch),
  user: texts(facts.map((fact) => fact.user)),
});

export const membershipColumns = (facts: readonly MembershipFact[], batch: Batch): Columns => ({
  ...recorded(facts, batch),
  account: texts(facts.map((fact) => fact.account)),
  user: texts(facts.map((fact) => fact.user)),
});
