const name = "bellwether.wished";
/** Only the way back from the provider reads it. */
const common = "Path=/api/v1/session/callback; HttpOnly; SameSite=Lax";
const seconds = 600;

/** A path of this server and nothing else: nobody is sent away by a link to us. */
export function ownPath(asked: unknown): string {
  return typeof asked === "string" && /^\/(?![/\\])/.test(asked) && URL.canParse(asked, "http://localhost") && new URL(asked, "http://localhost").host === "localhost" ? asked : "/";
}

/** Keeps which page somebody wanted while they are at the provider, for the case that they come back without a session. */
export const wishedCookie = (path: string | undefined): string => (path === undefined ? `${name}=; Max-Age=0; ${common}` : `${name}=${encodeURIComponent(path)}; Max-Age=${seconds}; ${common}`);

/** The page that was wanted, by a request's `Cookie` header. */
export function wishedIn(cookies: string): string {
  const held = cookies.split(";").map((part) => part.trim()).find((part) => part.startsWith(`${name}=`));
  try {
    return ownPath(decodeURIComponent(held?.slice(name.length + 1) ?? ""));
  } catch {
    return "/";
  }
}
