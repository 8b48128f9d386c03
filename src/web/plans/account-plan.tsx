import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, Suspense, lazy } from "react";
import type { Answer } from "../../contract/routes.ts";
import { useAccount } from "../account/account-view.ts";
import { withOpen } from "../account/search.ts";
import { ask } from "../api/ask.ts";
import { Failure } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { useShortcuts } from "../shell/use-shortcuts.ts";
import { useWriter } from "../words/reading.tsx";
import { PlanBody } from "./plan-body.tsx";
import styles from "./plan.module.css";
import { ReviewForm } from "./reviews.tsx";

const OpenPlan = lazy(() => import("./open-plan.tsx"));

type Found = Answer<"listAccountPlans">;

/** What is being done about an account: its open plan, or the way to one, and those before. Plans are those of today. */
export function AccountPlan({ account }: { readonly account: string }): ReactNode {
  const found = useQuery(ask("listAccountPlans", { account }));
  const { search, change } = useAccount();
  const setOpening = (isOpening: boolean): void => change(withOpen(search, isOpening ? "plan" : undefined));
  const open = found.data?.plans.find(({ state }) => state === "open");
  const canOpen = found.data !== undefined && found.data.mayWrite && !open;
  useShortcuts(canOpen ? { plan: () => setOpening(true) } : {});
  return (
    <Section id="plan" title="Plan" aside={open && <bdi>{open.name}</bdi>}>
      {found.isPending && <Waiting lines={3} />}
      {found.error && !found.data && <Failure error={found.error} retry={found.refetch} />}
      {found.data && !open && <None found={found.data} start={() => setOpening(true)} />}
      {found.data && open && (
        <PlanBody plan={open} today={found.data.today}>
          {open.mayWrite && <ReviewForm plan={open} label="Add the review" />}
        </PlanBody>
      )}
      {found.data && <Before plans={found.data.plans.filter(({ state }) => state !== "open")} today={found.data.today} />}
      <Suspense>{canOpen && found.data && search.open === "plan" && <OpenPlan found={found.data} close={() => setOpening(false)} />}</Suspense>
    </Section>
  );
}

function None({ found: { account, mayWrite, proposals }, start }: { readonly found: Found; readonly start: () => void }): ReactNode {
  const fitting = proposals.filter(({ fits }) => fits === true);
  return (
    <>
      <p className={styles.hint}>
        {account.band === "red" ? "At risk, and nobody has a plan." : "No plan is open."} {fitting.length > 0 && `The health definition proposes: ${fitting.map(({ name }) => name).join(", ")}.`} {!mayWrite && "The account's owner or a manager can open one."}
      </p>
      {mayWrite && <Button onClick={start}>Open a plan</Button>}
    </>
  );
}

function Before({ plans, today }: { readonly plans: Found["plans"]; readonly today: string }): ReactNode {
  const write = useWriter();
  if (plans.length === 0) return null;
  return (
    <>
      {plans.map((plan) => (
        <details key={plan.id} className={styles.old}>
          <summary>
            <bdi>{plan.name}</bdi>, {plan.state} {write.day(plan.closing?.at ?? null)}
          </summary>
          <PlanBody plan={plan} today={today} />
        </details>
      ))}
    </>
  );
}
