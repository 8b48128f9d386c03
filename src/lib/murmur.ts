const encoder = new TextEncoder();

/**
 * MurmurHash3, 32 bits, of the text's UTF-8 bytes (Austin Appleby, public domain reference `MurmurHash3_x86_32`).
 * ClickHouse's `murmurHash3_32` gives the same, so that a filter can be rebuilt from what is stored.
 */
export function murmur3(text: string): number {
  const ascii = asciiHash(text);
  return ascii === undefined ? bytesHash(encoder.encode(text)) : ascii;
}

/** The same over character codes, without an encoded copy; undefined as soon as one is not ASCII. */
function asciiHash(text: string): number | undefined {
  const { length } = text;
  let hash = 0;
  let seen = 0;
  let at = 0;
  for (; at + 4 <= length; at += 4) {
    const a = text.charCodeAt(at);
    const b = text.charCodeAt(at + 1);
    const c = text.charCodeAt(at + 2);
    const d = text.charCodeAt(at + 3);
    seen |= a | b | c | d;
    hash = mix(hash, a | (b << 8) | (c << 16) | (d << 24));
  }
  let tail = 0;
  for (let index = length - 1; index >= at; index -= 1) {
    const code = text.charCodeAt(index);
    seen |= code;
    tail = (tail << 8) | code;
  }
  if (seen >= 0x80) return undefined;
  return finish(hash ^ (at < length ? scramble(tail) : 0) ^ length);
}

function bytesHash(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { length } = bytes;
  let hash = 0;
  let at = 0;
  for (; at + 4 <= length; at += 4) hash = mix(hash, view.getInt32(at, true));
  let tail = 0;
  for (let index = length - 1; index >= at; index -= 1) tail = (tail << 8) | (bytes[index] as number);
  return finish(hash ^ (at < length ? scramble(tail) : 0) ^ length);
}

function mix(hash: number, word: number): number {
  const next = hash ^ scramble(word);
  return (Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64) | 0;
}

function scramble(word: number): number {
  const mixed = Math.imul(word, 0xcc9e2d51);
  return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
}

function finish(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
