import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ask } from "../api/ask.ts";
import { useMe } from "../session/use-session.ts";
import { PageHead } from "../shell/page-head.tsx";
import { usePlace } from "../shell/place.ts";
import { useWriter } from "../words/reading.tsx";
import { Changed } from "./changed.tsx";
import { Disagreements, HandedOver, MeasurementsDue } from "./judgement.tsx";
import { everybody, whoseDay } from "./search.ts";
import { Near, Stuck, WithoutPlan } from "./standing.tsx";
import { Steps } from "./steps.tsx";
import styles from "./today.module.css";

/** What waits for somebody today: what changed, what was promised, who is close to a better band. */
export function TodayPage(): ReactNode {
  const search = useSearch({ from: "/shell/today" });
  const me = useMe();
  const whose = whoseDay(search, me);
  const { owner } = whose;
  const book = owner ? { owner } : {};
  return (
    <>
      <PageHead title="Today" />
      <div className={styles.page}>
        <Bar of={search.of} own={owner ?? []} hasBook={(me?.books.length ?? 0) > 0} />
        <div className={styles.columns}>
          <div className={styles.column}>
            <Changed {...book} />
            <Steps whose={whose} />
            <WithoutPlan {...book} />
            <MeasurementsDue {...book} />
            <Disagreements {...book} />
            <HandedOver {...book} />
          </div>
          <div className={styles.column}>
            <Near {...book} band="red" title="Top of red: closest to yellow" none="No account is red." />
            <Near {...book} band="yellow" title="Top of yellow: closest to green" none="No account is yellow." />
            <Stuck {...book} />
          </div>
        </div>
      </div>
    </>
  );
}

/** Whose accounts are shown. */
function Bar({ of, own, hasBook }: { readonly of: string | undefined; readonly own: readonly string[]; readonly hasBook: boolean }): ReactNode {
  const write = useWriter();
  const { today } = usePlace();
  const navigate = useNavigate();
  const summary = useQuery(ask("getSummary", {}));
  const owners = summary.data?.owners.filter(({ id }) => id !== "") ?? [];
  const hasNobody = hasBook && of === undefined && summary.data !== undefined && summary.data.accounts > 0 && !owners.some(({ id }) => own.includes(id));
  const isListed = of === undefined || of === everybody || owners.some(({ id }) => id === of);
  const choices = [
    ...(hasBook ? [{ value: "", label: "My book" }] : []),
    { value: everybody, label: "Everybody's accounts" },
    ...[...owners, ...(isListed ? [] : [{ id: of, name: of }])].map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <div className={styles.bar}>
      <p className={styles.lead}>
        {write.day(`${today}T12:00:00Z`)}
        {hasNobody && (
          <>
            {" · "}Your book is empty: no account stands under <bdi>{own.join(", ")}</bdi>. <Link to="/today" search={{ of: everybody }}>Show everybody&apos;s accounts</Link>
          </>
        )}
        {!hasBook && of === undefined && (
          <>
            {" · "}You have no book, so all accounts are shown. Books are given in the <Link to="/settings">settings</Link>.
          </>
        )}
      </p>
      <NativeSelect size="xs" aria-label="Whose accounts" data={choices} value={of ?? (hasBook ? "" : everybody)} onChange={({ currentTarget: { value } }) => void navigate({ to: "/today", search: value === "" ? {} : { of: value } })} />
    </div>
  );
}
