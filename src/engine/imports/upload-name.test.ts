import { expect, test } from "vitest";
import { uploadName } from "./upload-name.ts";

test.each([
  ["accounts.csv", "accounts.csv"],
  ["Kunden Übersicht (2).XLSX", "Kunden Übersicht (2).XLSX"],
  ["events.csv.gz", "events.csv.gz"],
  ["../../etc/passwd.csv", "passwd.csv"],
  ["..\\..\\windows\\a.csv", "a.csv"],
  ["/absolute/b.csv", "b.csv"],
  [".hidden.csv", "hidden.csv"],
  ["usage-*.csv", "usage-_.csv"],
  ["a\u0000b\u202Evsc.csv", "a_b_vsc.csv"],
  ["<script>.csv", "_script_.csv"],
  ["a\nb.csv", "a_b.csv"],
])("%j is kept as %j", (sent, kept) => {
  expect(uploadName(sent)).toBe(kept);
});

test.each(["", ".", "..", ".csv", "..csv", "a", "a.exe", "a.csv.exe", "a.xlsm", "a/b", "csv"])("%j is no table", (sent) => {
  expect(uploadName(sent)).toBeUndefined();
});

test("a name that is too long for a file system loses letters, and not its ending", () => {
  const name = uploadName(`${"ü".repeat(300)}.csv.gz`) ?? "";
  expect(name.endsWith("ü.csv.gz")).toBe(true);
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(150);
});
