import { useEffect, useRef, useState } from "react";
import { refusalText, sendRecord, useRecordedSoon } from "../api/record.ts";

/** How long somebody can think better of it. */
const undoMs = 6000;

export interface Withdrawal {
  /** What is about to be taken back. */
  readonly pending: ReadonlySet<string>;
  readonly problem: string | undefined;
  readonly withdraw: (message: string) => void;
  readonly undo: (message: string) => void;
}

/**
 * Takes things back, with an undo that always works: nothing is sent before its time is over. Whoever leaves the page
 * before has meant it, so it is then sent at once.
 */
export function useWithdrawal(account: string): Withdrawal {
  const soon = useRecordedSoon();
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());
  const [pending, setPending] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState<string>();
  const drop = (message: string): void => {
    clearTimeout(timers.current.get(message));
    timers.current.delete(message);
    setPending(new Set(timers.current.keys()));
  };
  const send = async (message: string, keepalive = false): Promise<void> => {
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
      for (const [message, timer] of open) {
        clearTimeout(timer);
        void latest.current(message, true);
      }
      open.clear();
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
      setPending(new Set(timers.current.keys()));
    },
    undo: drop,
  };
}
