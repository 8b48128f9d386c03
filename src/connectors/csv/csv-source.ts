import { type ImportRequest, type ImportSource, type InputProblem, InputRefused, type MappedBatch, type PreparedImport } from "../../engine/import-source.ts";
import { FileContext } from "./file-context.ts";
import { filesIn, locate } from "./find-files.ts";
import { guessMapping } from "./guess/guess.ts";
import { type CompiledKind, compileKinds } from "./kinds/compile.ts";
import { loadLookup, type LookupSlot } from "./lookup.ts";
import { type FileMapping, kinds } from "./mapping.ts";
import { type MappingFile, parseMapping, readMapping } from "./mapping-file.ts";
import type { Path } from "../../pack/tree.ts";
import { mapBatch } from "./row-mapper.ts";
import { survey } from "./survey.ts";
import { openTable } from "./table.ts";

/** CSV files and workbooks, as a mapping describes them. */
export const csvSource: ImportSource = { prepare, guess: guessMapping };

interface PreparedFile {
  readonly context: FileContext;
  readonly kinds: readonly CompiledKind[];
}

async function prepare(request: ImportRequest): Promise<PreparedImport> {
  const mapping = typeof request.mapping === "string" ? await readMapping(request.mapping) : parseMapping("mapping", request.mapping.text);
  const problems: InputProblem[] = [];
  const names = await filesIn(request.folder);
  const files: PreparedFile[] = [];
  for (const { file, path, at } of filesOf({ mapping, names, request, problems })) {
    const table = await collected(problems, openTable(path, file));
    if (!table) continue;
    const context = new FileContext(mapping, file, table);
    files.push({ context, kinds: compileKinds(context, at, request) });
    problems.push(...context.problems);
  }
  if (problems.length === 0) await loadLookups(files, { folder: request.folder, names, problems });
  if (problems.length === 0) for (const { context } of files) problems.push(...((await collected(problems, survey(context))) ?? []));
  if (problems.length > 0) throw new InputRefused(problems);
  return preparedOf(mapping.mapping.source, files, request.sampleRows);
}

interface FileAt {
  readonly file: FileMapping;
  readonly path: string;
  readonly at: Path;
}

function filesOf(search: { readonly mapping: MappingFile; readonly names: readonly string[]; readonly request: ImportRequest; readonly problems: InputProblem[] }): readonly FileAt[] {
  const { mapping, names, request, problems } = search;
  const allowed = request.only.length === 0 ? names : names.filter((name) => request.only.includes(name));
  const found = mapping.mapping.files.flatMap((file, index) => {
    const located = locate(request.folder, allowed, { file: file.file, place: mapping.place(["files", index, "file"]) });
    if (located.problem && request.only.length === 0) problems.push(located.problem);
    return located.paths.map((path) => ({ file, path, at: ["files", index] }));
  });
  const unmapped = request.only.filter((name) => !found.some(({ path }) => path.endsWith(name)));
  problems.push(...unmapped.map((name) => ({ place: name, message: `${mapping.name} says nothing about this file` })));
  return found;
}

async function loadLookups(files: readonly PreparedFile[], at: { readonly folder: string; readonly names: readonly string[]; readonly problems: InputProblem[] }): Promise<void> {
  const loaded = new Map<string, LookupSlot["values"]>();
  for (const slot of files.flatMap(({ context }) => context.lookups)) {
    const key = JSON.stringify(slot.lookup);
    const values = loaded.get(key) ?? (await collected(at.problems, lookupValues(slot, at)));
    if (!values) continue;
    loaded.set(key, values);
    slot.values = values;
  }
}

async function lookupValues(slot: LookupSlot, at: { readonly folder: string; readonly names: readonly string[] }): Promise<LookupSlot["values"]> {
  const { paths, problem } = locate(at.folder, at.names, { file: slot.lookup.file, place: slot.place });
  const [path] = paths;
  if (path === undefined) throw new InputRefused(problem ? [problem] : []);
  return loadLookup(slot, await openTable(path, {}));
}

/** The value, or undefined after its problems were noted. */
async function collected<T>(problems: InputProblem[], promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (!(error instanceof InputRefused)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

/** Files are read in the order of their first kind, so that accounts and contracts are known before what happened under them. */
function preparedOf(source: string, files: readonly PreparedFile[], sampleRows = Number.POSITIVE_INFINITY): PreparedImport {
  const rank = ({ kinds: compiled }: PreparedFile): number => Math.min(...compiled.map(({ kind }) => kinds.indexOf(kind)));
  const ordered = files.toSorted((a, b) => rank(a) - rank(b));
  const tables = ordered.map(({ context }) => context.table);
  return {
    source,
    files: tables.map(({ file }) => file),
    expectedRows: tables.reduce((sum, { expectedRows }) => sum + expectedRows, 0),
    needsMemberships: ordered.some(({ kinds: compiled }) => compiled.some(({ byUser }) => byUser)),
    notes: tables.flatMap(({ notes }) => notes),
    rows: () => rowsOf(ordered, sampleRows),
  };
}

async function* rowsOf(files: readonly PreparedFile[], sampleRows: number): AsyncGenerator<MappedBatch> {
  for (const { context, kinds } of files) {
    const { table } = context;
    const compiled = { file: table.file, columns: table.header.length, kinds, columnOf: (field: string) => context.columnOf(field) };
    let rows = 0;
    for await (const batch of table.batches()) {
      yield mapBatch(compiled, batch);
      rows += batch.rows.length;
      if (rows >= sampleRows) break;
    }
  }
}
