import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { problemWords } from "./problem-words.ts";

export interface Act<A extends readonly unknown[]> {
  readonly run: (...asked: A) => Promise<boolean>;
  readonly isBusy: boolean;
  /** What went wrong the last time, in words. */
  readonly problem: string | undefined;
}

/** A change: done once, then what it touches is asked for again. `run` says whether it worked. */
export function useAct<A extends readonly unknown[]>(touches: readonly string[], work: (...asked: A) => Promise<unknown>): Act<A> {
  const cache = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const run = async (...asked: A): Promise<boolean> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await work(...asked);
      return true;
    } catch (error) {
      setProblem(problemWords(error).todo);
      return false;
    } finally {
      await Promise.all(touches.map((name) => cache.invalidateQueries({ queryKey: [name] })));
      setBusy(false);
    }
  };
  return { run, isBusy, problem };
}
