import { expect, test } from "vitest";
import type { Measurements } from "../../src/engine/ports.ts";
import { metricSchema } from "../../src/metrics/schema.ts";
import { type MetricValue, missing, present, stateOf } from "../../src/metrics/value.ts";
import { differencesBetween } from "./same-measurements.ts";

const noon = Date.UTC(2026, 0, 5, 12);
const request = {
  metrics: { logins: metricSchema.parse({ kind: "count", window: "7d" }), feeling: metricSchema.parse({ kind: "pulse" }) },
  zone: "Asia/Kolkata",
  instants: [noon],
};

type Row = readonly [account: string, born: number, logins: MetricValue, feeling: MetricValue];

function measured(rows: readonly Row[], metricIds = ["logins", "feeling"]): Measurements {
  const cells = rows.flatMap(([, , logins, feeling]) => metricIds.map((id) => (id === "logins" ? logins : feeling)));
  return {
    accounts: rows.map(([account]) => account),
    instants: request.instants,
    metricIds,
    values: Float64Array.from(cells, (cell) => ("value" in cell ? cell.value : NaN)),
    states: Uint8Array.from(cells, stateOf),
    born: Float64Array.from(rows.map(([, born]) => born)),
  };
}

const acme: Row = ["acme", 0, present(3), missing("never_seen")];
const zero: Row = ["0", 5, present(0), present(50)];
const unborn: Row = ["later", noon, present(9), present(9)];
const reference = measured([acme, zero]);

test.each<[string, Measurements, string[]]>([
  ["the same", measured([acme, zero]), []],
  ["another order of accounts and metrics", measured([zero, acme], ["feeling", "logins"]), []],
  ["rows of accounts that aren't born", measured([acme, unborn, zero]), []],
  ["another order of a sum's terms", measured([["acme", 0, present(3 + 1e-13), missing("never_seen")], zero]), []],
  ["an account that isn't there", measured([acme]), ['accounts are ["0","acme"], not ["acme"]']],
  ["a metric that isn't there", measured([acme, zero], ["logins"]), ['metrics are ["feeling","logins"], not ["logins"]']],
  [
    "another value",
    measured([["acme", 0, present(4), missing("never_seen")], zero]),
    ['account "acme" at 2026-01-05T17:30:00+05:30: logins is 3, not 4; logins = {"kind":"count","window":{"days":7}}'],
  ],
  [
    "zero where there is none",
    measured([["acme", 0, present(3), present(0)], zero]),
    [
      'account "acme" at 2026-01-05T17:30:00+05:30: feeling is never_seen, not 0; feeling = {"kind":"pulse","max_age":{"days":120},"after_owner_change":{"days":30}}',
    ],
  ],
  [
    "another reason",
    measured([["acme", 0, present(3), missing("expired")], zero]),
    [
      'account "acme" at 2026-01-05T17:30:00+05:30: feeling is never_seen, not expired; feeling = {"kind":"pulse","max_age":{"days":120},"after_owner_change":{"days":30}}',
    ],
  ],
  [
    "another birth",
    measured([["acme", 1, present(3), missing("never_seen")], zero]),
    ['account "acme" is born at 1970-01-01T05:30:00+05:30, not 1970-01-01T05:30:00.001+05:30'],
  ],
])("%s", (_name, actual, expected) => {
  expect(differencesBetween({ expected: reference, actual, request })).toEqual(expected);
});
