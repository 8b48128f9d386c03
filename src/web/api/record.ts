import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { type Recorded, type Recording, record } from "../../contract/record-client.ts";
import type { RecordName } from "../../contract/record-paths.ts";
import { refusalText } from "./problem-words.ts";

const settings = { baseUrl: "", fetch: (...request: Parameters<typeof fetch>) => globalThis.fetch(...request) };

/** What shows something that was recorded, and is asked for again once it is loaded. */
const holders: ReadonlySet<string> = new Set(["listRecorded", "listMeasurementsDue", "listDisagreements", "listNotices", "getAccount", "getAccountJourney", "getHistory", "listEvents", "listUsers", "getPerson"]);
/** It is on disk at once, and in the log and the score some moments later. */
const loadedAfterMs = [300, 1500, 5000] as const;

/** Records something; rejects where it is refused. The same request is sent with the same key, however often the browser sends it. */
export const sendRecord = <N extends RecordName>(name: N, recording: Recording<N>): Promise<Recorded> => record(settings, name, { key: crypto.randomUUID(), ...recording });

/** Asks again for what shows what was recorded, as long as it may take to be loaded. */
export function useRecordedSoon(): () => void {
  const cache = useQueryClient();
  return useCallback(() => {
    const again = (): void => void cache.invalidateQueries({ predicate: ({ queryKey }) => holders.has(String(queryKey[0])) });
    for (const ms of loadedAfterMs) setTimeout(again, ms);
  }, [cache]);
}

export interface RecordWork<N extends RecordName> {
  /** Undefined where it was refused, which `problem` then says. */
  readonly run: (recording: Recording<N>) => Promise<Recorded | undefined>;
  readonly isBusy: boolean;
  readonly problem: string | undefined;
}

/** Records one kind of thing from a form. */
export function useRecord<N extends RecordName>(name: N): RecordWork<N> {
  const soon = useRecordedSoon();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const run = async (recording: Recording<N>): Promise<Recorded | undefined> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const recorded = await sendRecord(name, recording);
      soon();
      return recorded;
    } catch (error) {
      setProblem(refusalText(error));
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  return { run, isBusy, problem };
}
