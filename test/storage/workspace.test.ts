import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openForgotten } from "../../src/compose/privacy.ts";
import { placed } from "../../src/compose/workspace.ts";
import { workspaceIdSchema } from "../../src/contract/workspace.ts";
import { backUp, restore } from "../../src/storage/backup/backup.ts";
import { commandLine } from "../support/command-line.ts";
import { freshDirectory } from "../support/journal.ts";

const on = (directory: string, workspace?: string) => placed(() => ({ directory, workspace, clickHouseUrl: undefined, databaseUrl: undefined }));

test.each([
  ["default", true], ["a", true], ["north-2", true], ["0", true], ["a".repeat(63), true],
  ["", false], ["North", false], ["-a", false], ["a-", false], ["a b", false], ["a_b", false], ["../a", false], ["ä", false], ["a\n", false], ["a".repeat(64), false],
])("%j as the name of a workspace: %s", (name, isOne) => {
  expect(workspaceIdSchema.safeParse(name).success).toBe(isOne);
});

test("a new directory is of whom it is made for, from then on, and says so to whoever names nobody", async () => {
  const directory = join(await freshDirectory(), "data");
  expect([on(directory).workspace, on(directory, "north").place().workspace, existsSync(directory)], "only looked at").toEqual(["default", "north", false]);
  expect(on(directory, "north").ownPlace()).toMatchObject({ directory, workspace: "north", asked: "north" });
  expect([await readdir(directory), await readFile(join(directory, "workspace"), "utf8")]).toEqual([["workspace"], "north\n"]);
  expect([on(directory).workspace, on(directory).place().asked, on(directory, "north").ownPlace().workspace]).toEqual(["north", undefined, "north"]);
});

test("another name is refused, with both", async () => {
  const directory = await freshDirectory();
  on(directory, "north").ownPlace();
  for (const other of ["south", "default"]) for (const use of ["place", "ownPlace"] as const) expect(() => on(directory, other)[use]()).toThrow(`The data directory ${directory} is of the workspace \`north\`, and not of \`${other}\`.`);
  expect(() => on(directory, "North").place()).toThrow(/`North` is no name of a workspace \(--workspace or BELLWETHER_WORKSPACE\): write 1 to 63 small letters/);
  await writeFile(join(directory, "workspace"), "");
  expect(() => on(directory).place()).toThrow(/says of which workspace the data directory is, and can't be read/);
});

test.each(["clickhouse", "postgres", "live"])("a directory with data from before there were names (%s) is the first workspace's, and stays as it is", async (folder) => {
  const directory = await freshDirectory();
  await mkdir(join(directory, folder));
  expect(on(directory).ownPlace().workspace).toBe("default");
  expect(() => on(directory, "north").ownPlace()).toThrow(/is of the workspace `default`, and not of `north`/);
  expect(await readdir(directory)).toEqual([folder]);
});

test("what belongs to nobody keeps nobody out", async () => {
  const directory = await freshDirectory();
  await writeFile(join(directory, "notes.txt"), "mine");
  expect(on(directory, "north").ownPlace().workspace).toBe("north");
});

test("a backup remembers the workspace, and isn't restored as another one", async () => {
  const [directory, elsewhere] = [await freshDirectory(), await freshDirectory()];
  on(directory, "north").ownPlace();
  await mkdir(join(directory, "live"));
  await writeFile(join(directory, "live", "forgotten.json"), "{}");
  const archive = join(elsewhere, "north.tar.gz");
  await backUp({ directory, archive, program: "0", now: 0 });
  const restored = join(elsewhere, "data");
  await expect(restore({ directory: restored, archive, workspace: "south" })).rejects.toThrow(`${archive} holds the workspace \`north\`, and not \`south\`.`);
  expect(existsSync(restored)).toBe(false);
  await restore({ directory: restored, archive, workspace: undefined });
  expect(on(restored).workspace).toBe("north");
});

test("a list of who is forgotten is one workspace's", async () => {
  const directory = await freshDirectory();
  const forgottenPath = join(directory, "forgotten.json");
  const openAs = (workspace: string) => openForgotten({ directory, forgottenPath, workspace });
  await (await openAs("north")).add("north", [{ kind: "user", id: "ann" }], 0);
  const again = await openAs("north");
  expect([again.has("north", { kind: "user", id: "ann" }), again.has("south", { kind: "user", id: "ann" })]).toEqual([true, false]);
  await expect(openAs("south")).rejects.toThrow(`${forgottenPath} says who is forgotten in the workspace \`north\`, and this is \`south\`.`);
});

test("a command that touches data says what is wrong with the name; help is given all the same, and the doctor finds it", async () => {
  const data = await freshDirectory();
  on(data, "north").ownPlace();
  const run = (...args: string[]) => commandLine({ data, now: 0, workspace: "south" }, args);
  for (const command of [["score"], ["keys", "list"], ["serve"], ["forget", "user", "u"], ["dead-letters", "list"]]) expect(await run(...command)).toMatchObject({ exit: 1, error: expect.stringContaining("is of the workspace `north`, and not of `south`") as string });
  expect(await run("--help")).toMatchObject({ exit: 0, out: expect.stringContaining("--workspace <name>") as string });
  expect(await run("doctor")).toMatchObject({ exit: 1, out: expect.stringMatching(/data directory[^\n]*of the workspace north[^]*settings[^]*not of `south`/) as string });
  expect(await readdir(data)).toEqual(["workspace"]);
});
