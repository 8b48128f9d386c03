import type { Properties, Scalar } from "./fact.ts";

/** Deeper than any real event; what lies below is cut off, so that hostile nesting cannot exhaust the stack. */
const maxDepth = 16;

type Entry = readonly [key: string, value: Scalar];

/**
 * Properties as the log keeps them: booleans become the words `true` and `false`, nested keys are joined with a dot,
 * arrays become JSON text, and null, undefined, NaN and infinities are left out.
 * A key such as `__proto__` becomes an ordinary own property and touches no prototype.
 */
export function flattenProperties(properties: Readonly<Record<string, unknown>>): Properties {
  const entries: Entry[] = [];
  for (const [key, value] of Object.entries(properties)) flattenInto(entries, key, { value, depth: 1 });
  return Object.fromEntries(entries);
}

function flattenInto(entries: Entry[], key: string, node: { readonly value: unknown; readonly depth: number }): void {
  const scalar = scalarOf(node.value);
  if (scalar !== undefined) {
    entries.push([key, scalar]);
    return;
  }
  if (!isPlainObject(node.value)) return;
  if (node.depth >= maxDepth) {
    entries.push([key, "{…}"]);
    return;
  }
  for (const [inner, value] of Object.entries(node.value)) flattenInto(entries, `${key}.${inner}`, { value, depth: node.depth + 1 });
}

function scalarOf(value: unknown): Scalar | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (Array.isArray(value)) return arrayText(value);
  return undefined;
}

/** JSON text; an array nested so deep that it exhausts the stack is cut off like an object. */
function arrayText(array: readonly unknown[]): string {
  try {
    return JSON.stringify(array, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  } catch (error) {
    if (error instanceof RangeError) return "[…]";
    throw error;
  }
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
