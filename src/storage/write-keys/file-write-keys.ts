import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { z } from "zod";
import type { WriteKey, WriteKeys } from "../../engine/write-keys.ts";

const keySchema = z.strictObject({
  name: z.string().min(1),
  workspace: z.string().min(1),
  /** SHA-256 of the key's text, in hexadecimal digits. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/, "write the SHA-256 of the key as 64 hexadecimal digits"),
  /** False for keys that stand in web pages. */
  acceptsVocabulary: z.boolean().default(true),
  revoked: z.boolean().default(false),
});

const fileSchema = z.strictObject({ keys: z.array(keySchema) });

type KeyEntry = z.infer<typeof keySchema>;

/** Write keys in a settings file. Only their hashes are there: a key is shown once, when it is made. */
export class FileWriteKeys implements WriteKeys {
  readonly #path: string;
  #keys: readonly { readonly hash: Buffer; readonly entry: KeyEntry }[] = [];

  private constructor(path: string) {
    this.#path = path;
  }

  static async open(path: string): Promise<FileWriteKeys> {
    const keys = new FileWriteKeys(path);
    keys.#take(await readEntries(path));
    return keys;
  }

  get size(): number {
    return this.#keys.length;
  }

  /** Compares with every key in constant time, so that how long it takes says nothing about any of them. */
  find(text: string): WriteKey | undefined {
    const asked = createHash("sha256").update(text).digest();
    let found: KeyEntry | undefined;
    for (const { hash, entry } of this.#keys) if (timingSafeEqual(hash, asked)) found = entry;
    return found && { name: found.name, workspace: found.workspace, acceptsVocabulary: found.acceptsVocabulary, isRevoked: found.revoked };
  }

  /** Makes a key and returns its text, which can't be read again. */
  async create(key: { readonly name: string; readonly workspace: string; readonly acceptsVocabulary: boolean }): Promise<string> {
    const text = randomBytes(32).toString("base64url");
    const entries = [...this.#keys.map(({ entry }) => entry), { ...key, sha256: createHash("sha256").update(text).digest("hex"), revoked: false }];
    await writeFile(`${this.#path}.new`, `${JSON.stringify({ keys: entries }, null, 2)}\n`, { mode: 0o600, flush: true });
    await rename(`${this.#path}.new`, this.#path);
    this.#take(entries);
    return text;
  }

  #take(entries: readonly KeyEntry[]): void {
    this.#keys = entries.map((entry) => ({ hash: Buffer.from(entry.sha256, "hex"), entry }));
  }
}

async function readEntries(path: string): Promise<readonly KeyEntry[]> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  try {
    return fileSchema.parse(JSON.parse(text)).keys;
  } catch (error) {
    const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
    const problem = issue ? `${issue.path.join(".")}: ${issue.message}` : (error as Error).message;
    throw new Error(`The write keys in ${path} can't be read: ${problem}. Expected: {"keys": [{"name": "web", "workspace": "main", "sha256": "…"}]}`, { cause: error });
  }
}
