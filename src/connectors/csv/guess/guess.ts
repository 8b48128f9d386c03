import { basename, join, resolve } from "node:path";
import { type GuessedMapping, type GuessRequest, InputRefused } from "../../../engine/import-source.ts";
import { filesIn } from "../find-files.ts";
import { openTable } from "../table.ts";
import { profileOf, type TableProfile } from "./profile.ts";
import { proposeMapping } from "./propose.ts";

const tables = /\.(csv|tsv|txt|xlsx)(\.gz)?$/i;

/** Proposes a mapping for the tables of a folder, or for some of them. */
export async function guessMapping(request: GuessRequest): Promise<GuessedMapping> {
  const names = (await filesIn(request.folder)).filter((name) => (request.only.length === 0 ? tables.test(name) : request.only.includes(name)));
  if (names.length === 0) throw new InputRefused([{ place: request.folder, message: "has no CSV files or workbooks" }]);
  const profiles: TableProfile[] = [];
  const unreadable: string[] = [];
  for (const name of names) {
    try {
      profiles.push(await profileOf(await openTable(join(request.folder, name), {})));
    } catch (error) {
      if (!(error instanceof InputRefused)) throw error;
      unreadable.push(...error.problems.map(({ place, message }) => `${place}: ${message}`));
    }
  }
  const { mapping, questions } = proposeMapping(basename(resolve(request.folder)), profiles);
  return { mapping, questions: [...unreadable, ...questions] };
}
