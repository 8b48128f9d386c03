import { promisify } from "node:util";
import { type ZlibOptions, gunzip, inflate } from "node:zlib";
import { RequestProblem } from "../problem.ts";

const unzip = promisify<Buffer, ZlibOptions, Buffer>(gunzip);
const unpack = promisify<Buffer, ZlibOptions, Buffer>(inflate);
const decoder = new TextDecoder("utf-8", { fatal: true });

/** The JSON of a body, whatever its content type says; compressed or not. */
export async function readJson(body: Buffer, { encoding, inflatedBytes }: { readonly encoding: string | undefined; readonly inflatedBytes: number }): Promise<unknown> {
  const text = textOf(await inflated(body, encoding, inflatedBytes));
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new RequestProblem("invalid_json", `The body is not JSON: ${error instanceof Error ? shortened(error.message) : "it can't be parsed"}`);
  }
}

/** What is compressed says so itself by its first bytes, also where a header was lost on the way. */
async function inflated(body: Buffer, encoding: string | undefined, inflatedBytes: number): Promise<Buffer> {
  const stated = encoding?.trim().toLowerCase() ?? "";
  if (!["", "identity", "gzip", "x-gzip", "deflate"].includes(stated)) throw new RequestProblem("unknown_encoding", "Send the body as it is, or compressed with gzip.");
  const isGzip = body[0] === 0x1f && body[1] === 0x8b;
  if (!isGzip && stated !== "deflate") return body;
  try {
    return await (isGzip ? unzip : unpack)(body, { maxOutputLength: inflatedBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw new RequestProblem("body_too_large", `The body has more than ${inflatedBytes} bytes when it is unpacked.`);
    throw new RequestProblem("invalid_encoding", "The compressed body is damaged or incomplete.");
  }
}

function textOf(body: Buffer): string {
  try {
    return decoder.decode(body);
  } catch {
    throw new RequestProblem("invalid_encoding", "The body is not UTF-8.");
  }
}

const shortened = (text: string): string => text.slice(0, 200).toWellFormed();
