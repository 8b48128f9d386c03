import { useEffect, useRef, useState } from "react";
import { refusalText } from "../api/problem-words.ts";
import { sendRecord, useRecordedSoon } from "../api/record.ts";

/** How long somebody can think better of it. */
const undoMs = 6000;

export interface Withdrawal {
  /** What is being taken back: until it is sent it can be undone. */
  readonly pending: ReadonlyMap<string, "waits" | "sent">;
  readonly problem: string | undefined;
  readonly withdraw: (message: string) => void;
  readonly undo: (message: string) => void;
}

/**
 * Takes things back, with an undo that works as long as it is offered: nothing is sent before its time is over. Whoever
 * leaves the page before has meant it, so it is then sent at once.
 */
export function useWithdrawal(account: string): Withdrawal {
  const soon = useRecordedSoon();
  /** Of what waits; what is sent has none, so that leaving doesn't send it again. */
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());
  const [pending, setPending] = useState<Withdrawal["pending"]>(new Map());
  const [problem, setProblem] = useState<string>();
  const mark = (message: string, state: "waits" | "sent"): void => setPending((before) => new Map(before).set(message, state));
  const drop = (message: string): void => setPending((before) => new Map([...before].filter(([one]) => one !== message)));
  const stop = (message: string): void => {
    clearTimeout(timers.current.get(message));
    timers.current.delete(message);
  };
  const send = async (message: string, keepalive = false): Promise<void> => {
    stop(message);
    mark(message, "sent");
    try {
      await sendRecord("withdrawRecorded", { account, message, body: {}, keepalive });
      soon();
      // It stays marked until the list says so itself.
      setTimeout(() => drop(message), 2000);
    } catch (error) {
      drop(message);
      setProblem(refusalText(error));
    }
  };
  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
  });
  useEffect(() => {
    const open = timers.current;
    const leave = (): void => {
      for (const message of open.keys()) void latest.current(message, true);
    };
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      leave();
    };
  }, []);
  return {
    pending,
    problem,
    withdraw: (message) => {
      setProblem(undefined);
      timers.current.set(message, setTimeout(() => void send(message), undoMs));
      mark(message, "waits");
    },
    undo: (message) => {
      stop(message);
      drop(message);
    },
  };
}
