interface Dated {
  readonly time: number;
  readonly knownAt: number;
  readonly messageId: string;
}

/** The latest of some facts: the greatest by time, then by when it was known, then by message id. */
export function latest<F extends Dated>(facts: readonly F[]): F | undefined {
  return facts.reduce<F | undefined>((found, fact) => (found === undefined || compare(fact, found) > 0 ? fact : found), undefined);
}

function compare(a: Dated, b: Dated): number {
  return a.time - b.time || a.knownAt - b.knownAt || compareText(a.messageId, b.messageId);
}

/** By code points, which is also the order of the UTF-8 bytes. JavaScript's `<` would order emoji before some letters. */
function compareText(a: string, b: string): number {
  const left = Array.from(a, (letter) => letter.codePointAt(0) ?? 0);
  const right = Array.from(b, (letter) => letter.codePointAt(0) ?? 0);
  for (let place = 0; place < Math.min(left.length, right.length); place += 1) {
    const difference = (left[place] ?? 0) - (right[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
