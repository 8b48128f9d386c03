import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";

/** Everything of a data directory that a backup holds. */
export interface Listing {
  /** Folders, files and links, relative to the directory; folders come before what is in them. */
  readonly paths: readonly string[];
  readonly files: number;
  readonly bytes: number;
  /** Changes with every write. */
  readonly state: string;
}

/** What belongs to a process and not to the data: claims, how to reach it, what an insert or a backup was cut short over. */
const ofProcess = /(^|\/)lock-\d+-\d+$|^live\/control\.json|^bellwether-backup\.json$|^block-[^/]*\.native$|^clickhouse\/(status|tmp\/)/;

export async function listDirectory(directory: string): Promise<Listing> {
  const paths: string[] = [];
  const states: string[] = [];
  let [files, bytes] = [0, 0];
  const walk = async (folder: string): Promise<void> => {
    for (const entry of (await readdir(join(directory, folder), { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (ofProcess.test(path)) continue;
      paths.push(path);
      if (entry.isDirectory()) await walk(path);
      else if (entry.isFile()) {
        const { size, mtimeMs } = await lstat(join(directory, path));
        files += 1;
        bytes += size;
        states.push(`${path} ${size} ${mtimeMs}`);
      }
    }
  };
  await walk("");
  return { paths, files, bytes, state: states.join("\n") };
}
