import * as fc from "fast-check";
import * as ids from "./ids.ts";
import { maybe, pick, smallNumber, written } from "./pick.ts";

const scalar = fc.oneof(ids.text, smallNumber, fc.boolean());
const scalars = fc.oneof(scalar, fc.array(scalar, { minLength: 1, maxLength: 3 }));

/** Mostly one comparison; sometimes several that must all hold, and may contradict each other. */
const comparisons = fc.oneof(
  { weight: 3, arbitrary: fc.record({ is: scalars }) },
  { weight: 2, arbitrary: fc.record({ is_not: scalars }) },
  { weight: 2, arbitrary: fc.record({ is_set: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ over: smallNumber }) },
  { weight: 1, arbitrary: fc.record({ at_least: smallNumber }) },
  { weight: 1, arbitrary: fc.record({ under: smallNumber }) },
  { weight: 1, arbitrary: fc.record({ at_most: smallNumber }) },
  {
    weight: 2,
    arbitrary: fc.record(
      { is: scalars, is_not: scalars, over: smallNumber, at_most: smallNumber, is_set: fc.boolean() },
      { requiredKeys: [] },
    ),
  },
);

const where = fc.array(
  fc.tuple(ids.propertyName, comparisons).map(([property, wanted]) => ({ property, ...wanted })),
  { minLength: 1, maxLength: 2 },
);

const traits = fc.array(
  fc.tuple(ids.userTraitName, comparisons).map(([trait, wanted]) => ({ trait, ...wanted })),
  { minLength: 1, maxLength: 2 },
);

const role = fc.uniqueArray(ids.roleName, { minLength: 1, maxLength: 2 });
const users = fc.oneof(fc.record({ role }), fc.record({ traits }), fc.record({ role, traits }));

const events = fc.uniqueArray(ids.selectedName, { minLength: 1, maxLength: 3 });

/** Which events count: the fields of a metric, or of one feature or milestone. */
export const selection = fc.record({ events: maybe(60, events), where: maybe(20, where), users: maybe(20, users) }).map(written);

/** What opens an item and what closes it; sometimes the same events do both. */
export const openedAndClosed = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ opened: { events: ["ticket_opened"] }, closed: { events: ["ticket_closed"] }, item: "ticket" }) },
  { weight: 1, arbitrary: fc.record({ opened: selection, closed: selection, item: pick(["ticket", "n", "plan"]) }) },
);
