import { z } from "zod";
import type { Role, Scope } from "./access.ts";
import { deadLettersChoice, deadLettersDiscarded, deadLettersQuery, deadLettersReplayed, deadLettersSchema } from "./dead-letters.ts";
import { acceptanceWish, invitationSeen, invitationToken, openSessionsSchema, passwordChange, providersSchema, sessionSchema, setupSchema, setupWish, signInWish, signedOutSchema } from "./session.ts";
import { insightRunSchema } from "./insights.ts";
import { keyMade, keySchema, keyWish } from "./key.ts";
import { forgotSchema, heldCountsSchema, tombstonesSchema } from "./privacy.ts";
import { retentionQuery, retentionSchema } from "./retention.ts";
import { invitationMade, invitationSchema, invitationWish, passwordReset, teammateChange, teammateSchema } from "./teammate.ts";
import { setupRoutes } from "./setup-routes.ts";
import { workspaceChange, workspaceSchema } from "./workspace.ts";
import { previewSchema, previewWish, publishWish, publishedSchema } from "./version.ts";

/** One thing that can be asked about sign-in, teammates, keys and privacy, or that changes something. `role` is absent where nobody has to be signed in. */
export interface AccessRoute {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly summary: string;
  readonly role?: Role;
  /** What stands behind the question mark. */
  readonly query?: z.ZodObject;
  /** A key that was made for it may ask as well. */
  readonly scope?: Scope;
  /** Something new is there afterwards, and the answer is a 201. */
  readonly makes?: boolean;
  readonly body?: z.ZodType;
  /** Absent where the answer is an empty 204. */
  readonly response?: z.ZodType;
}

const session = "/api/v1/session";

/** By name; what stands in braces is a parameter. */
export const accessRoutes = {
  getSetup: { method: "GET", path: "/api/v1/setup", summary: "Whether somebody still has to become the first administrator", response: setupSchema },
  setUp: { method: "POST", path: "/api/v1/setup", summary: "Become the first administrator, with the token that the server's start has printed", body: setupWish, response: sessionSchema },
  signIn: { method: "POST", path: session, summary: "Sign in with e-mail address and password", body: signInWish, response: sessionSchema },
  getSession: { method: "GET", path: session, summary: "Who is signed in", role: "viewer", response: sessionSchema },
  signOut: { method: "DELETE", path: session, summary: "Sign out", role: "viewer", response: signedOutSchema },
  listOwnSessions: { method: "GET", path: "/api/v1/sessions", summary: "Where whoever asks is signed in", role: "viewer", response: openSessionsSchema },
  endOwnSession: { method: "DELETE", path: "/api/v1/sessions/{id}", summary: "End one of the own sessions", role: "viewer" },
  signOutEverywhere: { method: "DELETE", path: "/api/v1/sessions", summary: "End all own sessions, this one too", role: "viewer" },
  changePassword: { method: "POST", path: `${session}/password`, summary: "Change the own password; all other sessions end", role: "viewer", body: passwordChange },
  listProviders: { method: "GET", path: `${session}/providers`, summary: "Where people can sign in besides with a password", response: providersSchema },
  getWorkspace: { method: "GET", path: "/api/v1/workspace", summary: "What the workspace is called", role: "viewer", response: workspaceSchema },
  changeWorkspace: { method: "PATCH", path: "/api/v1/workspace", summary: "Give the workspace another name", role: "administrator", body: workspaceChange, response: workspaceSchema },
  listTeammates: { method: "GET", path: "/api/v1/teammates", summary: "All teammates", role: "viewer", response: z.object({ teammates: z.array(teammateSchema) }) },
  changeTeammate: { method: "PATCH", path: "/api/v1/teammates/{id}", summary: "Change a teammate's name, role or books", role: "administrator", body: teammateChange, response: teammateSchema },
  removeTeammate: { method: "DELETE", path: "/api/v1/teammates/{id}", summary: "Remove a teammate, and end their sessions", role: "administrator" },
  endSessions: { method: "DELETE", path: "/api/v1/teammates/{id}/sessions", summary: "End a teammate's sessions", role: "administrator" },
  resetPassword: { method: "POST", path: "/api/v1/teammates/{id}/password", summary: "Give a teammate another password, shown once, and end their sessions; only for commands on the server's own machine", role: "administrator", response: passwordReset },
  listInvitations: { method: "GET", path: "/api/v1/invitations", summary: "Invitations that wait to be accepted", role: "administrator", response: z.object({ invitations: z.array(invitationSchema) }) },
  invite: { method: "POST", path: "/api/v1/invitations", summary: "Invite somebody; the link is shown once, and takes the place of an earlier one", role: "administrator", makes: true, body: invitationWish, response: invitationMade },
  withdrawInvitation: { method: "DELETE", path: "/api/v1/invitations/{id}", summary: "Take an invitation back", role: "administrator" },
  seeInvitation: { method: "POST", path: "/api/v1/invitations/look", summary: "Who is invited by a link", body: invitationToken, response: invitationSeen },
  acceptInvitation: { method: "POST", path: "/api/v1/invitations/accept", summary: "Become a teammate by a link, and sign in", body: acceptanceWish, response: sessionSchema },
  listKeys: { method: "GET", path: "/api/v1/keys", summary: "All keys, without their texts", role: "administrator", response: z.object({ keys: z.array(keySchema) }) },
  createKey: { method: "POST", path: "/api/v1/keys", summary: "Make a key; its text is shown only now", role: "administrator", makes: true, body: keyWish, response: keyMade },
  listDeadLetters: { method: "GET", path: "/api/v1/dead-letters", summary: "Calls that were acknowledged and then couldn't be stored", role: "manager", query: deadLettersQuery, response: deadLettersSchema },
  replayDeadLetters: { method: "POST", path: "/api/v1/dead-letters/replay", summary: "Send them again, as received at their own time", role: "manager", body: deadLettersChoice, response: deadLettersReplayed },
  discardDeadLetters: { method: "POST", path: "/api/v1/dead-letters/discard", summary: "Give them up: what they hold is deleted", role: "administrator", body: deadLettersChoice, response: deadLettersDiscarded },
  forgetUser: { method: "DELETE", path: "/api/v1/users/{id}", summary: "Forget a user: everything of them is erased for good, and nothing is taken in again", role: "administrator", scope: "privacy", response: forgotSchema },
  forgetAccount: { method: "DELETE", path: "/api/v1/accounts/{account}", summary: "Forget an account: everything of it is erased for good, and nothing is taken in again", role: "administrator", scope: "privacy", response: forgotSchema },
  countHeldOfUser: { method: "GET", path: "/api/v1/users/{id}/held", summary: "How much is held of a user in each store: what forgetting them would take", role: "administrator", scope: "privacy", response: heldCountsSchema },
  countHeldOfAccount: { method: "GET", path: "/api/v1/accounts/{account}/held", summary: "How much is held of an account in each store: what forgetting it would take", role: "administrator", scope: "privacy", response: heldCountsSchema },
  listForgotten: { method: "GET", path: "/api/v1/forgotten", summary: "When somebody was forgotten, without telling who", role: "administrator", scope: "privacy", response: tombstonesSchema },
  getRetention: { method: "GET", path: "/api/v1/retention", summary: "How long each kind of data is kept, what is there, and from when on scores can be computed", role: "administrator", scope: "privacy", query: retentionQuery, response: retentionSchema },
  applyRetention: { method: "POST", path: "/api/v1/retention", summary: "Remove now what is older than its rule; answered once it is gone", role: "administrator", scope: "privacy", response: retentionSchema },
  previewVersion: { method: "POST", path: "/api/v1/versions/preview", summary: "What a changed health definition would do, before it counts", role: "manager", scope: "accounts", body: previewWish, response: previewSchema },
  publishVersion: { method: "POST", path: "/api/v1/versions", summary: "Put a changed health definition in use, as a version that is kept; everybody is scored under it at once", role: "manager", scope: "publish", makes: true, body: publishWish, response: publishedSchema },
  startInsight: { method: "POST", path: "/api/v1/insights/{id}/runs", summary: "Ask the past in the background; one that waits or runs already is not asked twice", role: "manager", response: insightRunSchema },
  cancelInsight: { method: "DELETE", path: "/api/v1/insights/runs/{id}", summary: "Cancel a question to the past", role: "manager", response: insightRunSchema },
  revokeKey: { method: "DELETE", path: "/api/v1/keys/{id}", summary: "Revoke a key, for ever", role: "administrator" },
  ...setupRoutes,
} as const satisfies Record<string, AccessRoute>;

export type AccessRouteName = keyof typeof accessRoutes;
type RouteOf<N extends AccessRouteName> = (typeof accessRoutes)[N];

/** What is to be sent with a request, once checked; undefined where nothing is. */
export type AccessBody<N extends AccessRouteName> = RouteOf<N> extends { readonly body: infer B extends z.ZodType } ? z.output<B> : undefined;
/** What stands behind the question mark, once checked. */
export type AccessQuery<N extends AccessRouteName> = RouteOf<N> extends { readonly query: infer Q extends z.ZodType } ? z.output<Q> : undefined;
/** What is answered; nothing where it is empty. */
export type AccessAnswer<N extends AccessRouteName> = RouteOf<N> extends { readonly response: infer R extends z.ZodType } ? z.output<R> : void;
/** What may be written behind the question mark. */
export type AccessFilter<N extends AccessRouteName> = RouteOf<N> extends { readonly query: infer Q extends z.ZodType } ? z.input<Q> : undefined;
/** What is to be written to ask. */
export type AccessQuestion<N extends AccessRouteName> = RouteOf<N> extends { readonly body: infer B extends z.ZodType } ? z.input<B> : undefined;
