import type { SignInFailure } from "../../contract/sign-in-failures.ts";
import type { Instant } from "../../lib/zone.ts";

/** `Set-Cookie` headers to answer with. */
export type Cookies = readonly string[];

export interface Redirect {
  readonly location: string;
  readonly cookies: Cookies;
}

/** Somebody whose session has ended. */
export interface SignedOut {
  readonly cookies: Cookies;
  /** Where the browser is to go so that the session at the provider ends too; it comes back to the sign-in page. */
  readonly onward?: string;
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

/** A refusal that a provider's profile met; it goes to the page. */
export interface NotAdmitted {
  readonly refused: SignInFailure;
}

/** A way to the provider or back that ended without a session. */
export interface NotSignedIn {
  readonly failure: SignInFailure;
}

/** What a browser says that it is; empty where it says nothing. */
export type Device = string;

/** One place where somebody is signed in. */
export interface OpenSession {
  readonly id: string;
  readonly device: Device;
  readonly startedAt: Instant;
  readonly endsAt: Instant;
  /** Whether it is the one that asks. */
  readonly isOwn: boolean;
}

/** Proves who owns an e-mail address, and remembers it in a session, for one workspace: what was proved for another counts for nothing. It knows nothing of roles. */
export interface SignIn {
  withPassword(proof: { readonly email: string; readonly password: string; readonly device?: Device }): Promise<Cookies | undefined>;
  /** For an address with or without one; all its sessions end. */
  setPassword(person: { readonly email: string; readonly name: string; readonly password: string }): Promise<void>;
  /** A session for an address that was proved otherwise. */
  open(person: { readonly email: string; readonly name: string }, device?: Device): Promise<Cookies>;
  /** Whose session it is, by a request's `Cookie` header. */
  emailOf(cookies: string): Promise<string | undefined>;
  close(cookies: string): Promise<SignedOut>;
  closeAll(email: string): Promise<void>;
  /** All sessions of whoever's `Cookie` header it is, the newest first. */
  sessions(cookies: string): Promise<readonly OpenSession[]>;
  /** False where the address has no such session. */
  closeOne(email: string, id: string): Promise<boolean>;
  readonly providers: readonly Provider[];
  /** The way to a provider, and back to a path of ours afterwards; undefined where there is no such provider. */
  begin(provider: string, returnTo: string): Promise<Redirect | NotSignedIn | undefined>;
  /** The way back from it, as the browser asked for it. */
  finish(back: { readonly url: string; readonly cookies: string; readonly device?: Device }): Promise<Redirect | NotSignedIn>;
}
