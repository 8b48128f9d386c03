import { Memberships } from "../events/attribution.ts";
import type { MembershipReader } from "./ports.ts";

/**
 * Who belongs to which account, workspace by workspace, as loading has come to know it. All of it is in memory: about
 * 200 bytes for each membership. What an unfinished attempt of a batch stored is known only at its place in the batch,
 * so that a batch attributes its events the same however often it is begun.
 */
export class KnownMemberships {
  readonly #reader: MembershipReader;
  readonly #workspaces = new Map<string, Memberships>();

  constructor(reader: MembershipReader) {
    this.#reader = reader;
  }

  /** What was known before a batch, whose appends have ids that begin with `batchId`. */
  async of(workspace: string, batchId: string): Promise<Memberships> {
    const known = this.#workspaces.get(workspace);
    if (known) return known;
    const memberships = new Memberships();
    for (const stored of await this.#reader.memberships(workspace)) if (!stored.batchId.startsWith(`${batchId}/`)) memberships.add(stored.membership);
    this.#workspaces.set(workspace, memberships);
    return memberships;
  }

  /** After an attempt that didn't finish, what it added is no longer to be relied on. */
  forget(): void {
    this.#workspaces.clear();
  }
}
