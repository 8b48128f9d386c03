import { type SignInFailure, isSignInFailure } from "../../contract/sign-in-failures.ts";

interface FailureWords {
  readonly title: string;
  readonly todo: string;
}

const words: Readonly<Record<SignInFailure, FailureWords>> = {
  access_denied: { title: "You were not signed in", todo: "The sign-in was cancelled or refused where your company keeps its people. Try again, or ask whoever looks after it to give you access to Bellwether." },
  domain_not_allowed: { title: "This address may not come in", todo: "Only people with an e-mail address of certain domains may. You may be signed in there with another account: sign out there and take the one of your company." },
  email_not_verified: { title: "Your e-mail address isn't confirmed", todo: "Confirm it where your company keeps its people, and try again." },
  no_email: { title: "Your e-mail address wasn't told", todo: "Bellwether knows people by it. Ask whoever looks after the single sign-on to let it be sent along." },
  not_invited: { title: "You are not a teammate yet", todo: "You were recognised, but nobody has invited you. Ask an administrator of your workspace for an invitation." },
  provider_away: { title: "The single sign-on can't be reached", todo: "Try again in some minutes. With a password you can sign in here all the same." },
  provider_refused: { title: "The single sign-on gave no answer that can be trusted", todo: "Ask an administrator to compare its settings on both sides: client, secret, the address to come back to, and that e-mail addresses are sent along." },
  clock_skew: { title: "Two clocks differ", todo: "The time of this server and that of the single sign-on are more than half a minute apart. Ask an administrator to set the clock of this server." },
  took_too_long: { title: "That took too long", todo: "The sign-in was begun more than a few minutes ago, or in another browser. Begin once more from here." },
  failed: { title: "You were not signed in", todo: "Something failed on the way back. Try again; if it stays like that, ask an administrator to look at what the server wrote." },
};

/** A failure by the word in the address, which anybody can write; what is none is told in general. */
export const failureWords = (code: string): FailureWords => words[isSignInFailure(code) ? code : "failed"];
