import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Entered, FrontDesk } from "../../engine/access/front-desk.ts";
import type { Teammate } from "../../engine/access/principal.ts";
import type { Device, NotSignedIn, OpenSession, Redirect } from "../../engine/access/sign-in.ts";
import { forEverybody } from "../access/policy.ts";
import { callerOf } from "../access/gate.ts";
import { addRoute } from "../access/routes.ts";
import { RequestProblem } from "../problem.ts";
import { Attempts } from "./attempts.ts";
import { ownPath, wishedCookie, wishedIn } from "./wished-path.ts";

export interface SessionParts {
  readonly desk: FrontDesk;
  readonly clock: () => number;
}

/** So many wrong passwords for one address from one place. */
const mostFailures = 10;
/** So many for one address from anywhere, or from one place for any address. */
const mostFailuresInAll = 50;

/** `/api/v1/setup` and `/api/v1/session`: becoming the first administrator, signing in and out. */
export function sessionRoutes(app: FastifyInstance, { desk, clock }: SessionParts): void {
  const attempts = new Attempts(clock, mostFailuresInAll);
  const own = new Attempts(clock, mostFailures);
  addRoute(app, "getSetup", async () => ({ needed: await desk.needsSetup() }));
  addRoute(app, "setUp", async ({ body, request, reply }) => {
    attempts.require(request.ip);
    const entered = await desk.setUp({ ...body, ...deviceOf(request) });
    if (entered === "wrong_token") attempts.failed(request.ip);
    if (entered === "wrong_token") throw new RequestProblem("link_refused", "This link isn't valid. The server prints a new one at its start.");
    if (entered === "not_first") throw new RequestProblem("already_set_up", "Somebody is administrator already; ask them for an invitation.");
    return present(entered, reply);
  });
  addRoute(app, "signIn", async ({ body, request, reply }) => {
    own.require(`${request.ip} ${body.email}`);
    attempts.require(request.ip, body.email);
    const entered = await desk.signIn({ ...body, ...deviceOf(request) });
    if (entered) return present(entered, reply);
    own.failed(`${request.ip} ${body.email}`);
    attempts.failed(request.ip, body.email);
    throw new RequestProblem("sign_in_refused", "The e-mail address or the password is wrong.");
  });
  addRoute(app, "getSession", ({ request }) => sessionOf(teammateOf(request)));
  addRoute(app, "signOut", async ({ request, reply }) => {
    const { cookies, onward = null } = await desk.signOut(request.headers.cookie ?? "");
    setCookies(reply, cookies);
    return { onward };
  });
  addRoute(app, "listOwnSessions", async ({ request }) => {
    teammateOf(request);
    return { sessions: (await desk.sessions(request.headers.cookie ?? "")).map(presentSession) };
  });
  addRoute(app, "endOwnSession", async ({ request, id }) => {
    if (!(await desk.endSession(teammateOf(request), id))) throw new RequestProblem("not_found", "There is no such session; it may have ended.");
  });
  addRoute(app, "signOutEverywhere", ({ request }) => desk.signOutEverywhere(teammateOf(request)));
  addRoute(app, "changePassword", async ({ body, request, reply }) => {
    const teammate = teammateOf(request);
    own.require(teammate.email);
    const cookies = await desk.changePassword(teammate, { ...body, ...deviceOf(request) });
    if (cookies) return setCookies(reply, cookies);
    own.failed(teammate.email);
    throw new RequestProblem("sign_in_refused", "The current password is wrong.");
  });
  addRoute(app, "listProviders", () => ({ providers: [...desk.providers] }));
  wayRoutes(app, { desk, attempts });
}

/** Ways in that a browser follows: the identity provider's, and a link that was printed on this machine. */
function wayRoutes(app: FastifyInstance, { desk, attempts }: { readonly desk: FrontDesk; readonly attempts: Attempts }): void {
  // A look in advance, as with HEAD, would use them up.
  const open = { config: { policy: forEverybody }, exposeHeadRoute: false };
  app.get<{ Params: { provider: string }; Querystring: { returnTo?: unknown } }>("/api/v1/session/providers/:provider", open, async (request, reply) => {
    const to = ownPath(request.query.returnTo);
    const way = await desk.begin(request.params.provider, to);
    if (!way) throw new RequestProblem("not_found", "There is no identity provider of this name.");
    if ("failure" in way) return follow(reply, doorAfter(way, to));
    return follow(reply, { ...way, cookies: [...way.cookies, wishedCookie(to)] });
  });
  app.get("/api/v1/session/callback/:provider", open, async (request, reply) => {
    const cookies = request.headers.cookie ?? "";
    const way = await desk.finish({ url: request.url, cookies, ...deviceOf(request) });
    return follow(reply, "failure" in way ? doorAfter(way, wishedIn(cookies)) : { ...way, cookies: [...way.cookies, wishedCookie(undefined)] });
  });
  app.get<{ Params: { token: string } }>("/api/v1/session/link/:token", open, async (request, reply) => {
    attempts.require(request.ip);
    const entered = isThisMachine(request.ip) ? await desk.useLink(request.params.token, deviceOf(request).device) : undefined;
    if (entered) return follow(reply, { location: "/", cookies: entered.cookies });
    attempts.failed(request.ip);
    throw new RequestProblem("link_refused", "This link was used already, is too old, or was opened on another machine.");
  });
}

/** The sign-in page, which says what went wrong, and still knows where somebody wanted to go. */
const doorAfter = ({ failure }: NotSignedIn, to: string): Redirect => ({ location: `/sign-in?error=${failure}${to === "/" ? "" : `&to=${encodeURIComponent(to)}`}`, cookies: [wishedCookie(undefined)] });

const presentSession = ({ startedAt, endsAt, ...session }: OpenSession) => ({ ...session, startedAt: new Date(startedAt).toISOString(), endsAt: new Date(endsAt).toISOString() });

/** What the browser says that it is, so that people know their sessions again. */
export function deviceOf({ headers }: FastifyRequest): { readonly device?: Device } {
  const said = headers["user-agent"];
  return said === undefined ? {} : { device: said.slice(0, 300) };
}

export const sessionOf = ({ workspace, id, email, name, role, books }: Teammate) => ({ workspace, teammate: { id, email, name, role, books: [...books] } });

export function present({ teammate, cookies }: Entered, reply: FastifyReply) {
  setCookies(reply, cookies);
  return sessionOf(teammate);
}

function teammateOf(request: FastifyRequest): Teammate {
  const caller = callerOf(request);
  if (caller.kind === "teammate") return caller.teammate;
  throw new RequestProblem("not_signed_in", "This is about whoever is signed in, and a command isn't.");
}

function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  void reply.header("set-cookie", [...cookies]);
}

async function follow(reply: FastifyReply, { location, cookies }: Redirect): Promise<FastifyReply> {
  setCookies(reply, cookies);
  return reply.header("cache-control", "no-store").redirect(location, 303);
}

const isThisMachine = (address: string): boolean => address === "::1" || /^(?:::ffff:)?127\./.test(address);
