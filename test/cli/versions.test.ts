import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packToServe } from "../../src/cli/versions.ts";
import { unpainted } from "../../src/cli/problem-text.ts";
import { openPostgres } from "../../src/storage/postgres/database.ts";
import { PostgresVersionStore } from "../../src/storage/postgres/version-store.ts";
import { writeControl } from "../../src/storage/control-file.ts";
import { commandLine, repositoryRoot } from "../support/command-line.ts";
import { freshDirectory } from "../support/journal.ts";
import { pgliteTemplate } from "../support/pglite-template.ts";
import type { Ran } from "../support/terminal.ts";

const archive = await pgliteTemplate();
const now = Date.UTC(2026, 2, 1);
const example = join(repositoryRoot, "examples/three-categories");

/** A data directory, and a folder with a pack that may be changed. */
async function place() {
  const root = await freshDirectory();
  const [data, draft, out] = ["data", "draft", "out"].map((name) => join(root, name)) as [string, string, string];
  await cp(example, draft, { recursive: true });
  await mkdir(data);
  await (await openPostgres({ directory: join(data, "postgres"), archive }, () => {})).close();
  const run = (...args: string[]): Promise<Ran> => commandLine({ data, now }, args);
  const apply = (message: string): Promise<Ran> => run("apply", draft, "--message", message, "--author", "Ann");
  const change = (): void => writeFileSync(join(draft, "product.yaml"), readFileSync(join(draft, "product.yaml"), "utf8").replace(/^ {6}weight: 50/m, "      weight: 90"));
  return { data, draft, out, run, apply, change };
}

const yamlOf = (folder: string): Record<string, string> => Object.fromEntries(readdirSync(folder).filter((name) => name.endsWith(".yaml")).map((name) => [name, readFileSync(join(folder, name), "utf8")]));

test("what is applied is compared with, and comes back letter for letter", { timeout: 120_000 }, async () => {
  const { draft, out, run, apply, change } = await place();
  expect(await run("pull", out)).toMatchObject({ exit: 1, error: "No pack was applied yet. `bellwether apply <folder>` does.\n" });
  expect((await apply("First")).out).toBe("Applied version 1 (bf4f074df1b8, by Ann, 2026-03-01). `bellwether serve` runs it from its next start on.\n");
  expect((await apply("Again")).out).toBe("Nothing to apply: version 1 (bf4f074df1b8, by Ann, 2026-03-01) has the same files.\n");
  const first = yamlOf(draft);
  expect(await run("plan", draft)).toMatchObject({ exit: 0, out: expect.stringContaining("From the applied version 1 (version bf4f074df1b8) to") as string });

  change();
  expect(await run("plan", draft)).toMatchObject({ exit: 2, out: expect.stringContaining("~ weight of Product: 50 → 90") as string });
  expect((await apply("Product counts more")).out).toContain("Applied version 2 (");
  expect((await run("plan", draft)).exit).toBe(0);
  writeFileSync(join(draft, "pack.yaml"), `# A remark moves no score.\n${readFileSync(join(draft, "pack.yaml"), "utf8")}`);
  expect((await apply("A remark")).out).toMatch(/^Applied version 3 \(.*\), which means the same as the one before\. /);

  expect((await run("pull", out)).out).toMatch(/: version 3 \(.*\)\. A remark\n$/);
  expect(yamlOf(out)).toEqual(yamlOf(draft));
  expect(await run("pull", out, "--number", "1")).toMatchObject({ exit: 1, error: expect.stringMatching(/pack\.yaml, .*product\.yaml would be overwritten; --overwrite does that\. Nothing was written\.\n$/) as string });
  expect((await run("pull", out, "--number", "1", "--overwrite")).exit).toBe(0);
  expect(yamlOf(out)).toEqual(first);
  expect(await run("pull", out, "--number", "9")).toMatchObject({ exit: 1, error: "There is no version 9.\n" });
});

test("what can't be is refused, and says what to do", { timeout: 120_000 }, async () => {
  const { data, draft, out, run, apply } = await place();
  expect(await run("apply", join(repositoryRoot, "test/golden/broken-pack"), "-m", "x", "--author", "Ann")).toMatchObject({ exit: 1, error: expect.stringMatching(/so nothing was applied\.\n$/) as string });
  expect(await run("apply", draft, "-m", "x")).toMatchObject({ exit: 1, error: "Say who applies it: --author <name>.\n" });
  await apply("First");
  await mkdir(out);
  writeFileSync(join(out, "extra.yaml"), "metrics: {}\n");
  expect(await run("pull", out)).toMatchObject({ exit: 1, error: `${out} holds extra.yaml, which version 1 hasn't; together they would be another pack. Remove what doesn't belong there, or name another folder. Nothing was written.\n` });
  expect(readdirSync(out)).toEqual(["extra.yaml"]);
  await mkdir(join(data, "live"));
  await writeControl(data, { pid: process.pid, url: "http://127.0.0.1:1", token: "t" });
  for (const args of [["pull", out], ["apply", draft, "-m", "x", "--author", "Ann"]]) {
    expect(await run(...args)).toMatchObject({ exit: 1, error: expect.stringMatching(/^Process \d+ serves .* and holds the embedded database, in which versions are kept\. Stop it first, or keep them on a Postgres server \(DATABASE_URL\)\.\n$/) as string });
  }
});

test("asking makes no database where none is", async () => {
  const { data, draft, run } = await place();
  await rm(join(data, "postgres"), { recursive: true });
  expect(await run("plan", draft, "--against", example)).toMatchObject({ exit: 0 });
  expect(await run("plan", draft)).toMatchObject({ exit: 0, out: expect.stringContaining("From examples/three-categories (version") as string });
  expect(readdirSync(data)).not.toContain("postgres");
});

test("a server runs the folder that is named, else what was applied, else the default", { timeout: 120_000 }, async () => {
  const { data, draft, apply, change } = await place();
  const wire = { terminal: { out: () => {}, err: () => {}, paint: unpainted, exit: () => {} }, hash: (text: string) => text, defaultPack: example };
  const applied = async () => {
    const database = await openPostgres({ directory: join(data, "postgres") }, () => {});
    const found = await new PostgresVersionStore(database.db).latest("default");
    await database.close();
    return found;
  };
  const weight = async (folder?: string): Promise<number | undefined> => (await packToServe(folder, applied, wire)).pack.model.categories["product"]?.weight;
  expect(await weight()).toBe(50);
  change();
  await apply("Product counts more");
  expect([await weight(), await weight(example), await weight(draft)]).toEqual([90, 50, 90]);
});
