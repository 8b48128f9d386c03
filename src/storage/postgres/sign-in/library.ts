import { type BetterAuthPlugin, betterAuth } from "better-auth";
import { APIError, createAuthEndpoint, isAPIError } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { genericOAuth } from "better-auth/plugins";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { NotAdmitted, ProviderProfile } from "../../../engine/access/sign-in.ts";
import { firstWorkspace } from "../../workspace-file.ts";
import type { Tables } from "../tables.ts";
import { discoveryUrlOf } from "./failures.ts";
import { OfWorkspace } from "./of-workspace.ts";
import { sessionPath } from "./session-path.ts";

export interface OidcProvider {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly groupsClaim: string;
  readonly signsOutThere: boolean;
  /** Decides about whoever signed in there, and makes a teammate of them; called before anything is kept of them. */
  readonly welcome: (profile: ProviderProfile) => Promise<NotAdmitted | undefined>;
}

export interface LibrarySettings {
  /** Whose people these are. */
  readonly workspace: string;
  /** Where people reach the server; cookies are only sent over HTTPS where this says `https`. */
  readonly publicOrigin?: string;
  /** Signs the cookies. */
  readonly secret: string;
  /** The library or the provider failed; what it says of that may name people. */
  readonly onFailed: () => void;
  readonly oidc?: OidcProvider;
}

/** How long a session lasts. It isn't prolonged, so that it ends at a time that is known when it begins. */
const sessionSeconds = 14 * 86_400;

/** The sign-in library, with nothing of it reachable from outside: its routes are never mounted. */
export function signInLibrary(db: Kysely<Tables>, { workspace, publicOrigin, secret, onFailed, oidc }: LibrarySettings) {
  return betterAuth({
    // Its own transactions would span our callbacks, which need the database too.
    database: { db: db.withPlugin(new OfWorkspace(workspace)), type: "postgres", transaction: false },
    baseURL: publicOrigin ?? "http://localhost",
    // Where it can't tell who began the way to the provider, it knows no other page to send them to.
    onAPIError: { errorURL: `${publicOrigin ?? "http://localhost"}/sign-in` },
    basePath: sessionPath,
    secret,
    telemetry: { enabled: false },
    logger: { level: "error", log: () => onFailed() },
    rateLimit: { enabled: false },
    advanced: { cookiePrefix: cookiePrefixOf(workspace), useSecureCookies: publicOrigin?.startsWith("https:") ?? false, ipAddress: { disableIpTracking: true }, defaultCookieAttributes: { sameSite: "lax", httpOnly: true } },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    session: { modelName: "sign_in_sessions", expiresIn: sessionSeconds, disableSessionRefresh: true },
    user: { modelName: "sign_in_people" },
    account: { modelName: "sign_in_accounts", accountLinking: { enabled: true, trustedProviders: oidc ? [oidc.id] : [] } },
    verification: { modelName: "sign_in_verifications" },
    plugins: [openSession, genericOAuth({ config: oidc ? [configOf(oidc, `${publicOrigin ?? "http://localhost"}/sign-in`)] : [] })],
  });
}

/** Of its own, because cookies belong to a host and not to its ports: whoever signs in to one workspace stays signed in to the other. */
const cookiePrefixOf = (workspace: string): string => (workspace === firstWorkspace ? "bellwether" : `bellwether-${workspace}`);

/** Whether the library has answered, though with no; what else it throws is a failure. */
export const isAnswer = (error: unknown): boolean => isAPIError(error) && error.statusCode < 500;

/** A session for somebody whom we let in ourselves; only called from this process. */
const openSession = {
  id: "open-session",
  endpoints: {
    openSession: createAuthEndpoint("/open", { method: "POST", body: z.object({ userId: z.string() }), metadata: { SERVER_ONLY: true } }, async (context) => {
      const { internalAdapter } = context.context;
      const user = await internalAdapter.findUserById(context.body.userId);
      if (!user) throw new Error("nobody to open a session for");
      await setSessionCookie(context, { session: await internalAdapter.createSession(user.id), user });
      return {};
    }),
  },
} satisfies BetterAuthPlugin;

function configOf({ id, name, issuer, clientId, clientSecret, groupsClaim, signsOutThere, welcome }: OidcProvider, door: string) {
  return {
    providerId: id,
    name,
    disableProviderLogout: !signsOutThere,
    postLogoutRedirectURI: door,
    discoveryUrl: discoveryUrlOf(issuer),
    requireIdTokenVerification: true,
    clientId,
    clientSecret,
    scopes: ["openid", "email", "profile"],
    pkce: true,
    overrideUserInfo: true,
    mapProfileToUser: async (profile: Record<string, unknown>) => {
      const { email, name: said, email_verified: verified, [groupsClaim]: groups } = profile;
      const answer = await welcome({
        email: typeof email === "string" ? email : undefined,
        name: typeof said === "string" ? said : "",
        isVerified: verified === undefined ? undefined : verified === true || verified === "true",
        groups: Array.isArray(groups) ? groups.filter((group) => typeof group === "string") : typeof groups === "string" ? [groups] : [],
      });
      if (answer) throw new APIError("FORBIDDEN", { code: answer.refused, message: "not admitted" });
      return { emailVerified: true };
    },
  };
}
