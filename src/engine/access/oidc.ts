import { z } from "zod";
import { type Role, roleSchema, roles } from "../../contract/access.ts";
import type { NotAdmitted, ProviderProfile } from "./sign-in.ts";

/** How people sign in through the company's own identity provider. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the page calls it. */
  readonly name: string;
  /** Only addresses of these domains come in. */
  readonly domains: readonly string[];
  /** Claim that lists the groups of a person. */
  readonly groupsClaim: string;
  /** What a member of a group is; of several the highest. */
  readonly roleOfGroup: ReadonlyMap<string, Role>;
  /** What somebody is whom no group says anything about; without it they have to be invited. */
  readonly defaultRole?: Role;
  /** Whether whoever signs out here is signed out there as well, where the provider can. */
  readonly signsOutThere: boolean;
}

/** Separated by commas; by semicolons where names hold commas, as those of directories do. */
const list = z.string().transform((text) => text.split(text.includes(";") ? ";" : ",").map((part) => part.trim()).filter((part) => part !== ""));

const variables = z.object({
  BELLWETHER_OIDC_ISSUER: z.url(),
  BELLWETHER_OIDC_CLIENT_ID: z.string().min(1),
  BELLWETHER_OIDC_CLIENT_SECRET: z.string().min(1),
  BELLWETHER_OIDC_NAME: z.string().min(1).default("single sign-on"),
  BELLWETHER_OIDC_DOMAINS: list.refine((domains) => domains.length > 0, "name the e-mail domains that may come in, such as acme.com,acme.de"),
  BELLWETHER_OIDC_GROUPS_CLAIM: z.string().min(1).default("groups"),
  BELLWETHER_OIDC_ROLES: list.default([]),
  BELLWETHER_OIDC_DEFAULT_ROLE: roleSchema.optional(),
  BELLWETHER_OIDC_SIGN_OUT: z.enum(["here", "provider"], "write `here` or `provider`").default("here"),
});

/** Undefined where nothing is set. Throws with the name of every variable that is wrong. */
export function readOidcSettings(environment: Readonly<Record<string, string | undefined>>): OidcSettings | undefined {
  if (!Object.keys(environment).some((name) => name.startsWith("BELLWETHER_OIDC_"))) return undefined;
  const read = variables.safeParse(environment);
  if (!read.success) throw new Error(`Single sign-on is set up incompletely: ${read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ")}.`);
  const its = read.data;
  return {
    issuer: its.BELLWETHER_OIDC_ISSUER.replace(/\/+$/, ""),
    clientId: its.BELLWETHER_OIDC_CLIENT_ID,
    clientSecret: its.BELLWETHER_OIDC_CLIENT_SECRET,
    name: its.BELLWETHER_OIDC_NAME,
    domains: its.BELLWETHER_OIDC_DOMAINS.map((domain) => domain.toLowerCase()),
    groupsClaim: its.BELLWETHER_OIDC_GROUPS_CLAIM,
    roleOfGroup: new Map(its.BELLWETHER_OIDC_ROLES.map(groupAndRole)),
    signsOutThere: its.BELLWETHER_OIDC_SIGN_OUT === "provider",
    ...(its.BELLWETHER_OIDC_DEFAULT_ROLE && { defaultRole: its.BELLWETHER_OIDC_DEFAULT_ROLE }),
  };
}

function groupAndRole(text: string): [string, Role] {
  const at = text.lastIndexOf("=");
  const role = roleSchema.safeParse(text.slice(at + 1));
  if (at < 1 || !role.success) throw new Error(`BELLWETHER_OIDC_ROLES: \`${text}\` is not of the form group=role, with a role of ${roles.join(", ")}.`);
  return [text.slice(0, at), role.data];
}

export interface Admitted {
  readonly email: string;
  readonly name: string;
  /** What the groups say; undefined where they say nothing. */
  readonly role: Role | undefined;
}

/** Whether whoever signed in at the provider may come in, and what their groups make them. */
export function admit(profile: ProviderProfile, settings: OidcSettings): Admitted | NotAdmitted {
  const email = profile.email?.trim().toLowerCase() ?? "";
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return { refused: "no_email" };
  if (profile.isVerified === false) return { refused: "email_not_verified" };
  if (!settings.domains.includes(email.slice(email.lastIndexOf("@") + 1))) return { refused: "domain_not_allowed" };
  const given = profile.groups.flatMap((group) => settings.roleOfGroup.get(group) ?? []);
  return { email, name: profile.name.trim() || email, role: roles.findLast((role) => given.includes(role)) };
}
