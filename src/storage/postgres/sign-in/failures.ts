import { type SignInFailure, isSignInFailure } from "../../../contract/sign-in-failures.ts";

/** What the library, or the provider through it, calls a failure whose reason it knows. */
const known: Readonly<Record<string, SignInFailure>> = {
  consent_required: "access_denied",
  login_required: "access_denied",
  interaction_required: "access_denied",
  email_not_found: "no_email",
  oauth_provider_not_found: "provider_away",
  server_error: "provider_away",
  temporarily_unavailable: "provider_away",
  invalid_client: "provider_refused",
  invalid_request: "provider_refused",
  invalid_scope: "provider_refused",
  unauthorized_client: "provider_refused",
  unsupported_response_type: "provider_refused",
  issuer_mismatch: "provider_refused",
  no_code: "provider_refused",
  state_not_found: "took_too_long",
  state_mismatch: "took_too_long",
  state_invalid: "took_too_long",
  nonce_binding_missing: "took_too_long",
};

/** Where a provider says what it can do. */
export const discoveryUrlOf = (issuer: string): string => `${issuer}/.well-known/openid-configuration`;

/** Behind these lies one of several reasons, which only the provider's address tells. */
const unclear = new Set(["invalid_code", "unable_to_get_user_info"]);

/** Tokens that are off by more are refused; the library allows as much. */
const toleratedSkewMs = 30_000;
const probeMs = 5000;

/** Why a way back ended without a session. */
export async function failureOf(code: string, { discoveryUrl, now }: { readonly discoveryUrl: string; readonly now: () => number }): Promise<SignInFailure> {
  if (unclear.has(code)) return reasonAt(discoveryUrl, now);
  return known[code] ?? (isSignInFailure(code) ? code : "failed");
}

/** Whether the provider can be reached, and whether both clocks agree; where they do, it gave us what we can't trust. */
async function reasonAt(discoveryUrl: string, now: () => number): Promise<SignInFailure> {
  const answer = await fetch(discoveryUrl, { cache: "no-store", signal: AbortSignal.timeout(probeMs) }).catch(() => undefined);
  if (!answer?.ok) return "provider_away";
  const ageMs = Number(answer.headers.get("age") ?? 0) * 1000;
  const theirs = Date.parse(answer.headers.get("date") ?? "") + ageMs;
  return Math.abs(theirs - now()) > toleratedSkewMs ? "clock_skew" : "provider_refused";
}
