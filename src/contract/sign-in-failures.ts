/** Why somebody who went to the company's identity provider came back without being signed in; `error` of the page's address. */
export const signInFailures = [
  "access_denied",
  "domain_not_allowed",
  "email_not_verified",
  "no_email",
  "not_invited",
  "provider_away",
  "provider_refused",
  "clock_skew",
  "took_too_long",
  "failed",
] as const;
export type SignInFailure = (typeof signInFailures)[number];

export const isSignInFailure = (text: string): text is SignInFailure => (signInFailures as readonly string[]).includes(text);
