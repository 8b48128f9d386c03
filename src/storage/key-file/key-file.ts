import { readFile, rename } from "node:fs/promises";
import { z } from "zod";

const keySchema = z.strictObject({
  name: z.string().min(1),
  workspace: z.string().min(1),
  /** SHA-256 of the key's text, in hexadecimal digits. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/, "write the SHA-256 of the key as 64 hexadecimal digits"),
  acceptsVocabulary: z.boolean().default(true),
  revoked: z.boolean().default(false),
});

const fileSchema = z.strictObject({ keys: z.array(keySchema) });

export type KeyOfFile = z.infer<typeof keySchema>;

/** The keys of a file; none where there is no file. */
export async function readKeyFile(path: string): Promise<readonly KeyOfFile[]> {
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
    throw new Error(`The write keys in ${path} can't be taken over: ${problem}. Mend the file, or delete it and make new keys with \`bellwether keys create\`.`, { cause: error });
  }
}

/** Called once its keys are kept elsewhere. */
export const putKeyFileAside = (path: string): Promise<void> => rename(path, `${path}.taken-over`);
