import type { Role } from "../../contract/access.ts";
import type { Instant } from "../../lib/zone.ts";
import { type OidcSettings, admit } from "./oidc.ts";
import type { Sessions, Teammate } from "./principal.ts";
import type { Cookies, Device, NotAdmitted, OpenSession, ProviderProfile, SignIn, SignedOut } from "./sign-in.ts";
import type { Invitation, NewTeammate, TeamStore } from "./team.ts";

export interface FrontDeskParts {
  readonly workspace: string;
  readonly team: TeamStore;
  readonly clock: () => Instant;
  /** SHA-256 in hexadecimal digits. */
  readonly digest: (text: string) => string;
  /** 32 random bytes in letters that need no escape in a link. */
  readonly secret: () => string;
  readonly uniqueId: () => string;
}

/** Somebody who is signed in from now on. */
export interface Entered {
  readonly teammate: Teammate;
  readonly cookies: Cookies;
}

interface Newcomer {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly device?: Device;
}

const invitationMs = 7 * 86_400_000;
const linkMs = 15 * 60_000;

/** Who may come in, and as whom: a teammate of the workspace whose e-mail address was proved. */
export class FrontDesk implements Sessions {
  readonly #parts: FrontDeskParts;
  readonly #signIn: SignIn;
  readonly #oidc: OidcSettings | undefined;
  /** Whoever starts the process reads it in its output, and becomes the first administrator with it. */
  readonly setupToken: string;
  readonly #links = new Map<string, { readonly email: string; readonly until: Instant }>();

  /** `signIn` is made with `welcome`, which it calls with what a provider says. */
  constructor(parts: FrontDeskParts, signIn: (welcome: (profile: ProviderProfile) => Promise<NotAdmitted | undefined>) => SignIn, oidc?: OidcSettings) {
    this.#parts = parts;
    this.setupToken = parts.secret();
    this.#oidc = oidc;
    this.#signIn = signIn((profile) => this.#welcome(profile));
  }

  get providers() {
    return this.#signIn.providers;
  }

  async signedIn(cookies: string): Promise<Teammate | undefined> {
    const email = await this.#signIn.emailOf(cookies);
    return email === undefined ? undefined : this.#teammate(email);
  }

  /** Undefined where address or password is wrong, and where the address is no teammate's; nobody learns which. */
  async signIn({ email, ...proof }: { readonly email: string; readonly password: string; readonly device?: Device }): Promise<Entered | undefined> {
    const cookies = await this.#signIn.withPassword({ email, ...proof });
    const teammate = await this.#teammate(email);
    return cookies && teammate && { teammate, cookies };
  }

  signOut(cookies: string): Promise<SignedOut> {
    return this.#signIn.close(cookies);
  }

  signOutEverywhere({ email }: Teammate): Promise<void> {
    return this.#signIn.closeAll(email);
  }

  sessions(cookies: string): Promise<readonly OpenSession[]> {
    return this.#signIn.sessions(cookies);
  }

  endSession({ email }: Teammate, id: string): Promise<boolean> {
    return this.#signIn.closeOne(email, id);
  }

  /** Undefined where the current password is wrong. All sessions end; the answer begins a new one. */
  async changePassword({ email, name }: Teammate, { current, next, device }: { readonly current: string; readonly next: string; readonly device?: Device }): Promise<Cookies | undefined> {
    if (!(await this.#signIn.withPassword({ email, password: current }))) return undefined;
    await this.#signIn.setPassword({ email, name, password: next });
    return this.#signIn.open({ email, name }, device);
  }

  /** For who has forgotten theirs: another one, at random. All sessions end. */
  async resetPassword({ email, name }: Teammate): Promise<string> {
    const password = this.#parts.secret();
    await this.#signIn.setPassword({ email, name, password });
    return password;
  }

  /** Whoever came in through the provider first may be no administrator; somebody still has to become one. */
  async needsSetup(): Promise<boolean> {
    return !(await this.#parts.team.teammates(this.#parts.workspace)).some(({ role }) => role === "administrator");
  }

  /** The first administrator. Somebody else may have been faster. */
  async setUp({ token, ...newcomer }: Newcomer & { readonly token: string }): Promise<Entered | "wrong_token" | "not_first"> {
    if (this.#parts.digest(token) !== this.#parts.digest(this.setupToken)) return "wrong_token";
    if (!(await this.needsSetup())) return "not_first";
    // The password first: an administrator without one could never come in, a password without a teammate opens nothing.
    await this.#signIn.setPassword(newcomer);
    const teammate = this.#newTeammate(newcomer, "administrator");
    return (await this.#parts.team.addFirst(teammate)) === "not_first" ? "not_first" : this.#enter(teammate, newcomer.device);
  }

  /** The token goes into a link, and is kept nowhere. */
  async invite({ email, role, books, invitedBy }: Pick<Invitation, "email" | "role" | "books" | "invitedBy">): Promise<{ readonly invitation: Invitation; readonly token: string } | "is_teammate"> {
    if (await this.#teammate(email)) return "is_teammate";
    const { workspace, team, clock, secret, digest, uniqueId } = this.#parts;
    const token = secret();
    const invitation = { id: uniqueId(), workspace, email, role, books, invitedBy, createdAt: clock(), expiresAt: clock() + invitationMs };
    await team.invite({ ...invitation, sha256: digest(token) });
    return { invitation, token };
  }

  seeInvitation(token: string): Promise<Invitation | undefined> {
    const { workspace, team, digest, clock } = this.#parts;
    return team.findInvitation({ workspace, sha256: digest(token) }, clock());
  }

  async acceptInvitation({ token, name, password, device }: Omit<Newcomer, "email"> & { readonly token: string }): Promise<Entered | "gone"> {
    const invitation = await this.seeInvitation(token);
    if (!invitation) return "gone";
    const { email, role, books } = invitation;
    if (await this.#teammate(email)) return "gone";
    await this.#signIn.setPassword({ email, name, password });
    const teammate = this.#newTeammate({ email, name }, role, books);
    return (await this.#parts.team.accept(invitation, teammate)) === "added" ? this.#enter(teammate, device) : "gone";
  }

  /**
   * The token of a link that signs in once, for somebody at this machine. Where nobody is there yet, `email` becomes an
   * administrator; undefined where others are there and this one is none of them.
   */
  async oneTimeLink({ email, name }: { readonly email: string; readonly name: string }): Promise<string | undefined> {
    await this.#parts.team.addFirst(this.#newTeammate({ email, name }, "administrator"));
    if (!(await this.#teammate(email))) return undefined;
    const token = this.#parts.secret();
    this.#links.set(this.#parts.digest(token), { email, until: this.#parts.clock() + linkMs });
    return token;
  }

  async useLink(token: string, device?: Device): Promise<Entered | undefined> {
    const key = this.#parts.digest(token);
    const link = this.#links.get(key);
    this.#links.delete(key);
    if (!link || link.until <= this.#parts.clock()) return undefined;
    const teammate = await this.#teammate(link.email);
    return teammate && this.#enter(teammate, device);
  }

  begin(provider: string, returnTo: string) {
    return this.#signIn.begin(provider, returnTo);
  }

  finish(back: Parameters<SignIn["finish"]>[0]) {
    return this.#signIn.finish(back);
  }

  /** Whoever signed in at the provider: a teammate already, invited, or let in by the groups. */
  async #welcome(profile: ProviderProfile): Promise<NotAdmitted | undefined> {
    if (!this.#oidc) return { refused: "failed" };
    const admitted = admit(profile, this.#oidc);
    if ("refused" in admitted) return admitted;
    const { workspace, team, clock } = this.#parts;
    const { email, role } = admitted;
    const known = await this.#teammate(email);
    if (known) {
      // Groups have the last word at every sign-in, except that somebody stays who may administer.
      if (role !== undefined && role !== known.role) await team.change(known, { role });
      return undefined;
    }
    const invitation = (await team.invitations(workspace, clock())).find((one) => one.email === email);
    const wanted = role ?? invitation?.role ?? this.#oidc.defaultRole;
    if (wanted === undefined) return { refused: "not_invited" };
    const teammate = this.#newTeammate(admitted, wanted, invitation?.books);
    const answer = invitation ? await team.accept(invitation, teammate) : await team.add(teammate);
    return answer === "gone" ? { refused: "not_invited" } : undefined;
  }

  async #enter(teammate: Teammate, device?: Device): Promise<Entered> {
    return { teammate, cookies: await this.#signIn.open(teammate, device) };
  }

  #teammate(email: string): Promise<Teammate | undefined> {
    return this.#parts.team.teammateByEmail(this.#parts.workspace, email);
  }

  #newTeammate({ email, name }: Pick<Newcomer, "email" | "name">, role: Role, books: readonly string[] = []): NewTeammate {
    return { id: this.#parts.uniqueId(), workspace: this.#parts.workspace, email, name, role, books, createdAt: this.#parts.clock() };
  }
}
