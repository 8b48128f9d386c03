import { createHash, timingSafeEqual } from "node:crypto";

/** A secret that this process made at its start and wrote where only who may read the data directory finds it. */
export interface ControlToken {
  readonly text: string;
  readonly workspace: string;
}

/** Compared as hashes, which are equally long and tell nothing by how long it takes. */
export function isControlToken({ text }: ControlToken, asked: string): boolean {
  return timingSafeEqual(digest(text), digest(asked));
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
