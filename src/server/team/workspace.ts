import type { FastifyInstance } from "fastify";
import type { TeamStore, Workspace } from "../../engine/access/team.ts";
import { callerOf } from "../access/gate.ts";
import { addRoute } from "../access/routes.ts";
import { RequestProblem } from "../problem.ts";

/** `/api/v1/workspace`: what the place is called in which everybody works. */
export function workspaceRoutes(app: FastifyInstance, team: TeamStore): void {
  addRoute(app, "getWorkspace", async ({ request }) => present(await team.workspace(callerOf(request).workspace)));
  addRoute(app, "changeWorkspace", async ({ request, body }) => present(await team.renameWorkspace(callerOf(request).workspace, body.name)));
}

function present(workspace: Workspace | undefined) {
  if (!workspace) throw new RequestProblem("not_found", "There is no such workspace.");
  const { id, name, createdAt } = workspace;
  return { id, name, createdAt: new Date(createdAt).toISOString() };
}
