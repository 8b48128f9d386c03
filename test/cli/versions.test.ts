import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packToServe } from "../../src/cli/served-pack.ts";
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
  expect((await apply("First")).out).toBe("Applied version 1 (bf4f074df1b8, by Ann, 2026-03-01). `bellwether serve` and all other commands use it from now on.\n");
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
  const { out: listed } = await run("versions");
  expect(listed.split("\n").slice(1, 4).map((line) => line.replaceAll(/\s+/g, " ").trim())).toEqual([
    expect.stringMatching(/^3 2026-03-01 00:00 Ann a folder \w{12} A remark · in use$/),
    expect.stringMatching(/^2 2026-03-01 00:00 Ann a folder \w{12} Product counts more$/),
    "1 2026-03-01 00:00 Ann a folder bf4f074df1b8 First",
  ]);
  expect(JSON.parse((await run("versions", "--json")).out)).toMatchObject({ versions: [{ number: 3, source: "folder", rewritesHistory: false }, { number: 2 }, { number: 1, at: "2026-03-01T00:00:00.000Z" }] });
  expect((await run("versions", "diff", "1")).out).toBe("~ weight of Product: 50 → 90\n");
  expect((await run("versions", "diff", "2", "3")).out).toBe("Both mean the same.\n");
  expect(await run("versions", "diff", "1", "9")).toMatchObject({ exit: 1, error: "There is no version 9.\n" });
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
  for (const args of [["pull", out], ["versions"], ["plan", draft], ["apply", draft, "-m", "x", "--author", "Ann"]]) {
    expect(await run(...args)).toMatchObject({ exit: 1, error: "The process that serves the data directory doesn't answer. Is it stopping, or stuck?\n" });
  }
});

test("asking makes no database where none is", async () => {
  const { data, draft, run } = await place();
  await rm(join(data, "postgres"), { recursive: true });
  expect(await run("plan", draft, "--against", example)).toMatchObject({ exit: 0 });
  expect(await run("plan", draft)).toMatchObject({ exit: 0, out: expect.stringContaining("From examples/three-categories (version") as string });
  expect(readdirSync(data)).not.toContain("postgres");
});

test("commands score with the folder that is named, else with what was applied, else with the default", { timeout: 240_000 }, async () => {
  const { draft, run, apply, change } = await place();
  await run("simulate", "--preset", "small", "--to", "2026-03-01");
  const versionBy = async (...args: string[]): Promise<string> => (JSON.parse((await run("score", "--json", ...args)).out) as { version: string }).version.slice(0, 12);
  expect(await versionBy()).toBe("bf4f074df1b8");
  change();
  await apply("Product counts more");
  const applied = await versionBy();
  expect(applied).not.toBe("bf4f074df1b8");
  expect([await versionBy("--pack", example), await versionBy("--pack", draft)]).toEqual(["bf4f074df1b8", applied]);
  const { accounts } = JSON.parse((await run("score", "--json")).out) as { accounts: { account: string }[] };
  const account = accounts[0]?.account ?? "";
  expect((await run("model", account)).out).toContain("weight: 90");
  expect(JSON.parse((await run("explain", account, "--json")).out)).toMatchObject({ version: expect.stringMatching(new RegExp(`^${applied}`)) as string });
  expect((await run("pipeline", "--account", account)).exit).toBe(0);
  const history = async (...args: string[]): Promise<{ score: number }[]> => JSON.parse((await run("history", account, "--json", ...args)).out) as { score: number }[];
  await run("apply", example, "--message", "Back", "--author", "Ann");
  const told = await history("--number", "1");
  expect(told).not.toEqual(await history("--number", "2"));
  // Both were applied after the last midnight, so all of history is the first one's; nothing of it is lost.
  expect(await history()).toEqual(told);
  expect((await run("history", account)).out).toMatch(/Versions of the pack\n.*\n2026-03-01 +2 +Ann +Back\n/);
  expect(await run("history", account, "--number", "7")).toMatchObject({ exit: 1, error: "There is no version 7. `bellwether versions` lists them.\n" });
  await run("apply", draft, "--message", "Product again", "--author", "Ann", "--history");
  expect(await history()).toEqual(await history("--pack", draft));
});

test("a server runs the folder that is named, else what was applied, else the default", { timeout: 120_000 }, async () => {
  const { data, draft, apply, change } = await place();
  const wire = { terminal: { out: () => {}, err: () => {}, paint: unpainted, exit: () => {} }, hash: (text: string) => text, defaultPack: example };
  const applied = async () => {
    const database = await openPostgres({ directory: join(data, "postgres") }, () => {});
    const found = await new PostgresVersionStore(database.db).latest("default");
    await database.close();
    return found && { latest: found, former: undefined };
  };
  const weight = async (folder?: string): Promise<number | undefined> => (await packToServe(folder, applied, wire)).running.pack.model.categories["product"]?.weight;
  expect(await weight()).toBe(50);
  change();
  await apply("Product counts more");
  expect([await weight(), await weight(example), await weight(draft)]).toEqual([90, 50, 90]);
});
