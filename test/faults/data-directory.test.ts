import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openClickHouse } from "../../src/storage/clickhouse/store.ts";
import { startChild } from "../support/child.ts";

const holder = join(import.meta.dirname, "holder.child.ts");
const command = join(import.meta.dirname, "../../src/main.ts");
let root = "";

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "bellwether-directory-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

test("a directory that another process uses is refused by name, and free again once that is gone", async () => {
  const directory = join(root, "held");
  const child = startChild(holder, [directory]);
  await child.nextLine();
  const inUse = new RegExp(`^The data directory ${directory} is in use by another process \\(process \\d+\\)\\. Stop that one first`, "m");
  await expect(openClickHouse({ directory })).rejects.toThrow(inUse);
  const second = startChild(command, ["--data", directory, "history", "acme", "--pack", join(import.meta.dirname, "../../examples/three-categories")]);
  expect(await second.ended).toBe(1);
  expect(second.errors()).toMatch(inUse);
  await child.kill();
  const store = await openClickHouse({ directory });
  await store.close();
});

test("a file where the directory should be", async () => {
  const directory = join(root, "file");
  await writeFile(directory, "");
  await expect(openClickHouse({ directory })).rejects.toThrow(`The data directory ${directory} cannot be made (EEXIST`);
});

test("something else where the engine's data should be", async () => {
  const directory = join(root, "other");
  await mkdir(directory);
  await writeFile(join(directory, "clickhouse"), "");
  await expect(openClickHouse({ directory })).rejects.toThrow(`The data directory ${directory} cannot be opened`);
});

test("what a killed insert left beside the data is removed, and nothing else", async () => {
  const directory = join(root, "left");
  await mkdir(directory);
  await writeFile(join(directory, "block-0f2c.native"), "");
  await writeFile(join(directory, "notes.txt"), "");
  await (await openClickHouse({ directory })).close();
  expect((await readdir(directory)).sort()).toEqual(["clickhouse", "notes.txt"]);
});
