import { retentionClasses } from "../events/retention-class.ts";
import { settingOf } from "../engine/retention/rules.ts";
import { closest } from "../pack/suggest.ts";

/** Every variable that something reads. */
export const settingNames: readonly string[] = [
  "BELLWETHER_DATA",
  "BELLWETHER_DEBUG",
  "BELLWETHER_DEDUPLICATION_DAYS",
  "BELLWETHER_DEDUPLICATION_MB",
  "BELLWETHER_FORGOTTEN",
  "BELLWETHER_FREE_MB",
  "BELLWETHER_JOURNAL_MB",
  ...retentionClasses.filter((name) => name !== "relationship").map(settingOf),
  "BELLWETHER_KEY",
  "BELLWETHER_LOG_LEVEL",
  ...["ISSUER", "CLIENT_ID", "CLIENT_SECRET", "DOMAINS", "ROLES", "GROUPS_CLAIM", "DEFAULT_ROLE", "NAME", "SIGN_OUT"].map((name) => `BELLWETHER_OIDC_${name}`),
  "BELLWETHER_SECRET",
  "BELLWETHER_URL",
  "BELLWETHER_WORKSPACE",
];

/** Other programs may have variables with this beginning, so only a name that is nearly ours is told; `BELLWETHER_KEEP_` is told elsewhere. */
export function misspelt(environment: Readonly<Record<string, string | undefined>>): string[] {
  const unknown = Object.keys(environment).filter((name) => name.startsWith("BELLWETHER_") && !name.startsWith("BELLWETHER_KEEP_") && !settingNames.includes(name));
  return unknown.flatMap((name) => {
    const meant = closest(name.slice("BELLWETHER_".length), settingNames.map((known) => known.slice("BELLWETHER_".length)));
    return meant === undefined ? [] : [`Nothing reads ${name}; did you mean BELLWETHER_${meant}?`];
  });
}
