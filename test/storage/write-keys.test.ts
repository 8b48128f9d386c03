import { createHash } from "node:crypto";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FileWriteKeys } from "../../src/storage/write-keys/file-write-keys.ts";
import { freshDirectory } from "../support/journal.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const at = async (): Promise<string> => join(await freshDirectory(), "write-keys.json");

describe("write keys", () => {
  test("a made key opens its workspace, also after a restart, and its text is kept nowhere", async () => {
    const path = await at();
    const keys = await FileWriteKeys.open(path);
    expect(keys.size).toBe(0);
    const server = await keys.create({ name: "server", workspace: "main", acceptsVocabulary: true });
    const web = await keys.create({ name: "web", workspace: "main", acceptsVocabulary: false });
    expect(Buffer.from(server, "base64url")).toHaveLength(32);
    for (const opened of [keys, await FileWriteKeys.open(path)]) {
      expect(opened.find(server)).toEqual({ name: "server", workspace: "main", acceptsVocabulary: true, isRevoked: false });
      expect(opened.find(web)).toMatchObject({ name: "web", acceptsVocabulary: false });
      expect([opened.find(""), opened.find(sha256(server)), opened.find(`${server} `)]).toEqual([undefined, undefined, undefined]);
    }
    expect(await readFile(path, "utf8")).not.toContain(server);
    expect((await stat(path)).mode & 0o077).toBe(0);
  });

  test("a revoked key is known as revoked", async () => {
    const path = await at();
    await writeFile(path, JSON.stringify({ keys: [{ name: "old", workspace: "main", sha256: sha256("k"), revoked: true }] }));
    expect((await FileWriteKeys.open(path)).find("k")).toMatchObject({ name: "old", isRevoked: true });
  });

  test.each([
    ["no JSON", "{", /write-keys\.json can't be read/],
    ["a key in clear", JSON.stringify({ keys: [{ name: "a", workspace: "main", sha256: "hunter2" }] }), /keys\.0\.sha256: write the SHA-256/],
    ["an unknown setting", JSON.stringify({ keys: [{ name: "a", workspace: "main", sha256: sha256("k"), admin: true }] }), /keys\.0: .*admin/],
  ])("a file with %s is refused with its place", async (_name, text, message) => {
    const path = await at();
    await writeFile(path, text);
    await expect(FileWriteKeys.open(path)).rejects.toThrow(message);
  });
});
