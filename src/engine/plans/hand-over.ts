import { handOver } from "../../plans/changes.ts";
import type { OpenWork } from "../ports.ts";
import type { PlanStore } from "./plan-store.ts";

/** The open plan of an account and its open steps go to the account's new owner. */
export function planHandOver(store: PlanStore): OpenWork {
  return {
    async handOver({ workspace, account, from, to }) {
      if (from === null || from === to) return 0;
      let moved = 0;
      for (const { id } of await store.list({ workspace, accounts: [account], states: ["open"] })) {
        await store.change({ workspace, id }, (plan) => {
          const after = handOver(plan, from, to);
          moved = after === undefined ? 0 : Number(after.owner !== plan.owner) + after.steps.filter(({ owner }, place) => owner !== plan.steps[place]?.owner).length;
          return after ?? plan;
        });
      }
      return moved;
    },
  };
}
