/**
 * Writes columns in ClickHouse's Native format: one block of
 * `varint columns, varint rows, (name, type, data)*`. Values cross to the engine as bytes, never as text,
 * so that numbers arrive exactly and nothing is parsed.
 */
export type ColumnData =
  | { readonly type: "String"; readonly values: readonly string[] }
  /** Few different texts: each row is the place of its text among `texts`. */
  | { readonly type: "LowCardinality(String)"; readonly texts: readonly string[]; readonly places: Uint32Array }
  | { readonly type: "UInt8" | "Bool"; readonly values: Uint8Array }
  | { readonly type: "UInt16"; readonly values: Uint16Array }
  | { readonly type: "UInt32"; readonly values: Uint32Array }
  | { readonly type: "Float64"; readonly values: Float64Array }
  | { readonly type: "Float32"; readonly values: Float32Array }
  /** Epoch milliseconds. */
  | { readonly type: "DateTime64(3, 'UTC')"; readonly values: Float64Array }
  /** `ends[i]` is where row i's elements end in `values`. */
  | { readonly type: "Array(Float64)"; readonly ends: Float64Array; readonly values: Float64Array }
  | { readonly type: "Array(UInt8)"; readonly ends: Float64Array; readonly values: Uint8Array }
  | { readonly type: "Map(String, Float64)"; readonly ends: Float64Array; readonly keys: readonly string[]; readonly values: Float64Array }
  | { readonly type: "Map(String, String)"; readonly ends: Float64Array; readonly keys: readonly string[]; readonly values: readonly string[] };

export type Columns = Readonly<Record<string, ColumnData>>;

const twoTo32 = 4_294_967_296;

/** From here on a column goes out as the bytes that it is, instead of being copied into others. */
const ownChunkBytes = 1 << 15;

class ByteWriter {
  readonly #chunks: Uint8Array[] = [];
  #buffer = Buffer.allocUnsafe(1 << 16);
  /** What is written of the buffer, and from where on it isn't among the chunks yet. */
  #length = 0;
  #begin = 0;

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#buffer.length) return;
    this.#cut();
    this.#buffer = Buffer.allocUnsafe(Math.max(1 << 20, bytes));
    this.#length = 0;
    this.#begin = 0;
  }

  #cut(): void {
    if (this.#length > this.#begin) this.#chunks.push(this.#buffer.subarray(this.#begin, this.#length));
    this.#begin = this.#length;
  }

  varint(value: number): void {
    this.#reserve(10);
    let rest = value;
    while (rest >= 0x80) {
      this.#buffer[this.#length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#buffer[this.#length++] = rest;
  }

  text(value: string): void {
    // One byte of length in front of short texts, which nearly all are: written first, corrected if it was not ASCII.
    if (value.length < 43) {
      this.#reserve(130);
      const written = this.#buffer.write(value, this.#length + 1, "utf8");
      this.#buffer[this.#length] = written;
      this.#length += written + 1;
      if (written >= 0x80) throw new RangeError("a short text cannot take 128 bytes");
      return;
    }
    const bytes = Buffer.byteLength(value, "utf8");
    this.varint(bytes);
    this.#reserve(bytes);
    this.#length += this.#buffer.write(value, this.#length, "utf8");
  }

  texts(values: readonly string[]): void {
    for (const value of values) this.text(value);
  }

  /** The view must stay as it is until the chunks are out. */
  bytes(view: ArrayBufferView): void {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    if (bytes.length >= ownChunkBytes) {
      this.#cut();
      this.#chunks.push(bytes);
      return;
    }
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Whole numbers as little-endian 64-bit integers, two's complement, exact within 2^53. */
  integers64(values: Float64Array): void {
    const halves = new Uint32Array(values.length * 2);
    for (let index = 0; index < values.length; index += 1) {
      const value = values[index] as number;
      halves[index * 2] = value >>> 0;
      halves[index * 2 + 1] = Math.floor(value / twoTo32) >>> 0;
    }
    this.bytes(halves);
  }

  finish(): readonly Uint8Array[] {
    this.#cut();
    return this.#chunks;
  }
}

/** Version of the encoding, 32-bit places, and that the texts stand with the column. */
const sharedDictionaries = 1;
const placesOf32Bits = 2;
const textsFollow = 1 << 9;

function writeLowCardinality(writer: ByteWriter, { texts, places }: Extract<ColumnData, { type: "LowCardinality(String)" }>): void {
  // The first text of the dictionary is the default by convention, therefore every place moves by one.
  writer.integers64(Float64Array.of(sharedDictionaries, placesOf32Bits | textsFollow, texts.length + 1));
  writer.texts(["", ...texts]);
  writer.integers64(Float64Array.of(places.length));
  const moved = new Uint32Array(places.length);
  for (let row = 0; row < places.length; row += 1) moved[row] = (places[row] as number) + 1;
  writer.bytes(moved);
}

/** A column of one text. */
export function constantColumn(text: string, rows: number): ColumnData {
  return { type: "LowCardinality(String)", texts: [text], places: new Uint32Array(rows) };
}

/** A column of texts that repeat. */
export function repeatedTexts(values: readonly string[]): ColumnData {
  const places = new Map<string, number>();
  const column = new Uint32Array(values.length);
  values.forEach((value, row) => {
    let place = places.get(value);
    if (place === undefined) places.set(value, (place = places.size));
    column[row] = place;
  });
  return { type: "LowCardinality(String)", texts: [...places.keys()], places: column };
}

function writeColumn(writer: ByteWriter, column: ColumnData): void {
  switch (column.type) {
    case "String":
      return writer.texts(column.values);
    case "LowCardinality(String)":
      return writeLowCardinality(writer, column);
    case "UInt8":
    case "Bool":
    case "UInt16":
    case "UInt32":
    case "Float32":
    case "Float64":
      return writer.bytes(column.values);
    case "DateTime64(3, 'UTC')":
      return writer.integers64(column.values);
    case "Array(Float64)":
    case "Array(UInt8)":
      writer.integers64(column.ends);
      return writer.bytes(column.values);
    case "Map(String, Float64)":
      writer.integers64(column.ends);
      writer.texts(column.keys);
      return writer.bytes(column.values);
    case "Map(String, String)":
      writer.integers64(column.ends);
      writer.texts(column.keys);
      return writer.texts(column.values);
  }
}

/** One Native block of `rows` rows, in chunks to be written one after the other. Every column must hold that many. */
export function encodeNative(columns: Columns, rows: number): readonly Uint8Array[] {
  const writer = new ByteWriter();
  const entries = Object.entries(columns);
  writer.varint(entries.length);
  writer.varint(rows);
  for (const [name, column] of entries) {
    writer.text(name);
    writer.text(column.type);
    writeColumn(writer, column);
  }
  return writer.finish();
}
