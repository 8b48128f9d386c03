import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { workspaceIdSchema } from "../contract/workspace.ts";

/** Where nobody names one. */
export const firstWorkspace = "default";

const fileOf = (directory: string): string => join(directory, "workspace");

/** Folders with which a directory holds something of a workspace. */
const contents = ["clickhouse", "postgres", "live"];

/** Of which workspace a data directory is; undefined where it holds nothing yet. One that holds something and says nothing is of the first. */
export function workspaceIn(directory: string): string | undefined {
  const path = fileOf(directory);
  if (!existsSync(path)) return contents.some((name) => existsSync(join(directory, name))) ? firstWorkspace : undefined;
  const read = workspaceIdSchema.safeParse(readFileSync(path, "utf8").trim());
  if (!read.success) throw new Error(`${path} says of which workspace the data directory is, and can't be read: ${read.error.issues[0]?.message}.`);
  return read.data;
}

/** Throws where a data directory is of another workspace. */
export function requireWorkspace(directory: string, workspace: string): void {
  const found = workspaceIn(directory);
  if (found !== undefined && found !== workspace) throw new Error(`The data directory ${directory} is of the workspace \`${found}\`, and not of \`${workspace}\`. Name the data directory of \`${workspace}\` with --data, or leave the name away.`);
}

/** Before anything is kept in a data directory: it remembers for which workspace it was made. */
export function claimDirectory(directory: string, workspace: string): void {
  requireWorkspace(directory, workspace);
  if (workspace === firstWorkspace || workspaceIn(directory) !== undefined) return;
  mkdirSync(directory, { recursive: true });
  writeFileSync(`${fileOf(directory)}.new`, `${workspace}\n`, { flush: true });
  renameSync(`${fileOf(directory)}.new`, fileOf(directory));
  const entries = openSync(directory, "r");
  fsyncSync(entries);
  closeSync(entries);
}
