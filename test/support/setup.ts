import { openForgotten } from "../../src/compose/privacy.ts";
import { type SetupSurroundings, openSetup } from "../../src/compose/setup.ts";
import type { SetupParts } from "../../src/engine/imports/setup-parts.ts";
import { freshDirectory } from "./journal.ts";
import { noon } from "./received.ts";

/** Uploads in a directory of their own. */
export async function setupIn(over: Partial<SetupSurroundings> = {}): Promise<SetupParts> {
  const directory = over.directory ?? (await freshDirectory());
  const surroundings: SetupSurroundings = {
    directory,
    workspace: "acme",
    clock: () => noon,
    store: () => Promise.reject(new Error("this server has no store")),
    forgotten: await openForgotten({ directory, forgottenPath: undefined, workspace: over.workspace ?? "acme" }),
    alone: (work) => work(),
    quiet: (work) => work(),
    onFacts: () => {},
    onFailed: () => {},
    removeAgain: () => Promise.resolve(0),
    ...over,
  };
  return openSetup(surroundings);
}

export const setupWithoutStore = (): Promise<SetupParts> => setupIn();
