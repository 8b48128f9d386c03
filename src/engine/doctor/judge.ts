import type { Observed, Opened } from "./observed.ts";

/** What was found about one thing; `wrong` is something to mend now, `careful` something to know. */
export interface Finding {
  readonly about: "versions" | "data directory" | "settings" | "disk" | "server" | "journal" | "loading" | "dead letters" | "retention" | "ClickHouse" | "Postgres" | "clock";
  readonly state: "ok" | "careful" | "wrong";
  readonly found: string;
  /** What to do about it. */
  readonly advice?: string;
}

type Judgement = Omit<Finding, "about">;

/** Judges everything, always in the same order. */
export function judge(observed: Observed): readonly Finding[] {
  const about = (name: Finding["about"], judged: Judgement | undefined): Finding[] => (judged ? [{ about: name, ...judged }] : []);
  return [
    ...about("versions", versions(observed)),
    ...about("data directory", directory(observed)),
    ...about("settings", settings(observed)),
    ...about("disk", disk(observed)),
    ...about("server", server(observed)),
    ...about("journal", journal(observed)),
    ...about("loading", loading(observed)),
    ...about("dead letters", deadLetters(observed)),
    ...about("retention", retention(observed)),
    ...about("ClickHouse", opened(observed.clickHouse, "Events and scores can't be read. What is sent is taken meanwhile, and loaded once this is mended.")),
    ...about("Postgres", opened(observed.postgres, "Nobody can sign in and no key can be made until this is mended; `serve` doesn't start without it.")),
    ...about("clock", clock(observed)),
  ];
}

const ok = (found: string): Judgement => ({ state: "ok", found });
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6).toLocaleString("en-US")} MB`;
const secondsText = (ms: number): string => (ms < 120_000 ? `${Math.round(ms / 1000)} s` : ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`);

function versions({ versions: { program, node, isNodeOld } }: Observed): Judgement {
  const found = `Bellwether ${program}, Node ${node}`;
  return isNodeOld ? { state: "wrong", found, advice: "Install Node 22.18 or later." } : ok(found);
}

function directory({ directory: { path, state, workspace } }: Observed): Judgement {
  switch (state) {
    case "usable":
      return ok(workspace === undefined ? path : `${path}, of the workspace ${workspace}`);
    case "missing":
      return { state: "careful", found: `${path} isn't there yet`, advice: "The first `bellwether serve` or `bellwether import` makes it. If there should be data, name its directory with --data or BELLWETHER_DATA." };
    case "not_writable":
      return { state: "wrong", found: `${path} can't be written by this user`, advice: "Run as the user that it belongs to, or give it to this one." };
  }
}

function settings({ settings: problems }: Observed): Judgement {
  return problems.length === 0 ? ok("nothing in the environment contradicts itself") : { state: "wrong", found: problems.join(" "), advice: "Correct the variable; docs/guide/serving.md lists them." };
}

/** Said while there is still as much left as is kept free. */
function disk({ disk: room }: Observed): Judgement | undefined {
  if (!room) return undefined;
  const found = `${megabytes(room.freeBytes)} free`;
  if (room.freeBytes < room.neededBytes) return { state: "wrong", found: `${found}, ${megabytes(room.neededBytes)} are kept free`, advice: "Events are answered 429 until there is room: free some, or move the data directory to a larger disk." };
  if (room.freeBytes < 2 * room.neededBytes) return { state: "careful", found, advice: `Below ${megabytes(room.neededBytes)} events are answered 429.` };
  return ok(found);
}

function server({ served }: Observed): Judgement {
  if (!served) return ok("nobody serves this directory");
  const found = `process ${served.pid} at ${served.url}`;
  if (served.notReady === undefined) return { state: "wrong", found: `${found} doesn't answer`, advice: "Is it starting, stopping, or stuck? If it stays so, end it and start it again: what was acknowledged is safe." };
  if (served.notReady.length > 0) return { state: "wrong", found: `${found} takes no events`, advice: served.notReady.join(" ") };
  if (served.degraded.length > 0) return { state: "careful", found: `${found} takes events`, advice: served.degraded.join(" ") };
  return ok(`${found} takes events`);
}

function journal({ journal: state }: Observed): Judgement | undefined {
  if (!state) return undefined;
  const { bytes, mostBytes, quarantined, isCursorDamaged } = state;
  const found = megabytes(bytes);
  if (isCursorDamaged) return { state: "careful", found: `${found}; how far loading has come can't be read`, advice: "The next start loads from the oldest file again; what is stored already is stored once." };
  if (quarantined.length > 0) return { state: "careful", found: `${found}; ${quarantined.length} damaged parts were set aside`, advice: `They lie beside the journal: ${quarantined.slice(0, 3).join(", ")}. \`torn\` is a write that a crash cut short and nobody was told of; \`damaged\` were calls. Once looked at, they may be deleted. If there are more each week, the disk is failing.` };
  if (bytes > 0.8 * mostBytes) return { state: "careful", found: `${found} of ${megabytes(mostBytes)}`, advice: "Loaded files go when room is needed; if loading waits, mend that first." };
  return ok(found);
}

/** Loading takes seconds; a minute is no hiccup. */
const patienceMs = 60_000;

function loading({ journal: state, served, now }: Observed): Judgement | undefined {
  if (!state) return undefined;
  const { waiting, oldestWaiting } = state;
  if (waiting === 0) return ok("nothing waits");
  const waits = `${waiting.toLocaleString("en-US")} calls wait, the oldest for ${oldestWaiting === undefined ? "an unknown time" : secondsText(Math.max(0, now - oldestWaiting))}`;
  if (!served) return { state: "careful", found: waits, advice: "Nobody loads them: start `bellwether serve`." };
  if (oldestWaiting !== undefined && now - oldestWaiting > patienceMs) return { state: "wrong", found: waits, advice: "ClickHouse is away or too slow; the server's log says why loading waits." };
  return ok(waits);
}

function deadLetters({ deadLetters: count }: Observed): Judgement {
  return count === 0 ? ok("none") : { state: "careful", found: `${count.toLocaleString("en-US")} wait for a decision`, advice: "`bellwether dead-letters list` says why; send them again once the reason is gone, or drop them." };
}

function opened(state: Opened, advice: string): Judgement {
  switch (state.kind) {
    case "ok":
      return ok(state.text);
    case "unused":
      return ok("not used yet");
    case "failed":
      return { state: "wrong", found: state.message, advice };
  }
}

/** A rule is meant; while it isn't applied everything is still there. */
function retention({ neverApplied }: Observed): Judgement | undefined {
  if (neverApplied === undefined) return undefined;
  if (neverApplied.length === 0) return ok("every rule that is set was applied");
  return { state: "careful", found: `${neverApplied.join(", ")} ${neverApplied.length === 1 ? "was" : "were"} never applied`, advice: "`bellwether serve` applies rules after midnight, with the same variables; `bellwether retention --apply` does it now." };
}

/** What a file system and a clock may differ by. */
const clockSlackMs = 10_000;

function clock({ now, journal: state }: Observed): Judgement {
  const text = new Date(now).toISOString();
  const ahead = Math.max(state?.newestWrite ?? -Infinity, state?.oldestWaiting ?? -Infinity) - now;
  if (ahead <= clockSlackMs) return ok(text);
  return { state: "wrong", found: `${text}, but the journal was written ${secondsText(ahead)} later than that`, advice: "The clock has gone back. Set it right, and let the machine follow a time server: events are dated by it." };
}
