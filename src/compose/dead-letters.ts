import { join } from "node:path";
import type { ChosenLetters, DeadLettersWire, LettersDoor } from "../cli/dead-letters.ts";
import { askAccess } from "../contract/access-client.ts";
import type { AccessQuestion } from "../contract/access-routes.ts";
import type { ClientSettings } from "../contract/client.ts";
import { type DeadLetter, type DeadLetters, discardDeadLetters, replayDeadLetters } from "../engine/dead-letters.ts";
import type { EventJournal } from "../engine/event-journal.ts";
import { FileDeadLetters } from "../storage/dead-letters/file-dead-letters.ts";
import { FileJournal } from "../storage/journal/journal.ts";
import type { JournalSettings } from "../storage/journal/settings.ts";
import { throughServed } from "./served.ts";

interface Surroundings extends Pick<DeadLettersWire, "terminal" | "timezone"> {
  /** The data directory. */
  readonly directory: () => string;
  readonly journal: () => Partial<JournalSettings>;
  readonly clock: () => number;
}

/** Reading never disturbs whoever serves; changing goes through the process that serves where there is one, else it takes the journal to itself. */
export function deadLettersWire({ directory, journal, clock, ...rest }: Surroundings): DeadLettersWire {
  const pathIn = (data: string): string => join(data, "live", "dead-letters.ndjson");
  const withFiles = async <T>(data: string, work: (door: LettersDoor) => Promise<T>): Promise<T> => {
    const failed = Promise.withResolvers<never>();
    const opened = await FileJournal.open({ directory: join(data, "live", "journal"), settings: journal(), clock, report: (finding) => rest.terminal.err(`journal: ${JSON.stringify(finding)}`), onBroken: failed.reject });
    const letters = await FileDeadLetters.open(pathIn(data));
    try {
      return await Promise.race([work(doorTo(letters, opened)), failed.promise]);
    } finally {
      await letters.close();
      await opened.close();
    }
  };
  return {
    ...rest,
    readLetters: () => FileDeadLetters.read(pathIn(directory())),
    withLetters: (work) => throughServed(directory(), (settings) => work(doorThrough(settings)), () => withFiles(directory(), work)),
  };
}

const doorTo = (letters: DeadLetters, journal: EventJournal): LettersDoor => ({
  isServed: false,
  replay: (chosen) => replayDeadLetters(letters, journal, isAmong(chosen)),
  drop: (chosen) => discardDeadLetters(letters, isAmong(chosen)),
});

function isAmong({ ids, code, all }: ChosenLetters): (letter: DeadLetter) => boolean {
  const named = new Set(ids);
  return (letter) => all || named.has(letter.id) || letter.code === code;
}

const doorThrough = (settings: ClientSettings): LettersDoor => ({
  isServed: true,
  replay: async (chosen) => {
    let replayed = 0;
    for (const body of questionsOf(chosen)) {
      const answer = await askAccess(settings, "replayDeadLetters", { body });
      replayed += answer.replayed;
      if (answer.isFull) return { replayed, isFull: true };
    }
    return { replayed, isFull: false };
  },
  drop: async (chosen) => {
    let dropped = 0;
    for (const body of questionsOf(chosen)) dropped += (await askAccess(settings, "discardDeadLetters", { body })).discarded;
    return dropped;
  },
});

/** A request asks for so many by name. */
const mostIds = 1000;

function questionsOf({ ids, code, all }: ChosenLetters): AccessQuestion<"replayDeadLetters">[] {
  if (all) return [{ all: true }];
  const named = Array.from({ length: Math.ceil(ids.length / mostIds) }, (_, part) => ({ ids: ids.slice(part * mostIds, (part + 1) * mostIds) }));
  return [...named, ...(code === undefined ? [] : [{ code }])];
}
