import type { FastifyInstance } from "fastify";
import type { FrontDesk } from "../engine/access/front-desk.ts";
import type { KeyRing } from "../engine/access/key-ring.ts";
import type { TeamStore } from "../engine/access/team.ts";
import { keyRoutes } from "./keys/route.ts";
import { sessionRoutes } from "./session/route.ts";
import { teamRoutes } from "./team/route.ts";
import { workspaceRoutes } from "./team/workspace.ts";

export interface PeopleParts {
  readonly desk: FrontDesk;
  readonly team: TeamStore;
  readonly keys: KeyRing;
}

/** Everything about who may come in. */
export function peopleRoutes(app: FastifyInstance, { keys, ...parts }: PeopleParts & { readonly clock: () => number; readonly publicOrigin?: string }): void {
  keyRoutes(app, keys);
  sessionRoutes(app, parts);
  teamRoutes(app, parts);
  workspaceRoutes(app, parts.team);
}
