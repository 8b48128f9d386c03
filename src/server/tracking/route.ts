import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { JournalBroken } from "../../engine/event-journal.ts";
import { type Received, type ReceivePorts, receive } from "../../engine/receive.ts";
import type { WriteKeys } from "../../engine/access/keys.ts";
import type { CallType } from "../../events/segment/call.ts";
import { forEverybody, withWriteKey } from "../access/policy.ts";
import { RequestProblem } from "../problem.ts";
import { readJson } from "./body.ts";
import { allowOrigin, preflight } from "./cors.ts";
import { InFlight } from "./in-flight.ts";
import { librarySettings } from "./library-settings.ts";
import { libraryMetricsPath, librarySettingsPath, trackingPaths } from "./paths.ts";
import { authenticate, requireKey } from "./write-key.ts";

export interface TrackingParts extends ReceivePorts {
  readonly keys: WriteKeys;
  /** Where libraries reach this server, such as `https://events.example.com`; default: as they asked for it. */
  readonly publicOrigin?: string;
  readonly tracking?: Partial<TrackingLimits>;
}

export interface TrackingLimits {
  /** Of a body that came compressed. */
  readonly inflatedBytes: number;
  /** Bodies that are being read and written at the same time. */
  readonly inFlightBytes: number;
}

const defaultLimits: TrackingLimits = { inflatedBytes: 16 * 1024 * 1024, inFlightBytes: 128 * 1024 * 1024 };

const open = { config: { policy: forEverybody } };
const append = { config: { policy: withWriteKey } };

/** The tracking API: see README.md for the contract. Nothing here ever redirects. */
export function trackingRoutes(app: FastifyInstance, parts: TrackingParts): void {
  const limits = { ...defaultLimits, ...parts.tracking };
  const inFlight = new InFlight(limits.inFlightBytes);
  takeAnyBody(app);
  app.addHook("onRequest", async (request, reply) => {
    allowOrigin(request, reply);
    if (request.method === "POST") inFlight.enter(request, reply);
  });
  for (const [path, type] of Object.entries(trackingPaths)) {
    app.post(path, append, (request, reply) => track(request, reply, { parts, limits, type }));
    app.options(path, open, preflight);
    app.get(path, open, () => {
      throw new RequestProblem("method_not_allowed", "Send calls with POST.", { headers: { allow: "POST, OPTIONS" } });
    });
  }
  app.post(libraryMetricsPath, open, () => ({ success: true }));
  app.options(libraryMetricsPath, open, preflight);
  app.get<{ Params: { writeKey: string } }>(librarySettingsPath, append, async (request, reply) => {
    requireKey(parts.keys, request.params.writeKey);
    const origin = parts.publicOrigin ?? originOf(request);
    return reply.header("cache-control", "public, max-age=300").send(librarySettings({ writeKey: request.params.writeKey, origin }));
  });
  app.options(librarySettingsPath, open, preflight);
}

async function track(request: FastifyRequest, reply: FastifyReply, { parts, limits, type }: { readonly parts: TrackingParts; readonly limits: TrackingLimits; readonly type: CallType | "batch" }): Promise<FastifyReply> {
  const body = await readJson(request.body as Buffer, { encoding: request.headers["content-encoding"], inflatedBytes: limits.inflatedBytes });
  const key = authenticate(parts.keys, request.headers.authorization, body);
  const received = await receive(parts, { type, body, key }).catch((error: unknown) => {
    if (!(error instanceof JournalBroken)) throw error;
    throw new RequestProblem("unavailable", "Nothing can be taken at the moment. Send the request again later.");
  });
  return reply.send(present(received, type));
}

/**
 * Calls of a batch are rejected one by one, because libraries throw away a whole batch that is refused. A single call of
 * somebody who is forgotten is no mistake of its sender.
 */
function present(received: Received, type: CallType | "batch"): object {
  switch (received.kind) {
    case "taken":
      if (type !== "batch" && received.rejected[0] && received.rejected[0].code !== "redacted") throw new RequestProblem("call_rejected", `${received.rejected[0].field === "" ? "The call" : received.rejected[0].field} ${received.rejected[0].message}`, { more: { rejected: received.rejected } });
      return { success: true, accepted: received.accepted, rejected: received.rejected };
    case "unusable":
      throw unusable[received.problem]();
    case "refused":
      throw new RequestProblem(received.answer, "Send the request again later; nothing of it was taken.", { headers: { "retry-after": received.answer === "full" ? "30" : "1" } });
  }
}

const unusable: Record<Extract<Received, { kind: "unusable" }>["problem"], () => RequestProblem> = {
  not_an_object: () => new RequestProblem("not_an_object", "Send a JSON object."),
  no_batch: () => new RequestProblem("no_batch", "Send the calls as a list called `batch`."),
  too_many: () => new RequestProblem("too_many_calls", "Send at most 2500 calls in a batch."),
};

/** Browsers send JSON as text/plain, to be spared a question in advance; so every body is bytes, whatever it claims to be. */
function takeAnyBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.addHook("onRequest", async (request) => {
    request.headers["content-type"] = "application/octet-stream";
  });
  app.addHook("preValidation", async (request) => {
    request.body ??= Buffer.alloc(0);
  });
}

/** As the library reached us; a host header that is no host is answered with the name that means the same machine. */
function originOf(request: FastifyRequest): string {
  const origin = `${request.protocol}://${request.host}`;
  return URL.canParse(origin) ? origin : "http://localhost";
}
