/** Whether a key opens anything. */
export type KeyState = "works" | "expired" | "revoked";

export const keyStates: Readonly<Record<KeyState, string>> = { works: "works", expired: "expired", revoked: "revoked" };

export function stateOfKey({ expiresAt, revokedAt }: { readonly expiresAt?: string | undefined; readonly revokedAt?: string | undefined }, now: number): KeyState {
  if (revokedAt !== undefined) return "revoked";
  return expiresAt !== undefined && Date.parse(expiresAt) <= now ? "expired" : "works";
}
