import leven from "leven";

/**
 * The known name that was most likely meant: up to a third of the letters differ, ignoring case and separators.
 * Undefined when nothing is that near, because a wild guess misleads.
 */
export function closest(written: string, known: Iterable<string>): string | undefined {
  if (written.length > longestName) return undefined;
  const wanted = plain(written);
  let best: { name: string; distance: number } | undefined;
  for (const name of known) {
    const limit = Math.max(1, Math.floor(Math.max(wanted.length, name.length) / 3));
    const distance = leven(wanted, plain(name), { maxDistance: limit + 1 });
    if (distance <= limit && distance < (best?.distance ?? Infinity)) best = { name, distance };
  }
  return best?.name;
}

export interface Unknown {
  readonly message: string;
  /** The names that exist, where none is likely. */
  readonly help?: string;
  readonly replacement?: string;
}

/** "unknown metric `a`; did you mean `b`?", or without a likely candidate the names that exist. */
export function unknownName(noun: string, written: string, known: Iterable<string>): Unknown {
  const names = [...known];
  const replacement = closest(written, names);
  const message = `unknown ${noun} \`${shorten(written)}\``;
  if (replacement !== undefined) return { message: `${message}; did you mean \`${replacement}\`?`, replacement };
  if (names.length === 0) return { message, help: `no ${noun} is defined` };
  return { message, help: `known: ${listed(names, 30)}` };
}

/** `a, b, c and 7 more` */
export function listed(names: readonly string[], limit = 12): string {
  if (names.length <= limit + 1) return names.join(", ");
  return `${names.slice(0, limit).join(", ")} and ${names.length - limit} more`;
}

export function shorten(text: string, limit = 60): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}

const longestName = 100;

const plain = (name: string): string => name.toLowerCase().replaceAll(/[\s_.-]+/g, "_");
