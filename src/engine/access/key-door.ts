import type { Key, KeyMade, KeyWish } from "../../contract/key.ts";

/** Keys of the workspace, as an administrator reaches them: in the database, or through the process that holds it. */
export interface KeyDoor {
  list(): Promise<readonly Key[]>;
  /** Its text is in the answer, and nowhere afterwards. */
  create(wish: KeyWish): Promise<KeyMade>;
  /** Rejects where there is no such key. */
  revoke(id: string): Promise<void>;
}
