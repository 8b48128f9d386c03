import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../golden");

export const goldenPath = (name: string): string => join(folder, name);

/** The text that was accepted; UPDATE_GOLDEN=1 accepts what is there now, to be read in the diff. */
export function golden(name: string, actual: string): string {
  const path = goldenPath(name);
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, `${actual}\n`);
  return existsSync(path) ? readFileSync(path, "utf8").replace(/\n$/, "") : "";
}
