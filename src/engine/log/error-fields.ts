/** What may be said of an error: never its message, which quotes whatever was being worked on. */
export interface ErrorFields {
  /** Its class. */
  readonly error: string;
  /** The system's, the engine's or the database's code, of the first in the chain of causes that has one. */
  readonly code?: string;
  /** The name of the query or statement that failed. */
  readonly asked?: string;
  /** Where in the code, from the inside out. */
  readonly at?: string;
}

const mostCauses = 5;
const mostPlaces = 5;
const codeLike = /^[A-Za-z0-9_]{1,40}$/;
/** Names of queries are ours: words, and names of migrations and tables. */
const nameLike = /^[\w .,'-]{1,80}$/;

export function errorFields(thrown: unknown): ErrorFields {
  const chain = causesOf(thrown);
  const first = chain[0];
  if (first === undefined) return { error: typeof thrown };
  const code = firstOf(chain, "code", codeLike);
  const asked = firstOf(chain, "asked", nameLike);
  const at = placesOf(first);
  return { error: chain.find(({ name }) => name !== "Error")?.name ?? "Error", ...(code !== undefined && { code }), ...(asked !== undefined && { asked }), ...(at !== "" && { at }) };
}

function firstOf(chain: readonly Error[], name: "code" | "asked", form: RegExp): string | undefined {
  const texts = chain.map((error) => (error as { readonly code?: unknown; readonly asked?: unknown })[name]).map((value) => (typeof value === "number" ? String(value) : value));
  return texts.find((text): text is string => typeof text === "string" && form.test(text));
}

function causesOf(thrown: unknown): Error[] {
  const chain: Error[] = [];
  for (let error = thrown; error instanceof Error && chain.length < mostCauses; error = error.cause) chain.push(error);
  return chain;
}

/** `function folder/file.ts:12`, without where on this machine that lies. The message stands before, and may look like anything. */
function placesOf({ stack = "", message }: Error): string {
  const frames = stack.slice(stack.indexOf(message) + message.length).split("\n").filter((line) => /^ {4}at /.test(line));
  return frames.flatMap((line) => {
    const [, name = "", path = "", row = ""] = /^ {4}at (?:([\w$.#<> ]+) \()?(?:file:\/\/)?([^()]*):(\d+):\d+\)?$/.exec(line) ?? [];
    return path === "" ? [] : [`${name} ${path.split(/\/(?:src|node_modules)\//).at(-1)}:${row}`.trim()];
  }).slice(0, mostPlaces).join(" < ");
}
