import { hash } from "node:crypto";
import { contentId, partSeparator, type RecordOrigin, statedId } from "../../events/identity.ts";
import type { EventFact, Properties, Scalar } from "../../events/fact.ts";
import { inDays, type Duration } from "../../lib/duration.ts";
import { dayMs, type Instant } from "../../lib/zone.ts";
import type { Needed, Reader } from "./cells.ts";
import type { Field, Values, When } from "./field.ts";
import { type FileContext, labelOf, type Takes } from "./file-context.ts";
import type { Kind } from "./mapping.ts";
import type { Path } from "../../pack/tree.ts";

/** Fields that every kind may have. */
export interface CommonSpec {
  readonly id?: Field | undefined;
  readonly when?: When | undefined;
  readonly known_at?: Field | undefined;
  readonly known_after?: Duration | undefined;
}

/** What is the same for every fact of an import. */
export interface Receipt {
  readonly receivedAt: Instant;
}

type FieldKey<S> = { [K in keyof S]-?: S[K] extends Field | undefined ? (Field extends S[K] ? K : never) : never }[keyof S] & string;

/** 132 bits of SHA-256: two different rows of any import that fits on disks won't meet. */
const digest = (text: string): string => hash("sha256", text, "base64url").slice(0, 22);

const none: Reader<never> = () => undefined;
const noProperties: Properties = Object.freeze({});

/** Makes the readers of one kind of one file, and remembers which columns they read: those are the content of a row. */
export class KindCompiler<S extends CommonSpec> {
  readonly kind: Kind;
  readonly spec: S;
  readonly context: FileContext;
  readonly receivedAt: Instant;
  readonly source: string;
  readonly #path: Path;
  readonly #columns = new Set<number>();
  readonly #constants: string[] = [];

  constructor(context: FileContext, at: { readonly kind: Kind; readonly spec: S; readonly path: Path }, receipt: Receipt) {
    this.kind = at.kind;
    this.spec = at.spec;
    this.context = context;
    this.source = context.mapping.source;
    this.receivedAt = receipt.receivedAt;
    this.#path = at.path;
    // A second block of a kind makes other records of the same row.
    const block = Number(at.path.at(-1));
    if (block > 0) this.#constants.push(`#${block}`);
  }

  text(key: FieldKey<S>): Reader<string> {
    return this.#read(key, (field, path) => this.context.text(field, path)) ?? none;
  }

  number(key: FieldKey<S>): Reader<number> {
    return this.#read(key, (field, path) => this.context.number(field, path)) ?? none;
  }

  instant(key: FieldKey<S>): Reader<Instant> {
    return this.#read(key, (field, path) => this.context.instant(field, path)) ?? none;
  }

  boolean(key: FieldKey<S>): Reader<string> {
    return this.#read(key, (field, path) => this.context.boolean(field, path)) ?? none;
  }

  needText(key: FieldKey<S>): Needed<string> {
    return this.#needed(key, { reader: this.text(key), placeholder: "" });
  }

  needNumber(key: FieldKey<S>): Needed<number> {
    return this.#needed(key, { reader: this.number(key), placeholder: 0 });
  }

  needInstant(key: FieldKey<S>): Needed<Instant> {
    return this.#needed(key, { reader: this.instant(key), placeholder: 0 });
  }

  needBoolean(key: FieldKey<S>): Needed<string> {
    return this.#needed(key, { reader: this.boolean(key), placeholder: "false" });
  }

  /** Properties or traits; an empty cell is left out. */
  values(key: keyof S & string): Needed<Properties> {
    const values = (this.spec[key] ?? {}) as Values;
    const names = Object.keys(values);
    if (names.length === 0) return () => noProperties;
    const readers = names.map((name) => this.#value(name, { written: values[name] ?? "text", path: [...this.#path, key, name] }));
    return (cells, problems) => {
      const properties: Record<string, Scalar> = {};
      for (let index = 0; index < names.length; index += 1) {
        const value = readers[index]?.(cells, problems);
        if (value !== undefined) properties[names[index] as string] = value;
      }
      return properties;
    };
  }

  #value(name: string, { written, path }: { readonly written: Values[string]; readonly path: Path }): Reader<Scalar> {
    const field: Field = typeof written === "string" ? { column: name, as: written } : written;
    this.#use(field, path);
    this.context.label(name, labelOf(field));
    switch (field.as) {
      case "number":
        return this.context.number(field, path);
      case "boolean":
        return this.context.boolean(field, path);
      case "date":
        return this.context.instant(field, path);
      case "text":
      case undefined:
        return this.context.text(field, path);
    }
  }

  /** The account and user that a row names; a row must name one of them. */
  who(): Needed<Pick<EventFact, "account" | "user">> {
    const spec = this.spec as { readonly account?: Field; readonly user?: Field };
    const account = this.text("account" as FieldKey<S>);
    const user = this.text("user" as FieldKey<S>);
    const column = [spec.account, spec.user].flatMap((field) => (field ? [labelOf(field)] : [])).join(", ");
    return (cells, problems) => {
      const before = problems.length;
      const named = { account: account(cells, problems) ?? "", user: user(cells, problems) ?? "" };
      if (named.account === "" && named.user === "" && problems.length === before) problems.push({ column, value: "", reason: "is empty: the row names neither an account nor a user" });
      return named;
    };
  }

  /** When something at `time` could be known: the mapped column, else the declared lag after it. */
  known(): (time: Instant, cells: readonly string[], problems: Parameters<Reader<number>>[1]) => Instant {
    const lag = this.lagMs();
    if (!this.spec.known_at) return (time) => time + lag;
    const known = this.instant("known_at" as FieldKey<S>);
    return (time, cells, problems) => known(cells, problems) ?? time + lag;
  }

  /** A day of lag counts 24 hours: it is an estimate anyhow. */
  lagMs(): number {
    const lag = this.spec.known_after ?? this.context.mapping.known_after;
    return lag === undefined ? 0 : inDays(lag) * dayMs;
  }

  /** The id of the record that a row is. Call it last: what the other readers read is a row's content. */
  rowId(): Needed<string> {
    const origin: RecordOrigin = { source: this.source, kind: this.kind };
    if (this.spec.id) {
      const id = this.needText("id" as FieldKey<S>);
      return (cells, problems) => statedId(origin, id(cells, problems));
    }
    const columns = [...this.#columns];
    const constants = this.#constants.map((constant) => constant + partSeparator).join("");
    return (cells) => {
      let content = constants;
      for (const column of columns) content += (cells[column] ?? "") + partSeparator;
      return contentId(origin, content, digest);
    };
  }

  takes(): Takes | undefined {
    const { when } = this.spec;
    if (!when) return undefined;
    const column = this.context.column(when.column, [...this.#path, "when", "column"]);
    const [is, not] = [when.is, when.is_not].map((values) => (values === undefined ? undefined : new Set([values].flat())));
    return (cells) => {
      const cell = cells[column] ?? "";
      if (when.is_set !== undefined && (cell !== "") !== when.is_set) return false;
      return (is?.has(cell) ?? true) && !(not?.has(cell) ?? false);
    };
  }

  problem(key: string, message: string): void {
    this.context.problem([...this.#path, key], message);
  }

  #read<T>(key: FieldKey<S>, compile: (field: Field, path: Path) => Reader<T>): Reader<T> | undefined {
    const field = this.spec[key] as Field | undefined;
    if (!field) return undefined;
    const path = [...this.#path, key];
    this.#use(field, path);
    this.context.label(key, labelOf(field));
    return compile(field, path);
  }

  #use(field: Field, path: Path): void {
    if (field.value !== undefined) this.#constants.push(String(field.value));
    else for (const column of this.context.columnsOf(field, path)) this.#columns.add(column);
  }

  #needed<T>(key: FieldKey<S>, { reader, placeholder }: { readonly reader: Reader<T>; readonly placeholder: T }): Needed<T> {
    const field = this.spec[key] as Field | undefined;
    const column = field ? labelOf(field) : key;
    return (cells, problems) => {
      const before = problems.length;
      const value = reader(cells, problems);
      if (value !== undefined) return value;
      if (problems.length === before) problems.push({ column, value: "", reason: `is empty, but is the ${key} of the row` });
      return placeholder;
    };
  }
}
