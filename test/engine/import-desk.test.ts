import { mkdir, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { uploadsIn } from "../../src/compose/setup.ts";
import { freshDirectory } from "../support/journal.ts";
import { setupIn } from "../support/setup.ts";

async function* bytes(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

const whole = (...texts: readonly string[]) => ({ bytes: bytes(...texts), offset: 0, isLast: true });

test("what ran when the process ended is told to be interrupted, and what was being uploaded is gone", async () => {
  const directory = await freshDirectory();
  const uploads = uploadsIn(directory);
  await uploads.keepRun({ id: "1", state: "running", author: "ada", startedAt: 1, files: [], findings: [], findingsPartial: false, problems: [], notes: [] });
  await uploads.write("whole.csv", { ...whole("a\n1\n"), mostBytes: 100 });
  await uploads.write("half.csv", { ...whole("a\n"), isLast: false, mostBytes: 100 });
  expect(await readdir(join(directory, "uploads"))).toHaveLength(3);

  const { imports } = await setupIn({ directory });
  expect((await imports.runs()).map(({ id, state }) => [id, state])).toEqual([["1", "interrupted"]]);
  expect((await imports.files()).map(({ name }) => name)).toEqual(["whole.csv"]);
  expect((await readdir(join(directory, "uploads"))).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(["exports", "runs.json"]);
});

test("a file that grows too large leaves nothing behind, and the one before it stays", async () => {
  const directory = await freshDirectory();
  const uploads = uploadsIn(directory);
  await uploads.write("a.csv", { ...whole("a\n1\n"), mostBytes: 10 });
  await expect(uploads.write("a.csv", { ...whole("12345678", "90123"), mostBytes: 10 })).rejects.toThrow("There is room for 0.0 MB");
  expect(await readFile(join(uploads.folder, "a.csv"), "utf8")).toBe("a\n1\n");
  expect(await readdir(join(directory, "uploads"))).toEqual(["exports"]);
  expect((await stat(join(uploads.folder, "a.csv"))).mode & 0o777).toBe(0o600);
});

test("there is room for so many files, and for one more of the same name", async () => {
  const { imports } = await setupIn();
  for (let file = 0; file < imports.limits.files; file += 1) await imports.upload(`${file}.csv`, whole("a\n1\n"));
  await expect(imports.upload("one-more.csv", whole("a\n"))).rejects.toMatchObject({ kind: "too_many" });
  expect(await imports.upload("0.csv", whole("b\n2\n"))).toBe("0.csv");
});

test("whoever is forgotten is in no file, list of rejects, example or declined match that is left", async () => {
  const directory = await freshDirectory();
  const uploads = uploadsIn(directory);
  await uploads.write("users.csv", { ...whole("user_id\nada\n"), mostBytes: 100 });
  await uploads.keepText("mapping", "source: exports");
  await uploads.keepText("declined-matches", JSON.stringify([JSON.stringify(["crm", "ada's"])]));
  await uploads.keepRun({ id: "1", state: "done", author: "ada", startedAt: 1, files: [], findings: [{ code: "repeated_id", subject: "usage", count: 2, examples: [{ file: "users.csv", line: 2, text: "user ada" }] }], findingsPartial: false, problems: [], notes: [] });
  await mkdir(join(directory, "uploads"), { recursive: true });
  await writeFile(join(directory, "uploads", "rejects-1.csv"), "user ada");
  await uploads.forget();
  expect(await uploads.files()).toEqual([]);
  expect(await uploads.rejectsPath("1")).toBeUndefined();
  expect(await uploads.text("declined-matches")).toBeUndefined();
  expect((await uploads.runs())[0]?.findings).toEqual([{ code: "repeated_id", subject: "usage", count: 2, examples: [] }]);
});
