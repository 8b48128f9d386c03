import { type FileLook, type MappedField, type MappedFile, type MappingEdit, type MappingEditor, type MappingView } from "../../engine/imports/mapping-editor.ts";
import { join } from "node:path";
import { type Document, type YAMLMap, type YAMLSeq, isMap, isSeq, parseDocument, stringify } from "yaml";
import { InputRefused } from "../../engine/import-source.ts";
import { filesIn, matching } from "./find-files.ts";
import { profileOf, type TableProfile } from "./guess/profile.ts";
import { proposeFileAs } from "./guess/propose.ts";
import { type Kind, kindSchemas, kinds } from "./mapping.ts";
import { openTable } from "./table.ts";

/** Mappings as people see and change them who don't write YAML. Comments and everything that isn't changed stay. */
export const mappingEditor: MappingEditor = { kinds, look, view, adopt, edit };

const shownRows = 5;

async function look({ folder, file, encoding }: Parameters<MappingEditor["look"]>[0]): Promise<FileLook> {
  try {
    const table = await openTable(join(folder, file), encoding === undefined ? {} : { encoding });
    const rows: (readonly string[])[] = [];
    for await (const batch of table.batches()) {
      rows.push(...batch.rows.slice(0, shownRows - rows.length));
      if (rows.length >= shownRows) break;
    }
    return { file, header: table.header, rows: rows.map((cells) => table.header.map((_, column) => cells[column] ?? "")), expectedRows: table.expectedRows, notes: table.notes };
  } catch (error) {
    const [problem] = error instanceof InputRefused ? error.problems : [];
    if (!problem) throw error;
    return { file, header: [], rows: [], expectedRows: 0, notes: [], problem };
  }
}

function view(text: string, files: readonly string[]): MappingView | undefined {
  const root = plainOf(parseDocument(text));
  if (!root) return undefined;
  const entries = listOf(root["files"]).filter(isRecord);
  return {
    source: textOf(root["source"]) ?? "",
    timezone: textOf(root["timezone"]) ?? "",
    ...optional("currency", textOf(root["currency"])),
    files: files.map((file) => fileView(file, entries.find((entry) => isFor(entry, file)), text)),
  };
}

function fileView(file: string, entry: Plain | undefined, text: string): MappedFile {
  const own = kinds.filter((kind) => entry?.[kind] !== undefined);
  const [first] = own;
  const said = first === undefined ? undefined : listOf(entry?.[first])[0];
  const spec = isRecord(said) ? said : {};
  return {
    file,
    kinds: own,
    fields: first === undefined ? [] : fieldsOf(first).map(({ field, isNeeded }) => fieldView(field, isNeeded, spec[field])),
    kept: keptIn.flatMap((place) => Object.keys(isRecord(spec[place]) ? spec[place] : {})),
    ...optional("dates", textOf(entry?.["dates"])),
    ...optional("encoding", textOf(entry?.["encoding"])),
    isLookedUp: text.includes(`lookup: { file: ${stringify(file).trim()}`),
  };
}

const keptIn = ["traits", "properties", "closed_properties"] as const;
/** What a column isn't chosen for: it says how rows are read and not what they hold. */
const notColumns: ReadonlySet<string> = new Set([...keptIn, "when", "known_at", "known_after", "renewals", "period"]);

/** The fields of a kind, and whether it can do without them. */
const fieldsOf = (kind: Kind): readonly { readonly field: string; readonly isNeeded: boolean }[] =>
  Object.entries(kindSchemas[kind].shape).flatMap(([field, schema]) => (notColumns.has(field) ? [] : [{ field, isNeeded: !schema.safeParse(undefined).success }]));

function fieldView(field: string, isNeeded: boolean, said: unknown): MappedField {
  if (said === undefined || said === null) return { field, isNeeded };
  if (typeof said === "string" && !said.includes("{")) return { field, isNeeded, written: said, column: said };
  const written = typeof said === "string" ? said : stringify(said, { collectionStyle: "flow", lineWidth: 0 }).trim();
  const isColumn = isRecord(said) && Object.keys(said).length === 1 && typeof said["column"] === "string";
  return { field, isNeeded, written, ...(isColumn && { column: String(said["column"]) }) };
}

function adopt(text: string, guessed: string, file: string): string {
  const [document, other] = [parseDocument(text), parseDocument(guessed)];
  if (!plainOf(document) || !plainOf(other) || placeOf(document, file) >= 0) return text;
  const item = filesOf(other).items[placeOf(other, file)];
  if (item === undefined) return text;
  filesOf(document).add(item);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

async function edit(text: string, { folder, edits }: Parameters<MappingEditor["edit"]>[1]): Promise<string> {
  const document = parseDocument(text);
  if (!plainOf(document)) throw new InputRefused([{ place: "mapping", message: "holds no mapping: it begins with `source:`, `timezone:` and `files:`" }]);
  for (const one of edits) await apply(document, folder, one);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

async function apply(document: Document, folder: string, one: MappingEdit): Promise<void> {
  switch (one.set) {
    case "source":
    case "timezone":
    case "currency":
      if (one.value === "") document.delete(one.set);
      else document.set(one.set, one.value);
      return;
    case "kind":
      return setKind(document, folder, one);
    case "field":
      return setField(document, one);
    case "dates":
    case "encoding":
      setOrDelete(document, [...entryPath(document, one.file), one.set], one.value);
  }
}

async function setKind(document: Document, folder: string, { file, value }: Extract<MappingEdit, { set: "kind" }>): Promise<void> {
  const files = filesOf(document);
  const at = placeOf(document, file);
  if (value === null) {
    if (at >= 0) files.delete(at);
    return;
  }
  const kind = kinds.find((one) => one === value);
  if (!kind) throw new InputRefused([{ place: file, message: `there is no kind \`${value}\`: ${kinds.join(", ")}` }]);
  const others = (await filesIn(folder)).filter((name) => name !== file);
  const own = await profile(folder, file);
  if (!own) throw new InputRefused([{ place: file, message: "can't be read, so nothing can be said of its columns" }]);
  const profiles = await Promise.all(others.map((name) => profile(folder, name)));
  const proposed = parseDocument(`files:\n${proposeFileAs(kind, own, profiles.filter((one) => one !== undefined))}`).get("files") as YAMLSeq;
  if (at >= 0) files.items[at] = proposed.items[0];
  else files.add(proposed.items[0]);
}

const profile = (folder: string, file: string): Promise<TableProfile | undefined> => openTable(join(folder, file), {}).then(profileOf).catch(() => undefined);

function setField(document: Document, { file, field, value }: Extract<MappingEdit, { set: "field" }>): void {
  const path = entryPath(document, file);
  const entry = document.getIn(path) as YAMLMap;
  const kind = kinds.find((one) => entry.has(one));
  if (!kind || !Object.hasOwn(kindSchemas[kind].shape, field)) throw new InputRefused([{ place: file, message: `has no field \`${field}\`` }]);
  const spec = isSeq(entry.get(kind)) ? [...path, kind, 0] : [...path, kind];
  setOrDelete(document, [...spec, field], value === null ? null : value.includes("{") ? { column: value } : value);
}

function setOrDelete(document: Document, path: readonly (string | number)[], value: unknown): void {
  if (value === null) document.deleteIn(path);
  else document.setIn(path, document.createNode(value));
}

function filesOf(document: Document): YAMLSeq {
  if (!isSeq(document.get("files"))) document.set("files", document.createNode([]));
  return document.get("files") as YAMLSeq;
}

const placeOf = (document: Document, file: string): number => filesOf(document).items.findIndex((item) => isMap(item) && isFor({ file: item.get("file") }, file));

function entryPath(document: Document, file: string): readonly (string | number)[] {
  const at = placeOf(document, file);
  if (at < 0) throw new InputRefused([{ place: file, message: "say first what its rows are" }]);
  return ["files", at];
}

type Plain = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Plain => typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]);
const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const optional = <K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } => (value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: string }));
const isFor = (entry: Plain, file: string): boolean => typeof entry["file"] === "string" && matching([file], entry["file"]).length > 0;

function plainOf(document: Document): Plain | undefined {
  if (document.errors.length > 0) return undefined;
  try {
    const plain: unknown = document.toJS({ maxAliasCount: 100 });
    return isRecord(plain) ? plain : undefined;
  } catch {
    return undefined;
  }
}
