/** `Set-Cookie` headers to answer with. */
export type Cookies = readonly string[];

export interface Redirect {
  readonly location: string;
  readonly cookies: Cookies;
}

/** Where people can sign in besides with a password. */
export interface Provider {
  readonly id: string;
  readonly name: string;
}

/** What a provider says about whoever signed in there. */
export interface ProviderProfile {
  readonly email: string | undefined;
  readonly name: string;
  /** Undefined where the provider says nothing about it. */
  readonly isVerified: boolean | undefined;
  readonly groups: readonly string[];
}

/** A refusal that a provider's profile met; `code` goes to the page. */
export interface NotAdmitted {
  readonly refused: string;
}

/** Proves who owns an e-mail address, and remembers it in a session. It knows nothing of workspaces and roles. */
export interface SignIn {
  withPassword(proof: { readonly email: string; readonly password: string }): Promise<Cookies | undefined>;
  /** For an address with or without one; all its sessions end. */
  setPassword(person: { readonly email: string; readonly name: string; readonly password: string }): Promise<void>;
  /** A session for an address that was proved otherwise. */
  open(person: { readonly email: string; readonly name: string }): Promise<Cookies>;
  /** Whose session it is, by a request's `Cookie` header. */
  emailOf(cookies: string): Promise<string | undefined>;
  close(cookies: string): Promise<Cookies>;
  closeAll(email: string): Promise<void>;
  readonly providers: readonly Provider[];
  /** The way to a provider, and back to a path of ours afterwards; undefined where there is no such provider. */
  begin(provider: string, returnTo: string): Promise<Redirect | undefined>;
  /** The way back from it, as the browser asked for it. */
  finish(back: { readonly url: string; readonly cookies: string }): Promise<Redirect>;
}
