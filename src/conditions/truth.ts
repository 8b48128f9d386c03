/**
 * True, false, or undefined for unknown, in Kleene's strong logic, as in SQL. Unknown is undefined so that
 * `if (truth)` acts on nothing but true.
 */
export type Truth = boolean | undefined;

/** False if any part is false, else unknown if any is unknown, else true. */
export function allOf(parts: Iterable<Truth>): Truth {
  let truth: Truth = true;
  for (const part of parts) {
    if (part === false) return false;
    if (part === undefined) truth = undefined;
  }
  return truth;
}

/** True if any part is true, else unknown if any is unknown, else false. */
export function anyOf(parts: Iterable<Truth>): Truth {
  let truth: Truth = false;
  for (const part of parts) {
    if (part) return true;
    if (part === undefined) truth = undefined;
  }
  return truth;
}

export function notOf(part: Truth): Truth {
  return part === undefined ? undefined : !part;
}
