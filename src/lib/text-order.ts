/** Surrogates, which stand for the code points above all others, moved behind the rest of the 16-bit units. */
const rank = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);

/**
 * Orders texts by code point, which is also the order of their UTF-8 bytes and therefore the store's. JavaScript's own
 * `<` compares 16-bit units, and would put an emoji in front of a half-width letter.
 */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}
