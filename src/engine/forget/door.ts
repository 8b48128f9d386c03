import type { ForgotAnswer, HeldCountsAnswer, TombstonesAnswer } from "../../contract/privacy.ts";
import type { Subject } from "../../events/subject.ts";
import type { Eraser } from "./eraser.ts";
import { type HeldPorts, countHeld, heldOf } from "./held.ts";
import type { HeldRecord } from "./ports.ts";
import type { Forgotten } from "./tombstone.ts";

/** Forgetting as it is asked for: by a route, or by the command line. */
export interface PrivacyDoor {
  forget(workspace: string, subject: Subject): Promise<ForgotAnswer>;
  /** What forgetting somebody would take; nothing is done. */
  preview(workspace: string, subject: Subject): Promise<HeldCountsAnswer>;
  list(workspace: string): TombstonesAnswer;
  /** Everything that is held of somebody. */
  held(workspace: string, subject: Subject): AsyncIterable<HeldRecord>;
}

export function openPrivacy({ eraser, forgotten, held }: { readonly eraser: Eraser; readonly forgotten: Forgotten; readonly held: HeldPorts }): PrivacyDoor {
  return {
    held: (workspace, subject) => heldOf(held, workspace, subject),
    preview: (workspace, subject) => countHeld(held, workspace, subject),
    forget: (workspace, subject) => eraser.forget(workspace, subject),
    list: (workspace) => ({
      forgotten: forgotten.list(workspace).map(({ kind, at, erasedAt, hash }) => ({ kind, at: new Date(at).toISOString(), erasedAt: erasedAt === undefined ? null : new Date(erasedAt).toISOString(), hash })),
    }),
  };
}
