/** A column as read: numbers as a typed array, 64-bit integers and times as doubles (exact within 2^53). */
export type ReadColumn =
  | { readonly kind: "numbers"; readonly values: Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array }
  | { readonly kind: "texts"; readonly values: string[] }
  /** `ends[i]` is where row i's elements end in `elements`. */
  | { readonly kind: "arrays"; readonly ends: Float64Array; readonly elements: ReadColumn }
  | { readonly kind: "maps"; readonly ends: Float64Array; readonly keys: string[]; readonly elements: ReadColumn };

export interface ReadBlock {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, ReadColumn>;
}

const twoTo32 = 4_294_967_296;

class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  varint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new RangeError("the engine's answer ends in the middle of a number");
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
  }

  text(): string {
    const length = this.varint();
    this.#at += length;
    if (this.#at > this.#bytes.length) throw new RangeError("the engine's answer ends in the middle of a text");
    return this.#bytes.toString("utf8", this.#at - length, this.#at);
  }

  texts(rows: number): string[] {
    const values: string[] = Array.from({ length: rows });
    for (let row = 0; row < rows; row += 1) values[row] = this.text();
    return values;
  }

  /** A copy, because the column may begin at an address that a typed array can't view. */
  bytes(length: number): ArrayBuffer {
    if (this.#at + length > this.#bytes.length) throw new RangeError("the engine's answer ends in the middle of a column");
    const copy = new ArrayBuffer(length);
    new Uint8Array(copy).set(this.#bytes.subarray(this.#at, this.#at + length));
    this.#at += length;
    return copy;
  }

  integers64(rows: number, signed: boolean): Float64Array {
    const halves = new Uint32Array(this.bytes(rows * 8));
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row += 1) {
      const high = halves[row * 2 + 1] as number;
      values[row] = (signed ? high | 0 : high) * twoTo32 + (halves[row * 2] as number);
    }
    return values;
  }
}

function readColumn(reader: ByteReader, type: string, rows: number): ReadColumn {
  if (type.startsWith("Array(")) {
    const ends = reader.integers64(rows, false);
    return { kind: "arrays", ends, elements: readColumn(reader, type.slice(6, -1), ends[rows - 1] ?? 0) };
  }
  if (type.startsWith("Map(String, ")) {
    const ends = reader.integers64(rows, false);
    const count = ends[rows - 1] ?? 0;
    return { kind: "maps", ends, keys: reader.texts(count), elements: readColumn(reader, type.slice(12, -1), count) };
  }
  if (type === "String") return { kind: "texts", values: reader.texts(rows) };
  return { kind: "numbers", values: readNumbers(reader, type, rows) };
}

function readNumbers(reader: ByteReader, type: string, rows: number): Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array {
  if (type === "UInt8" || type === "Bool") return new Uint8Array(reader.bytes(rows));
  if (type === "UInt16" || type === "Date") return new Uint16Array(reader.bytes(rows * 2));
  if (type === "UInt32" || type === "DateTime") return new Uint32Array(reader.bytes(rows * 4));
  if (type === "Int32" || type === "Date32") return new Int32Array(reader.bytes(rows * 4));
  if (type === "Float32") return new Float32Array(reader.bytes(rows * 4));
  if (type === "Float64") return new Float64Array(reader.bytes(rows * 8));
  if (type === "UInt64") return reader.integers64(rows, false);
  if (type === "Int64" || type.startsWith("DateTime64(3")) return reader.integers64(rows, true);
  throw new TypeError(`a column of type ${type} is not read here; cast it in the query`);
}

/** Every block of an answer in Native format. */
export function decodeNative(bytes: Buffer): ReadBlock[] {
  const reader = new ByteReader(bytes);
  const blocks: ReadBlock[] = [];
  while (!reader.done) {
    const columnCount = reader.varint();
    const rows = reader.varint();
    const columns = new Map<string, ReadColumn>();
    for (let index = 0; index < columnCount; index += 1) {
      const name = reader.text();
      columns.set(name, readColumn(reader, reader.text(), rows));
    }
    if (rows > 0) blocks.push({ rows, columns });
  }
  return blocks;
}

/** The column of that name, which the query must have selected as numbers. */
export function numbersOf(block: ReadBlock, name: string): Extract<ReadColumn, { kind: "numbers" }>["values"] {
  const column = block.columns.get(name);
  if (column?.kind !== "numbers") throw new TypeError(`the answer has no column of numbers called ${name}`);
  return column.values;
}

/** The column of that name, which the query must have selected as texts. */
export function textsOf(block: ReadBlock, name: string): string[] {
  const column = block.columns.get(name);
  if (column?.kind !== "texts") throw new TypeError(`the answer has no column of texts called ${name}`);
  return column.values;
}

/** The entries of each row of the column of that name, which the query must have selected as maps of one type of value. */
export function mapsOf(block: ReadBlock, name: string): (row: number) => [string, string | number][] {
  const column = block.columns.get(name);
  if (column?.kind !== "maps") throw new TypeError(`the answer has no column of maps called ${name}`);
  const { ends, keys, elements } = column;
  if (elements.kind !== "numbers" && elements.kind !== "texts") throw new TypeError(`the values of ${name} are neither numbers nor texts`);
  const { values } = elements;
  return (row) => {
    const begin = row === 0 ? 0 : (ends[row - 1] as number);
    return keys.slice(begin, ends[row]).map((key, index) => [key, values[begin + index] as string | number]);
  };
}
