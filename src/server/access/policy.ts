import type { Role, Scope } from "../../contract/access.ts";
import type { Principal } from "../../engine/access/principal.ts";

/** Who may call a route. Every route says it in its `config`; the server doesn't start with one that doesn't. */
export type Policy =
  | { readonly kind: "public" }
  /** Everybody, but with a browser only from our own page: signing in is a change too. */
  | { readonly kind: "own_page" }
  /** The route itself looks for the write key, because libraries also put it into the body. */
  | { readonly kind: "write_key" }
  /** Teammates of every role, and read keys with the scope. */
  | { readonly kind: "read"; readonly scope: Scope }
  /** Teammates with the role or a higher one; keys only with the scope, where there is one. */
  | { readonly kind: "role"; readonly role: Role; readonly scope?: Scope };

export const forEverybody: Policy = { kind: "public" };
export const forOwnPage: Policy = { kind: "own_page" };
export const withWriteKey: Policy = { kind: "write_key" };
export const forReading = (scope: Scope): Policy => ({ kind: "read", scope });
export const forRole = (role: Role, scope?: Scope): Policy => ({ kind: "role", role, ...(scope !== undefined && { scope }) });

declare module "fastify" {
  interface FastifyContextConfig {
    policy?: Policy;
  }
  interface FastifyInstance {
    /** Every route with who may call it, as a test walks through them. */
    readonly guardedRoutes: readonly { readonly method: string; readonly url: string; readonly policy: Policy }[];
  }
  interface FastifyRequest {
    /** Who is calling; set where the policy is `read` or `role`. */
    principal: Principal | undefined;
    /** Whether the same request would still be let through, for answers that go on for long. */
    mayStill: (() => Promise<boolean>) | undefined;
  }
}
