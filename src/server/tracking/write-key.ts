import { isRecord } from "../../events/segment/call.ts";
import type { KeyRefusal, WriteKey, WriteKeys } from "../../engine/access/keys.ts";
import { type ProblemCode, RequestProblem } from "../problem.ts";

/** A key is 32 random bytes; what is far longer is not hashed. */
const longestKey = 256;

/** The key of a request, or the problem that it has none that is valid. */
export function authenticate(keys: WriteKeys, authorization: string | undefined, body: unknown): WriteKey {
  const text = keyText(authorization, body);
  if (text === undefined) throw new RequestProblem("missing_write_key", "Send the write key as user of Basic authorization with an empty password, or as `writeKey` in the body.");
  return requireKey(keys, text);
}

export function requireKey(keys: WriteKeys, text: string): WriteKey {
  const key = text.length <= longestKey ? keys.findWriteKey(text) : "unknown";
  if (typeof key === "string") throw new RequestProblem(...refusals[key]);
  return key;
}

const refusals: Record<KeyRefusal, [ProblemCode, string]> = {
  unknown: ["unknown_write_key", "The write key is not known here; look for it in the settings of the library."],
  revoked: ["revoked_write_key", "The write key is revoked; give the library another one."],
  expired: ["expired_write_key", "The write key has expired; give the library another one."],
};

/** Basic user first, then the body, then a Bearer token; libraries that sign in with a token send the key in the body beside it. */
function keyText(authorization: string | undefined, body: unknown): string | undefined {
  const [scheme = "", credentials = ""] = authorization?.split(" ") ?? [];
  const isBasic = scheme.toLowerCase() === "basic";
  const user = isBasic ? Buffer.from(credentials, "base64").toString("utf8").split(":", 1)[0] : "";
  if (user !== undefined && user !== "") return user;
  const inBody = isRecord(body) ? body["writeKey"] : undefined;
  if (typeof inBody === "string" && inBody !== "") return inBody;
  return scheme.toLowerCase() === "bearer" && credentials !== "" ? credentials : undefined;
}
