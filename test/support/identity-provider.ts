import { createHash, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface IdentityProvider {
  readonly issuer: string;
  /** What it says about whoever signs in next. */
  claims: Readonly<Record<string, unknown>>;
  /** Spoils the next token: another signature, another audience. */
  spoil: "signature" | "audience" | "nonce" | undefined;
  /** How much its clock is ahead of ours. */
  skewMs: number;
  /** Whether it answers nobody; or nobody any more once somebody has signed in there. */
  isAway: boolean | "after consent";
  /** Signs in at the address that the server sent a browser to, and answers with the way back. */
  consent(location: string): string;
}

const clientId = "bellwether";
const clientSecret = "secret of the client";

/** A small OpenID Connect provider: discovery, code with PKCE, signed tokens. It refuses what isn't as the standard says. */
export async function identityProvider(): Promise<IdentityProvider> {
  const provider = await openIdentityProvider();
  onTestFinished(() => provider.close());
  return provider;
}

/** The same for as long as it isn't closed. */
export async function openIdentityProvider(): Promise<IdentityProvider & { close(): void }> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const codes = new Map<string, { readonly challenge: string; readonly nonce: string | null; readonly redirect: string }>();
  const sign = (claims: object): string => {
    const head = [{ alg: "RS256", typ: "JWT", kid: "one" }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
    const signature = createSign("RSA-SHA256").update(it.spoil === "signature" ? `${head}x` : head).sign(privateKey).toString("base64url");
    return `${head}.${signature}`;
  };
  const it: IdentityProvider & { issuer: string } = {
    issuer: "",
    claims: {},
    spoil: undefined,
    skewMs: 0,
    isAway: false,
    consent(location) {
      const { searchParams: asked } = new URL(location);
      if (asked.get("code_challenge_method") !== "S256" || asked.get("client_id") !== clientId || !asked.get("scope")?.includes("openid")) throw new Error(`not asked as it should be: ${location}`);
      const code = randomUUID();
      if (it.isAway === "after consent") it.isAway = true;
      codes.set(code, { challenge: asked.get("code_challenge") ?? "", nonce: asked.get("nonce"), redirect: asked.get("redirect_uri") ?? "" });
      const back = new URL(asked.get("redirect_uri") ?? "");
      back.searchParams.set("code", code);
      back.searchParams.set("state", asked.get("state") ?? "");
      return back.href;
    },
  };
  const token = async (request: IncomingMessage): Promise<object | undefined> => {
    const form = new URLSearchParams(await textOf(request));
    const code = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const [user, password] = request.headers.authorization ? Buffer.from(request.headers.authorization.slice(6), "base64").toString().split(":").map(decodeURIComponent) : [form.get("client_id"), form.get("client_secret")];
    const isRight = code && user === clientId && password === clientSecret && form.get("redirect_uri") === code.redirect && createHash("sha256").update(form.get("code_verifier") ?? "").digest("base64url") === code.challenge;
    if (!isRight) return undefined;
    const now = Math.floor((Date.now() + it.skewMs) / 1000);
    const claims = { iss: it.issuer, aud: it.spoil === "audience" ? "another" : clientId, iat: now, exp: now + 300, ...(code.nonce !== null && { nonce: it.spoil === "nonce" ? "another" : code.nonce }), ...it.claims };
    return { access_token: randomUUID(), token_type: "Bearer", expires_in: 300, id_token: sign(claims) };
  };
  const answerTo = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answers: Record<string, () => Promise<object | undefined> | object> = {
      "/.well-known/openid-configuration": () => ({ issuer: it.issuer, authorization_endpoint: `${it.issuer}/authorize`, token_endpoint: `${it.issuer}/token`, end_session_endpoint: `${it.issuer}/leave`, jwks_uri: `${it.issuer}/keys`, id_token_signing_alg_values_supported: ["RS256"], response_types_supported: ["code"], subject_types_supported: ["public"], code_challenge_methods_supported: ["S256"] }),
      "/keys": () => ({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one", use: "sig", alg: "RS256" }] }),
      "/token": () => token(request),
    };
    if (it.isAway === true) return void request.destroy();
    if (request.url?.startsWith("/authorize?")) return void response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(pageOf(new URL(request.url, it.issuer).href, it));
    const answer = await answers[request.url ?? ""]?.();
    response.writeHead(answer ? 200 : 400, { "content-type": "application/json", date: new Date(Date.now() + it.skewMs).toUTCString() }).end(JSON.stringify(answer ?? { error: "invalid_grant" }));
  };
  const server = createServer((request, response) => void answerTo(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  it.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(it, { close: () => void server.close() });
}

/** What it shows to whoever was sent there: they go on as who they are, or don't. */
function pageOf(asked: string, provider: IdentityProvider): string {
  const escaped = (href: string): string => href.replaceAll("&", "&amp;");
  const cancelled = new URL(new URL(asked).searchParams.get("redirect_uri") ?? "");
  cancelled.search = new URLSearchParams({ error: "access_denied", state: new URL(asked).searchParams.get("state") ?? "" }).toString();
  return `<!doctype html><html lang="en"><title>Provider</title><h1>Provider</h1><a href="${escaped(provider.consent(asked))}">Go on</a> <a href="${escaped(cancelled.href)}">Cancel</a></html>`;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}
