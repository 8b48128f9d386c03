import type { FastifyInstance } from "fastify";
import type { FrontDesk } from "../../engine/access/front-desk.ts";
import type { Principal, Teammate } from "../../engine/access/principal.ts";
import type { Invitation, LastAdministrator, TeamStore, TeammateChange } from "../../engine/access/team.ts";
import { callerOf } from "../access/gate.ts";
import { addRoute } from "../access/routes.ts";
import { ownOrigin } from "../access/same-site.ts";
import { RequestProblem } from "../problem.ts";
import { Attempts } from "../session/attempts.ts";
import { deviceOf, present, sessionOf } from "../session/route.ts";

export interface TeamParts {
  readonly desk: FrontDesk;
  readonly team: TeamStore;
  readonly clock: () => number;
  readonly publicOrigin?: string;
}

/** So many links that open nothing, from one place. */
const mostFailures = 20;

/** `/api/v1/teammates` and `/api/v1/invitations`: who works here, and who is to. */
export function teamRoutes(app: FastifyInstance, { desk, team, clock, publicOrigin }: TeamParts): void {
  addRoute(app, "listTeammates", async ({ request }) => ({ teammates: (await team.teammates(callerOf(request).workspace)).map(presentTeammate) }));
  addRoute(app, "changeTeammate", async ({ request, id, body }) => presentTeammate(found(await team.change({ workspace: callerOf(request).workspace, id }, changeOf(body)))));
  addRoute(app, "removeTeammate", async ({ request, id }) => desk.signOutEverywhere(found(await team.remove({ workspace: callerOf(request).workspace, id }))));
  addRoute(app, "endSessions", async ({ request, id }) => {
    const teammate = (await team.teammates(callerOf(request).workspace)).find((one) => one.id === id);
    await desk.signOutEverywhere(found(teammate));
  });
  addRoute(app, "resetPassword", async ({ request, id }) => {
    const caller = callerOf(request);
    const teammate = found((await team.teammates(caller.workspace)).find((one) => one.id === id));
    // Whoever may sign in as somebody else could do anything in their name; who reads the data directory could anyway.
    if (caller.kind !== "local") throw new RequestProblem("forbidden", "Only `bellwether password` on the server's own machine does this. An administrator removes somebody and invites them again.");
    return { teammate: presentTeammate(teammate), password: await desk.resetPassword(teammate) };
  });
  addRoute(app, "listInvitations", async ({ request }) => ({ invitations: (await team.invitations(callerOf(request).workspace, clock())).map(presentInvitation) }));
  addRoute(app, "invite", async ({ request, body }) => {
    const made = await desk.invite({ ...body, invitedBy: nameOf(callerOf(request)) });
    if (made === "is_teammate") throw new RequestProblem("name_taken", `${body.email} is a teammate already.`);
    return { invitation: presentInvitation(made.invitation), link: `${ownOrigin(request, publicOrigin)}/invitation#${made.token}` };
  });
  addRoute(app, "withdrawInvitation", async ({ request, id }) => {
    if (!(await team.withdraw({ workspace: callerOf(request).workspace, id }))) throw new RequestProblem("not_found", "There is no such invitation.");
  });
  acceptRoutes(app, { desk, attempts: new Attempts(clock, mostFailures) });
}

function acceptRoutes(app: FastifyInstance, { desk, attempts }: { readonly desk: FrontDesk; readonly attempts: Attempts }): void {
  const refuse = (ip: string): never => {
    attempts.failed(ip);
    throw new RequestProblem("link_refused", "This invitation was accepted, withdrawn or replaced, or is older than a week. Ask for another one.");
  };
  addRoute(app, "seeInvitation", async ({ request, body }) => {
    attempts.require(request.ip);
    return (await desk.seeInvitation(body.token)) ?? refuse(request.ip);
  });
  addRoute(app, "acceptInvitation", async ({ request, reply, body }) => {
    attempts.require(request.ip);
    const entered = await desk.acceptInvitation({ ...body, ...deviceOf(request) });
    return entered === "gone" ? refuse(request.ip) : present(entered, reply);
  });
}

function found(teammate: Teammate | LastAdministrator | undefined): Teammate {
  if (teammate === undefined) throw new RequestProblem("not_found", "There is no such teammate.");
  if (teammate === "last_administrator") throw new RequestProblem("last_administrator", "Nobody else may administer; make somebody else administrator first.");
  return teammate;
}

const presentTeammate = (teammate: Teammate) => sessionOf(teammate).teammate;

const presentInvitation = ({ id, email, role, books, invitedBy, createdAt, expiresAt }: Invitation) => ({ id, email, role, books: [...books], invitedBy, createdAt: new Date(createdAt).toISOString(), expiresAt: new Date(expiresAt).toISOString() });

/** Only what is named is changed. */
const changeOf = ({ name, role, books }: { readonly [K in keyof TeammateChange]?: TeammateChange[K] | undefined }): TeammateChange => ({ ...(name !== undefined && { name }), ...(role !== undefined && { role }), ...(books !== undefined && { books }) });

const nameOf = (caller: Principal): string => (caller.kind === "teammate" ? caller.teammate.email : "the command line");
