import { Button, TextInput } from "@mantine/core";
import { IconListCheck, IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useRef } from "react";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { Choices } from "../kit/choices.tsx";
import { Empty, Failure } from "../kit/notice.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { useShortcuts } from "../shell/use-shortcuts.ts";
import { useWriter } from "../words/reading.tsx";
import { PlanTable } from "./plan-table.tsx";
import styles from "./plans-page.module.css";
import { ReviewMode } from "./review-mode.tsx";
import { type PlanView, type PlansSearch, planViews, questionOf } from "./search.ts";
import { Unplanned } from "./unplanned.tsx";

type Listed = Answer<"listPlans">;

/** What is being done about accounts at risk, for whoever does it and for whoever looks after them. */
export function PlansPage(): ReactNode {
  const search = useSearch({ from: "/shell/plans" });
  const navigate = useNavigate();
  const change = (next: PlansSearch, { replace = false } = {}): void => void navigate({ to: "/plans", search: next, replace });
  const plans = useQuery({ ...ask("listPlans", questionOf(search)), placeholderData: keepPreviousData });
  const { review: _review, ...list } = search;
  if (search.review !== undefined) return <ReviewMode id={search.review} search={search} listed={plans.data} failure={plans.error ?? undefined} show={(review) => change(review === undefined ? list : { ...list, review }, { replace: review !== undefined })} />;
  return (
    <>
      <PageHead title="Plans" />
      <div className={styles.page}>
        <Views listed={plans.data} search={search} change={change} />
        <Bar listed={plans.data} search={search} change={change} />
        {plans.error && !plans.data && <Failure error={plans.error} retry={plans.refetch} />}
        {search.view === "unplanned" ? <Unplanned search={search} /> : !plans.data ? <Waiting lines={8} height={56} /> : <List listed={plans.data} search={search} change={change} isOld={plans.isPlaceholderData} />}
      </div>
    </>
  );
}

interface Part {
  readonly listed: Listed | undefined;
  readonly search: PlansSearch;
  readonly change: (next: PlansSearch, options?: { readonly replace?: boolean }) => void;
}

function Views({ listed, search, change }: Part): ReactNode {
  const write = useWriter();
  const { view: shown = "open" } = search;
  const counts: Partial<Record<PlanView, number>> = listed ? { open: listed.summary.open, overdue: listed.summary.withOverdue, review: listed.summary.reviewDue } : {};
  return (
    <div className={styles.views} role="group" aria-label="Which plans">
      {(Object.keys(planViews) as PlanView[]).map((view) => (
        <button key={view} type="button" className={styles.view} aria-pressed={view === shown} title={planViews[view].meaning} onClick={() => change({ ...search, view })}>
          {planViews[view].name}
          {/* The counts of everybody's would be wrong beside "mine". */}
          {shown !== "mine" && counts[view] !== undefined && <span className={styles.count}>{write.count(counts[view])}</span>}
        </button>
      ))}
    </div>
  );
}

function Bar({ listed, search, change }: Part): ReactNode {
  const field = useRef<HTMLInputElement>(null);
  useShortcuts({ filter: () => field.current?.focus() });
  const { owner = [], text: _text, ...rest } = search;
  const owners = (listed?.owners ?? []).map(({ owner: value, plans: count }) => ({ value, label: value, count }));
  const choices = [...owners, ...owner.filter((value) => !owners.some((one) => one.value === value)).map((value) => ({ value, label: value, count: 0 }))];
  const first = listed?.plans.find(({ mayWrite, state }) => mayWrite && state === "open");
  return (
    <div className={styles.bar}>
      {search.view !== "unplanned" && (
        <TextInput ref={field} size="xs" className={styles.text ?? ""} defaultValue={search.text ?? ""} onChange={({ currentTarget: { value } }) => change({ ...rest, ...(owner.length > 0 && { owner }), ...(value.trim() !== "" && { text: value }) }, { replace: true })} onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()} placeholder="Filter by account, plan or owner" aria-label="Filter by account, plan or owner" leftSection={<IconSearch size={14} aria-hidden="true" />} maxLength={200} />
      )}
      {choices.length > 0 && (
        <Choices
          label="Owner"
          choices={choices}
          chosen={owner}
          onChange={(values) => {
            const { owner: _owner, ...others } = search;
            change(values.length > 0 ? { ...others, owner: values } : others);
          }}
        />
      )}
      <span className={styles.space} />
      {first && search.view !== "unplanned" && search.view !== "closed" && (
        <Button leftSection={<IconListCheck size={15} aria-hidden="true" />} onClick={() => change({ ...search, review: first.id })}>
          Review one by one
        </Button>
      )}
    </div>
  );
}

const emptiness: Readonly<Record<Exclude<PlanView, "unplanned">, readonly [string, string]>> = {
  open: ["No plan is open", "Open one on the page of an account that is at risk: \u201cRed without a plan\u201d lists them."],
  mine: ["No plan is yours", "Plans that you own, that have a step of yours, or of accounts in your books stand here."],
  overdue: ["No step is overdue", "Everything that was to be done by today is done."],
  review: ["No review is due", "Every open plan was looked at within a week."],
  closed: ["No plan was closed yet", "What came of plans stands here once they are done or abandoned."],
};

function List({ listed, search, change, isOld }: Omit<Part, "listed"> & { readonly listed: Listed; readonly isOld: boolean }): ReactNode {
  const { view = "open" } = search;
  if (listed.plans.length > 0) return <PlanTable listed={listed} isOld={isOld} isClosed={view === "closed"} />;
  const leads = (next: PlansSearch, text: string): ReactNode => (
    <Button variant="default" onClick={() => change(next)}>
      {text}
    </Button>
  );
  if (search.text !== undefined || search.owner) return <Empty title="No plan fits these filters" next={leads({ view }, "Clear the filters")} />;
  const [title, todo] = emptiness[view === "unplanned" ? "open" : view];
  return (
    <Empty title={title} next={view === "open" || view === "mine" ? leads({ view: "unplanned" }, "Red without a plan") : leads({ view: "open" }, "All open plans")}>
      {todo}
    </Empty>
  );
}
