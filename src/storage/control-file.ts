import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { isAlive } from "./directory-lock.ts";

const controlSchema = z.object({ pid: z.number(), url: z.string(), token: z.string() });

/** How commands on this machine reach the process that serves a data directory. */
export type Control = z.infer<typeof controlSchema>;

const fileOf = (directory: string): string => join(directory, "live", "control.json");

/** For whoever may read the data directory, and nobody else. Answers with how to take it away again. */
export async function writeControl(directory: string, control: Control): Promise<() => Promise<void>> {
  const path = fileOf(directory);
  await rm(`${path}.new`, { force: true });
  await writeFile(`${path}.new`, JSON.stringify(control), { mode: 0o600 });
  await rename(`${path}.new`, path);
  return () => rm(path, { force: true });
}

/** Undefined where no process serves the directory. */
export async function readControl(directory: string): Promise<Control | undefined> {
  const text = await readFile(fileOf(directory), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const read = controlSchema.safeParse(JSON.parse(text));
  return read.success && isAlive(read.data.pid) ? read.data : undefined;
}
