import { type Kysely, sql } from "kysely";
import type { Cookies, Device, NotSignedIn, OpenSession, Provider, Redirect, SignIn, SignedOut } from "../../../engine/access/sign-in.ts";
import type { Tables } from "../tables.ts";
import { discoveryUrlOf, failureOf } from "./failures.ts";
import { sessionPath } from "./session-path.ts";
import type * as libraryModule from "./library.ts";

type Library = ReturnType<typeof libraryModule.signInLibrary>;

export interface SignInSettings extends Omit<libraryModule.LibrarySettings, "oidc"> {
  readonly oidc?: Omit<libraryModule.OidcProvider, "id">;
}

const providerId = "oidc";

/** Passwords, sessions and the company's identity provider, by the library; its tables are in Postgres. */
export class PostgresSignIn implements SignIn {
  readonly #db: Kysely<Tables>;
  readonly #settings: libraryModule.LibrarySettings;
  readonly #origin: string;
  #opened: Promise<{ readonly library: Library; readonly isAnswer: (error: unknown) => boolean }> | undefined;
  readonly providers: readonly Provider[];

  constructor(db: Kysely<Tables>, { oidc, ...settings }: SignInSettings) {
    this.#db = db;
    this.#settings = { ...settings, ...(oidc && { oidc: { ...oidc, id: providerId } }) };
    this.#origin = settings.publicOrigin ?? "http://localhost";
    this.providers = oidc ? [{ id: providerId, name: oidc.name }] : [];
  }

  async withPassword({ device, ...body }: Parameters<SignIn["withPassword"]>[0]): Promise<Cookies | undefined> {
    const { library, isAnswer } = await this.#open();
    try {
      const { headers } = await library.api.signInEmail({ body, headers: saidBy(device), returnHeaders: true });
      return headers.getSetCookie();
    } catch (error) {
      if (isAnswer(error)) return undefined;
      throw await this.#reasonOf(error);
    }
  }

  async setPassword({ email, name, password }: Parameters<SignIn["setPassword"]>[0]): Promise<void> {
    const { internalAdapter, password: hashing } = await (await this.#open()).library.$context;
    const hash = await hashing.hash(password);
    const person = await this.#keep(email, name);
    const accounts = await internalAdapter.findAccounts(person.id);
    if (accounts.some((account) => account.providerId === "credential")) await internalAdapter.updatePassword(person.id, hash);
    else await internalAdapter.linkAccount({ userId: person.id, providerId: "credential", accountId: person.id, password: hash });
    await internalAdapter.deleteUserSessions(person.id);
  }

  async open({ email, name }: Parameters<SignIn["open"]>[0], device?: Device): Promise<Cookies> {
    const { id } = await this.#keep(email, name);
    const { headers } = await (await this.#open()).library.api.openSession({ body: { userId: id }, headers: saidBy(device), returnHeaders: true });
    return headers.getSetCookie();
  }

  async emailOf(cookie: string): Promise<string | undefined> {
    const { library } = await this.#open();
    try {
      const session = await library.api.getSession({ headers: new Headers({ cookie }) });
      return session?.user.email;
    } catch (error) {
      throw await this.#reasonOf(error);
    }
  }

  async close(cookie: string): Promise<SignedOut> {
    const { headers, response } = await (await this.#open()).library.api.signOut({ headers: new Headers({ cookie }), body: { disableRedirect: true }, returnHeaders: true });
    return { cookies: headers.getSetCookie(), ...(response.url !== undefined && { onward: response.url }) };
  }

  async closeAll(email: string): Promise<void> {
    const { internalAdapter } = await (await this.#open()).library.$context;
    const person = await internalAdapter.findUserByEmail(email);
    if (person) await internalAdapter.deleteUserSessions(person.user.id);
  }

  async sessions(cookie: string): Promise<readonly OpenSession[]> {
    const { library } = await this.#open();
    const asking = await library.api.getSession({ headers: new Headers({ cookie }) });
    if (!asking) return [];
    const { internalAdapter } = await library.$context;
    const found = await internalAdapter.listSessions(asking.user.id, { onlyActiveSessions: true });
    return found
      .map(({ id, userAgent, createdAt, expiresAt }) => ({ id, device: userAgent ?? "", startedAt: createdAt.getTime(), endsAt: expiresAt.getTime(), isOwn: id === asking.session.id }))
      .sort((left, right) => right.startedAt - left.startedAt);
  }

  async closeOne(email: string, id: string): Promise<boolean> {
    const { internalAdapter } = await (await this.#open()).library.$context;
    const person = await internalAdapter.findUserByEmail(email);
    const found = person && (await internalAdapter.listSessions(person.user.id)).find((session) => session.id === id);
    if (found) await internalAdapter.deleteSession(found.token);
    return found !== undefined && found !== null;
  }

  async begin(provider: string, returnTo: string): Promise<Redirect | NotSignedIn | undefined> {
    if (!this.providers.some(({ id }) => id === provider)) return undefined;
    const body = { provider, callbackURL: new URL(returnTo, this.#origin).href, errorCallbackURL: `${this.#origin}/sign-in`, disableRedirect: true };
    const { library, isAnswer } = await this.#open();
    try {
      const { headers, response } = await library.api.signInSocial({ body, returnHeaders: true });
      return response.url === undefined ? { failure: "provider_away" } : { location: response.url, cookies: headers.getSetCookie() };
    } catch (error) {
      // A provider whose discovery failed is none to the library until it succeeds.
      if (isAnswer(error)) return { failure: "provider_away" };
      throw error;
    }
  }

  async finish({ url, cookies, device }: Parameters<SignIn["finish"]>[0]): Promise<Redirect | NotSignedIn> {
    const answer = await (await this.#open()).library.handler(new Request(`${this.#origin}${sessionPath}/callback/${providerId}${new URL(url, this.#origin).search}`, { headers: { cookie: cookies, ...(device !== undefined && { "user-agent": device }) } }));
    const to = answer.headers.get("location");
    const back = to === null ? undefined : new URL(to, "http://localhost");
    const failed = back === undefined ? codeIn(await answer.json().catch(() => undefined)) : back.pathname === "/sign-in" ? (back.searchParams.get("error") ?? "failed") : undefined;
    if (failed !== undefined) return { failure: await failureOf(failed, { discoveryUrl: discoveryUrlOf(this.#settings.oidc?.issuer ?? ""), now: Date.now }) };
    return { location: `${back?.pathname}${back?.search}${back?.hash}`, cookies: answer.headers.getSetCookie() };
  }

  /** Loaded when it is first asked: no other command needs it, and no start waits for it. */
  #open() {
    this.#opened ??= import("./library.ts").then(({ signInLibrary, isAnswer }) => ({ library: signInLibrary(this.#db, this.#settings), isAnswer }));
    return this.#opened;
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
    const { internalAdapter } = await (await this.#open()).library.$context;
    const known = await internalAdapter.findUserByEmail(email);
    return known?.user ?? (await internalAdapter.createUser({ email, name, emailVerified: true }, { method: "email-password" }));
  }
}

/** What the library keeps of the browser. */
const saidBy = (device: Device | undefined): Headers => new Headers(device === undefined ? {} : { "user-agent": device });

/** A refusal of ours is answered as the library answers programs. */
const codeIn = (body: unknown): string => (typeof body === "object" && body !== null && "code" in body ? String(body.code) : "failed");
