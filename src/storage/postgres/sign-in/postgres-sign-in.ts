import { APIError, isAPIError } from "better-auth/api";
import { type Kysely, sql } from "kysely";
import type { NotAdmitted, Cookies, Provider, ProviderProfile, Redirect, SignIn } from "../../../engine/access/sign-in.ts";
import type { Tables } from "../tables.ts";
import { type LibrarySettings, type OidcProvider, sessionPath, signInLibrary } from "./library.ts";

export interface SignInSettings extends Omit<LibrarySettings, "oidc"> {
  readonly oidc?: Omit<OidcProvider, "id" | "welcome"> & {
    /** Decides about whoever signed in there, and makes a teammate of them; before anything is kept. */
    readonly welcome: (profile: ProviderProfile) => Promise<NotAdmitted | undefined>;
  };
}

const providerId = "oidc";

/** Passwords, sessions and the company's identity provider, by the library; its tables are in Postgres. */
export class PostgresSignIn implements SignIn {
  readonly #library: ReturnType<typeof signInLibrary>;
  readonly #db: Kysely<Tables>;
  readonly #origin: string;
  readonly providers: readonly Provider[];

  constructor(db: Kysely<Tables>, { oidc, ...settings }: SignInSettings) {
    this.#db = db;
    this.#library = signInLibrary(db, { ...settings, ...(oidc && { oidc: { ...oidc, id: providerId, welcome: refusing(oidc.welcome) } }) });
    this.#origin = settings.publicOrigin ?? "http://localhost";
    this.providers = oidc ? [{ id: providerId, name: oidc.name }] : [];
  }

  async withPassword(body: { readonly email: string; readonly password: string }): Promise<Cookies | undefined> {
    try {
      const { headers } = await this.#library.api.signInEmail({ body, returnHeaders: true });
      return headers.getSetCookie();
    } catch (error) {
      if (isAPIError(error) && error.statusCode < 500) return undefined;
      throw await this.#reasonOf(error);
    }
  }

  async setPassword({ email, name, password }: Parameters<SignIn["setPassword"]>[0]): Promise<void> {
    const { internalAdapter, password: hashing } = await this.#library.$context;
    const hash = await hashing.hash(password);
    const person = await this.#keep(email, name);
    const accounts = await internalAdapter.findAccounts(person.id);
    if (accounts.some((account) => account.providerId === "credential")) await internalAdapter.updatePassword(person.id, hash);
    else await internalAdapter.linkAccount({ userId: person.id, providerId: "credential", accountId: person.id, password: hash });
    await internalAdapter.deleteUserSessions(person.id);
  }

  async open({ email, name }: Parameters<SignIn["open"]>[0]): Promise<Cookies> {
    const { id } = await this.#keep(email, name);
    const { headers } = await this.#library.api.openSession({ body: { userId: id }, returnHeaders: true });
    return headers.getSetCookie();
  }

  async emailOf(cookie: string): Promise<string | undefined> {
    try {
      const session = await this.#library.api.getSession({ headers: new Headers({ cookie }) });
      return session?.user.email;
    } catch (error) {
      throw await this.#reasonOf(error);
    }
  }

  async close(cookie: string): Promise<Cookies> {
    const { headers } = await this.#library.api.signOut({ headers: new Headers({ cookie }), returnHeaders: true });
    return headers.getSetCookie();
  }

  async closeAll(email: string): Promise<void> {
    const { internalAdapter } = await this.#library.$context;
    const person = await internalAdapter.findUserByEmail(email);
    if (person) await internalAdapter.deleteUserSessions(person.user.id);
  }

  async begin(provider: string, returnTo: string): Promise<Redirect | undefined> {
    if (!this.providers.some(({ id }) => id === provider)) return undefined;
    const body = { provider, callbackURL: new URL(returnTo, this.#origin).href, errorCallbackURL: `${this.#origin}/sign-in`, disableRedirect: true };
    try {
      const { headers, response } = await this.#library.api.signInSocial({ body, returnHeaders: true });
      return response.url === undefined ? undefined : { location: response.url, cookies: headers.getSetCookie() };
    } catch (error) {
      // A provider whose discovery failed is none to the library until it succeeds.
      if (isAPIError(error)) return undefined;
      throw error;
    }
  }

  async finish({ url, cookies }: { readonly url: string; readonly cookies: string }): Promise<Redirect> {
    const answer = await this.#library.handler(new Request(`${this.#origin}${sessionPath}/callback/${providerId}${new URL(url, this.#origin).search}`, { headers: { cookie: cookies } }));
    const location = answer.headers.get("location");
    if (location !== null) return { location: pathOf(location), cookies: answer.headers.getSetCookie() };
    const { code } = (await answer.json().catch(() => ({}))) as { readonly code?: string };
    return { location: `/sign-in?error=${encodeURIComponent(code ?? "sign_in_failed")}`, cookies: [] };
  }

  /** The library turns every failure into its own; whoever asks has to know when the database is away. */
  async #reasonOf(error: unknown): Promise<unknown> {
    return sql`select 1`.execute(this.#db).then(
      () => error,
      (reason: unknown) => reason,
    );
  }

  /** The person with the address, who is made where there is none. */
  async #keep(email: string, name: string): Promise<{ readonly id: string }> {
    const { internalAdapter } = await this.#library.$context;
    const known = await internalAdapter.findUserByEmail(email);
    return known?.user ?? (await internalAdapter.createUser({ email, name, emailVerified: true }, { method: "email-password" }));
  }
}

/** The library sends people only to our own origin; what is left of it is the path there. */
function pathOf(location: string): string {
  const { pathname, search, hash } = new URL(location, "http://localhost");
  return pathname + search + hash;
}

function refusing(welcome: (profile: ProviderProfile) => Promise<NotAdmitted | undefined>): (profile: ProviderProfile) => Promise<void> {
  return async (profile) => {
    const answer = await welcome(profile);
    if (answer) throw new APIError("FORBIDDEN", { code: answer.refused, message: "not admitted" });
  };
}
