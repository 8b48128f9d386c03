import type { KeyDoor } from "./key-door.ts";
import type { KeyRing } from "./key-ring.ts";
import { presentKey } from "./present-key.ts";

/** The keys of a workspace in the database itself. */
export function openKeys(keys: KeyRing): KeyDoor {
  return {
    list: () => Promise.resolve(keys.list().map(presentKey)),
    async create({ expiresAt, ...wish }) {
      const common = { ...(expiresAt !== undefined && { expiresAt: Date.parse(expiresAt) }) };
      const made = await keys.create(wish.kind === "write" ? { ...wish, ...common, acceptsVocabulary: wish.acceptsVocabulary ?? true } : { ...wish, ...common });
      if (made === "name_taken") throw new Error(`There is a ${wish.kind} key called \`${wish.name}\` already; revoke it first, or choose another name.`);
      return { key: presentKey(made.key), text: made.text };
    },
    async revoke(id) {
      if (!(await keys.revoke(id))) throw new Error(`There is no key with the id ${id}.`);
    },
  };
}
