import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { PlanAnswer } from "../../contract/plan.ts";
import { type WorkOptions, askWork } from "../../contract/work-client.ts";
import type { WorkName } from "../../contract/work-paths.ts";
import type { WorkAnswer, WorkAsking } from "../../contract/work-routes.ts";
import { refusalText } from "./problem-words.ts";
import { withPlan } from "./apply-plan.ts";

const settings = { baseUrl: "", fetch: (...request: Parameters<typeof fetch>) => globalThis.fetch(...request) };

/** Changes something, once; rejects where it is refused. */
export const sendWork = <N extends WorkName>(name: N, asking: WorkAsking<N>, options: WorkOptions = {}): Promise<WorkAnswer<N>> => askWork(settings, name, asking, options);

/** What holds plans, and is asked for again when one has changed. */
const holders = ["listPlans", "listAccountPlans", "listPlanSteps", "listUnplanned", "getPlan", "listGoals"];

export interface Work<N extends WorkName> {
  /** The answer; undefined where it was refused, which `problem` then says. */
  readonly run: (asking: WorkAsking<N>, soon?: PlanAnswer) => Promise<WorkAnswer<N> | undefined>;
  readonly isBusy: boolean;
  readonly problem: string | undefined;
}

/** Changes something, and shows it everywhere; `soon` is how a plan will look, shown until the answer is there. */
export function useWork<N extends WorkName>(name: N): Work<N> {
  const cache = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const show = (plan: unknown): void => {
    for (const holder of ["listPlans", "listAccountPlans", "getPlan"]) cache.setQueriesData({ queryKey: [holder] }, (held: unknown) => withPlan(held, plan));
  };
  const run = async (asking: WorkAsking<N>, soon?: PlanAnswer): Promise<WorkAnswer<N> | undefined> => {
    setBusy(true);
    setProblem(undefined);
    if (soon) show(soon);
    try {
      // The same key however often the browser sends it.
      const answer = await askWork(settings, name, asking, { key: crypto.randomUUID() });
      show(answer);
      return answer;
    } catch (error) {
      setProblem(refusalText(error));
      return undefined;
    } finally {
      setBusy(false);
      void cache.invalidateQueries({ predicate: ({ queryKey }) => holders.includes(String(queryKey[0])) });
    }
  };
  return { run, isBusy, problem };
}
