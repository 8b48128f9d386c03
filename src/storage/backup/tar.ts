import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";

/** Writes what the list file names into an archive that only its owner may read: it holds password hashes and people's data. */
export async function packInto(archive: string, directory: string, listFile: string): Promise<void> {
  const tar = started(["-czf", "-", "-C", directory, "--no-recursion", "-T", listFile]);
  // Where the disk is full, tar's output is closed too, so that it ends.
  await Promise.all([tar.ended, pipeline(tar.child.stdout, createWriteStream(archive, { flags: "wx", mode: 0o600, flush: true }))]);
}

/** Unpacks an archive into a folder that is there. */
export async function unpackInto(archive: string, directory: string): Promise<void> {
  const tar = started(["-xzf", archive, "-C", directory, "--no-same-owner"]);
  tar.child.stdout.resume();
  await tar.ended;
}

/** The system's own: every Unix has it, and archives can be looked into without us. */
function started(args: readonly string[]) {
  const child = spawn("tar", args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, LC_ALL: "C" } });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said = `${said}${text}`.slice(-2000)));
  const ended = new Promise<void>((resolve, reject) => {
    child.on("error", (error) => reject(new Error(`The program tar can't be started: ${error.message}. Install it.`, { cause: error })));
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(`tar failed: ${said.trim() || `exit code ${code}`}`))));
  });
  return { child, ended };
}
