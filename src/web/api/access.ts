import type { AccessAnswer, AccessFilter, AccessQuestion, AccessRouteName, accessRoutes } from "../../contract/access-routes.ts";
import { ApiProblem, problemOf, urlOf } from "../../contract/client.ts";

/** What the page asks about sign-in, teammates and keys, and most of what it changes. Written out, because the table of the contract brings all schemas along; a test holds the two together. */
export const accessPaths = {
  getSetup: ["GET", "/api/v1/setup"],
  setUp: ["POST", "/api/v1/setup"],
  signIn: ["POST", "/api/v1/session"],
  getSession: ["GET", "/api/v1/session"],
  signOut: ["DELETE", "/api/v1/session"],
  listOwnSessions: ["GET", "/api/v1/sessions"],
  endOwnSession: ["DELETE", "/api/v1/sessions/{id}"],
  signOutEverywhere: ["DELETE", "/api/v1/sessions"],
  changePassword: ["POST", "/api/v1/session/password"],
  listProviders: ["GET", "/api/v1/session/providers"],
  getWorkspace: ["GET", "/api/v1/workspace"],
  changeWorkspace: ["PATCH", "/api/v1/workspace"],
  listTeammates: ["GET", "/api/v1/teammates"],
  changeTeammate: ["PATCH", "/api/v1/teammates/{id}"],
  removeTeammate: ["DELETE", "/api/v1/teammates/{id}"],
  listInvitations: ["GET", "/api/v1/invitations"],
  invite: ["POST", "/api/v1/invitations"],
  withdrawInvitation: ["DELETE", "/api/v1/invitations/{id}"],
  seeInvitation: ["POST", "/api/v1/invitations/look"],
  acceptInvitation: ["POST", "/api/v1/invitations/accept"],
  listKeys: ["GET", "/api/v1/keys"],
  createKey: ["POST", "/api/v1/keys"],
  revokeKey: ["DELETE", "/api/v1/keys/{id}"],
  listDeadLetters: ["GET", "/api/v1/dead-letters"],
  replayDeadLetters: ["POST", "/api/v1/dead-letters/replay"],
  discardDeadLetters: ["POST", "/api/v1/dead-letters/discard"],
  getRetention: ["GET", "/api/v1/retention"],
  previewVersion: ["POST", "/api/v1/versions/preview"],
  publishVersion: ["POST", "/api/v1/versions"],
  startInsight: ["POST", "/api/v1/insights/{id}/runs"],
  cancelInsight: ["DELETE", "/api/v1/insights/runs/{id}"],
  getImports: ["GET", "/api/v1/imports"],
  removeImportFile: ["DELETE", "/api/v1/imports/files/{id}"],
  getImportMapping: ["GET", "/api/v1/imports/mapping"],
  changeImportMapping: ["PATCH", "/api/v1/imports/mapping"],
  startImport: ["POST", "/api/v1/imports/runs"],
  cancelImport: ["DELETE", "/api/v1/imports/runs/current"],
  getMatching: ["GET", "/api/v1/matching"],
  decideMatch: ["POST", "/api/v1/matching"],
  getFirstDefinition: ["GET", "/api/v1/first-definition"],
  chooseFirstDefinition: ["POST", "/api/v1/first-definition"],
} as const satisfies { readonly [N in AccessRouteName]?: readonly [(typeof accessRoutes)[N]["method"], (typeof accessRoutes)[N]["path"]] };

export type AccessName = keyof typeof accessPaths;

interface Asking<N extends AccessName> {
  readonly body?: AccessQuestion<N>;
  readonly id?: string;
  readonly query?: AccessFilter<N>;
}

/** Asks one thing; rejects with {@link ApiProblem} where the server answers a problem. */
export async function askAccess<N extends AccessName>(name: N, { body, id, query }: Asking<N> = {}): Promise<AccessAnswer<N>> {
  const [method, path] = accessPaths[name];
  const response = await fetch(urlOf(path, { id, ...(query as object | undefined) }), {
    method,
    headers: { accept: "application/json", ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new ApiProblem(await problemOf(response));
  return (response.status === 204 ? undefined : await response.json()) as AccessAnswer<N>;
}
