/** UTF-8 needs no conversion; every other label is one that TextDecoder knows. */
export const utf8 = "utf-8";
/** What the web calls Latin-1. */
export const latin1 = "windows-1252";

/** The encoding that the first bytes give away: a byte order mark, or the zero bytes of UTF-16. */
export function encodingOf(head: Buffer): string | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return utf8;
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return utf16Without(head.subarray(0, 4096));
}

/** Mostly Latin text in UTF-16 has a zero in nearly every other byte, and nowhere else. */
function utf16Without(head: Buffer): string | undefined {
  const zeros = [0, 0];
  head.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const many = head.length / 5;
  if (odd > many && even === 0) return "utf-16le";
  if (even > many && odd === 0) return "utf-16be";
  return undefined;
}

export function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== "";
  } catch {
    return false;
  }
}

/** The same text as UTF-8 without a byte order mark. Bytes that the encoding doesn't know become U+FFFD. */
export async function* asUtf8(chunks: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  if (encoding === utf8) {
    yield* withoutMark(chunks);
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

async function* withoutMark(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let first = true;
  for await (const chunk of chunks) {
    yield first && encodingOf(chunk) === utf8 ? chunk.subarray(3) : chunk;
    first = false;
  }
}
