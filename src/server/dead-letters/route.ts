import type { FastifyInstance } from "fastify";
import type { z } from "zod";
import type { deadLettersChoice } from "../../contract/dead-letters.ts";
import { type DeadLetter, type DeadLetters, type Replayed, discardDeadLetters } from "../../engine/dead-letters.ts";
import { callerOf } from "../access/gate.ts";
import { addRoute } from "../access/routes.ts";

export interface DeadLetterParts {
  readonly letters: DeadLetters;
  /** Sends those that are wanted through the journal again, and counts them as received. */
  readonly replay: (isWanted: (letter: DeadLetter) => boolean) => Promise<Replayed>;
}

/** `/api/v1/dead-letters`: what was acknowledged and couldn't be stored, of the caller's own workspace. */
export function deadLetterRoutes(app: FastifyInstance, { letters, replay }: DeadLetterParts): void {
  addRoute(app, "listDeadLetters", async ({ request, query: { code, limit } }) => {
    const { workspace } = callerOf(request);
    const codes = new Map<string, number>();
    const shown: DeadLetter[] = [];
    for await (const letter of letters.list()) {
      if (letter.received.workspace !== workspace) continue;
      codes.set(letter.code, (codes.get(letter.code) ?? 0) + 1);
      if ((code === undefined || letter.code === code) && shown.length < limit) shown.push(letter);
    }
    const counts = [...codes].map(([one, count]) => ({ code: one, letters: count })).sort((left, right) => right.letters - left.letters);
    return { total: counts.filter((one) => code === undefined || one.code === code).reduce((sum, one) => sum + one.letters, 0), codes: counts, letters: shown.map(present) };
  });
  addRoute(app, "replayDeadLetters", ({ request, body }) => replay(chosenBy(callerOf(request).workspace, body)));
  addRoute(app, "discardDeadLetters", async ({ request, body }) => ({ discarded: await discardDeadLetters(letters, chosenBy(callerOf(request).workspace, body)) }));
}

const present = ({ diedAt, received, ...letter }: DeadLetter) => ({
  id: letter.id,
  code: letter.code,
  field: letter.field,
  reason: letter.reason,
  diedAt: new Date(diedAt).toISOString(),
  receivedAt: new Date(received.receivedAt).toISOString(),
  source: received.source,
  call: received.calls.join("\n"),
});

/** Another workspace's letters are never among them, whatever is named. */
function chosenBy(workspace: string, choice: z.output<typeof deadLettersChoice>): (letter: DeadLetter) => boolean {
  const ids = "ids" in choice ? new Set(choice.ids) : undefined;
  return ({ id, code, received }) => received.workspace === workspace && ("all" in choice || ids?.has(id) === true || ("code" in choice && choice.code === code));
}
