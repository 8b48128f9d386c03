/** Digests a text to a short one; injected, because this folder does no cryptography of its own. */
export type Digest = (text: string) => string;

/** ASCII's own unit separator: no cell of a real export holds one, so the parts can't run into each other. */
export const partSeparator = "\u001f";

/** Where a record comes from: which import or connector, and which kind of record it is there. */
export interface RecordOrigin {
  readonly source: string;
  readonly kind: string;
}

/** The id of a record that carries an id of its own in its source. */
export function statedId(origin: RecordOrigin, id: string): string {
  return `${origin.source}:${origin.kind}:${id}`;
}

/**
 * The id of a record without one: a digest of what it says, its parts joined with {@link partSeparator}. The same
 * record gives the same id however often it arrives, and two records that say the same are one.
 */
export function contentId(origin: RecordOrigin, content: string, digest: Digest): string {
  return digest(`${origin.source}${partSeparator}${origin.kind}${partSeparator}${content}`);
}

/** The id of one of the facts that a record becomes, such as the closing of a ticket. */
export function partId(recordId: string, part: string): string {
  return `${recordId}:${part}`;
}
