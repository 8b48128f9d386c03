import type { Scalar } from "../fact.ts";
import { flattenProperties } from "../flatten.ts";
import { CallRejected, type RawCall, isRecord } from "./call.ts";

/** Segment's reserved traits may be written either way; the log knows one. */
const reservedTraits: ReadonlyMap<string, string> = new Map([
  ["createdAt", "created_at"],
  ["firstName", "first_name"],
  ["lastName", "last_name"],
]);

const maxDepth = 16;

/**
 * Traits as the log keeps them: flat, null where the sender says that there is none any more, and reserved traits in
 * snake_case. Where both spellings come in one call, the snake_case one counts.
 */
export function flatTraits(traits: RawCall): ReadonlyMap<string, Scalar | null> {
  const flat = new Map<string, Scalar | null>();
  for (const name of Object.keys(traits)) {
    const reserved = reservedTraits.get(name);
    if (reserved !== undefined && Object.hasOwn(traits, reserved)) continue;
    addTrait(flat, reserved ?? name, { value: traits[name], depth: 1 });
  }
  return flat;
}

function addTrait(flat: Map<string, Scalar | null>, name: string, { value, depth }: { readonly value: unknown; readonly depth: number }): void {
  // Written as JSON again it would be null, and null says that there is no such trait any more.
  if (typeof value === "number" && !Number.isFinite(value)) throw new CallRejected("invalid_properties", `traits.${name}`, "is not a finite number");
  if (value === null) flat.set(name, null);
  else if (isRecord(value) && depth < maxDepth) for (const inner of Object.keys(value)) addTrait(flat, `${name}.${inner}`, { value: value[inner], depth: depth + 1 });
  else if (isRecord(value)) flat.set(name, "{…}");
  else for (const [flatName, scalar] of Object.entries(flattenProperties({ [name]: value }))) flat.set(flatName, scalar);
}
