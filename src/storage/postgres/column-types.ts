/**
 * How columns are read, the same by both clients: whole numbers as numbers, days as the text `2026-03-01`, instants as
 * Date. Left as texts: numeric. Not used, because the clients differ: interval, bytea, arrays of int8.
 */
export const int8 = 20;
export const date = 1082;

export function readInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`${text} is too large to be read as a number; cast it to text`);
  return value;
}
