import { expect, test } from "vitest";
import { type RecordQuestion, mayRecord } from "./may-record.ts";

const now = Date.UTC(2026, 5, 1, 12);
const minute = 60_000;
const own = (ago: number) => ({ author: "ann@acme.example", recordedAt: now - ago });

test.each<[string, Partial<RecordQuestion> & { readonly role: RecordQuestion["by"]["role"] }, string]>([
  ["a CSM lowers", { role: "csm", direction: "lowers" }, "lowers"],
  ["a CSM changes nothing", { role: "csm", direction: "same" }, "changes_nothing"],
  ["a CSM raises", { role: "csm", direction: "raises" }, "needs manager"],
  ["a manager raises", { role: "manager", direction: "raises" }, "role"],
  ["an administrator raises", { role: "administrator", direction: "raises" }, "role"],
  ["the machine raises", { role: "machine", direction: "raises" }, "role"],
  ["a manager lowers", { role: "manager", direction: "lowers" }, "lowers"],
  ["a CSM takes back what they set a moment ago", { role: "csm", direction: "raises", takesBack: own(minute) }, "own_and_fresh"],
  ["a CSM takes back what they set just in time", { role: "csm", direction: "raises", takesBack: own(15 * minute) }, "own_and_fresh"],
  ["a CSM takes back what they set too long ago", { role: "csm", direction: "raises", takesBack: own(15 * minute + 1) }, "needs manager"],
  ["a CSM takes back what another set", { role: "csm", direction: "raises", takesBack: { ...own(minute), author: "bob@acme.example" } }, "needs manager"],
  ["a CSM takes back what had raised", { role: "csm", direction: "lowers", takesBack: { ...own(minute), author: "bob@acme.example" } }, "lowers"],
])("%s", (_name, { role, direction = "same", takesBack }, expected) => {
  const decision = mayRecord({ by: { role, author: "ann@acme.example" }, direction, now, ...(takesBack && { takesBack }) });
  expect(decision.isAllowed ? decision.because : `needs ${decision.needs}`).toBe(expected);
});
