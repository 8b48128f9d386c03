import type { InputProblem } from "../../engine/import-source.ts";
import type { Cells, Reader } from "./cells.ts";
import { DateColumn } from "./date-column.ts";
import type { Field } from "./field.ts";
import type { LookupSlot } from "./lookup.ts";
import type { FileMapping, Mapping } from "./mapping.ts";
import { type MappingFile, suggestion } from "./mapping-file.ts";
import type { Path } from "../../pack/tree.ts";
import { numberReason, parseNumber } from "./numbers.ts";
import type { Table } from "./table.ts";

/** Turns the fields that a mapping names for one file into readers of its rows, and collects what is wrong with them. */
export class FileContext {
  readonly mapping: Mapping;
  readonly file: FileMapping;
  readonly table: Table;
  readonly problems: InputProblem[] = [];
  readonly dates: DateColumn[] = [];
  readonly lookups: LookupSlot[] = [];
  readonly #place: MappingFile["place"];
  readonly #missing: ReadonlySet<string> | undefined;
  readonly #labels = new Map<string, Set<string>>();

  constructor(mapping: MappingFile, file: FileMapping, table: Table) {
    this.mapping = mapping.mapping;
    this.file = file;
    this.table = table;
    this.#place = mapping.place;
    this.#missing = file.missing ? new Set(file.missing) : undefined;
  }

  /** A field is looked at more than once; its problem is told once. */
  problem(path: Path, message: string): void {
    const place = this.#place(path);
    if (!this.problems.some((known) => known.place === place && known.message === message)) this.problems.push({ place, message });
  }

  /** Notes from where a field of facts is taken. */
  label(field: string, label: string): void {
    this.#labels.set(field, (this.#labels.get(field) ?? new Set()).add(label));
  }

  /** What a field of a fact is called in the file; its own name where several columns feed it. */
  columnOf(field: string): string {
    const [label, ...others] = this.#labels.get(field) ?? [];
    return label === undefined || others.length > 0 ? field : label;
  }

  /** The index of a column; a problem when there is none, or more than one. */
  column(name: string, path: Path): number {
    const index = this.table.header.indexOf(name);
    if (index === -1) this.problem(path, `${this.table.file} has no column \`${name}\`${suggestion(name, this.table.header)}`);
    else if (this.table.header.includes(name, index + 1)) this.problem(path, `${this.table.file} has several columns called \`${name}\`; name its columns with \`columns: [...]\` after removing the header`);
    return index;
  }

  /** The columns that a field reads. */
  columnsOf(field: Field, path: Path): readonly number[] {
    if (field.column !== undefined) return [this.column(field.column, path)];
    return [...(field.template ?? "").matchAll(placeholder)].map(([, name = ""]) => this.column(name, path));
  }

  text(field: Field, path: Path): Reader<string> {
    return this.#translated(field, path, this.#raw(field, path));
  }

  number(field: Field, path: Path): Reader<number> {
    const text = this.text(field, path);
    const decimal = field.decimal ?? this.file.decimal;
    const factor = field.multiply ?? 1;
    const column = labelOf(field);
    return (cells, problems) => {
      const found = text(cells, problems);
      if (found === undefined) return undefined;
      const value = parseNumber(found, decimal);
      if (!Number.isNaN(value)) return value * factor;
      problems.push({ column, value: found, reason: numberReason(found) });
      return undefined;
    };
  }

  instant(field: Field, path: Path): Reader<number> {
    const text = this.text(field, path);
    const column = new DateColumn({ label: labelOf(field), place: this.#place(path), text, format: field.format ?? this.file.dates, zone: field.zone ?? this.mapping.timezone });
    this.dates.push(column);
    return (cells, problems) => {
      const found = text(cells, problems);
      if (found === undefined) return undefined;
      const value = column.parse(found);
      if (!Number.isNaN(value)) return value;
      const trimmed = column.parse(found.trim());
      if (!Number.isNaN(trimmed)) return trimmed;
      problems.push({ column: column.request.label, value: found, reason: `is not a time written as ${column.format}` });
      return undefined;
    };
  }

  /** `true` or `false`, from the usual ways to say so. */
  boolean(field: Field, path: Path): Reader<string> {
    const text = this.text(field, path);
    const column = labelOf(field);
    return (cells, problems) => {
      const found = text(cells, problems);
      if (found === undefined) return undefined;
      const word = booleans.get(found.trim().toLowerCase());
      if (word === undefined) problems.push({ column, value: found, reason: "is neither true nor false" });
      return word;
    };
  }

  #raw(field: Field, path: Path): Reader<string> {
    if (field.value !== undefined) {
      const constant = String(field.value);
      return () => constant;
    }
    if (field.template !== undefined) return this.#template(field.template, path);
    const index = this.column(field.column ?? "", path);
    const missing = this.#missing;
    if (!missing) return (cells) => cells[index] || undefined;
    return (cells) => {
      const cell = cells[index];
      return cell === undefined || cell === "" || missing.has(cell) ? undefined : cell;
    };
  }

  /** Empty when every column of the template is. */
  #template(template: string, path: Path): Reader<string> {
    const texts = template.split(placeholder).filter((_part, index) => index % 2 === 0);
    const columns = this.columnsOf({ template }, path);
    if (columns.length === 0) this.problem(path, `the template \`${template}\` names no column in braces`);
    return (cells) => {
      if (columns.every((column) => (cells[column] ?? "") === "")) return undefined;
      return columns.reduce((text, column, index) => text + (cells[column] ?? "") + (texts[index + 1] ?? ""), texts[0] ?? "");
    };
  }

  #translated(field: Field, path: Path, raw: Reader<string>): Reader<string> {
    const { map, lookup, otherwise } = field;
    const looked = lookup ? this.#dictionary(field, path, raw) : raw;
    if (!map) return looked;
    const words = new Map(Object.entries(map));
    const column = labelOf(field);
    return (cells, problems) => {
      const found = looked(cells, problems);
      if (found === undefined) return undefined;
      const word = words.get(found) ?? otherwise;
      if (word === undefined) problems.push({ column, value: found, reason: "is not among the values of its `map`, which has no `otherwise`" });
      return word;
    };
  }

  #dictionary(field: Field, path: Path, raw: Reader<string>): Reader<string> {
    const { lookup, otherwise } = field;
    if (!lookup) return raw;
    const slot: LookupSlot = { lookup, place: this.#place([...path, "lookup"]), values: new Map() };
    this.lookups.push(slot);
    const column = labelOf(field);
    return (cells, problems) => {
      const found = raw(cells, problems);
      if (found === undefined) return undefined;
      const value = slot.values.get(found) ?? otherwise;
      if (value === undefined) problems.push({ column, value: found, reason: `is not a \`${lookup.key}\` of ${lookup.file}` });
      return value;
    };
  }
}

const placeholder = /\{([^{}]+)\}/g;

const booleans: ReadonlyMap<string, string> = new Map([
  ...["true", "t", "yes", "y", "1"].map((word) => [word, "true"] as const),
  ...["false", "f", "no", "n", "0"].map((word) => [word, "false"] as const),
]);

/** What a field is called in messages: its column, its template, or its constant. */
export function labelOf(field: Field): string {
  return field.column ?? field.template ?? String(field.value);
}

/** Whether a row is one that a kind takes. */
export type Takes = (cells: Cells) => boolean;
