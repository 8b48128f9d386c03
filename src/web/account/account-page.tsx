import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { IconChevronLeft } from "@tabler/icons-react";
import { type ReactNode, useMemo } from "react";
import { ask } from "../api/ask.ts";
import { AccountPlan } from "../plans/account-plan.tsx";
import crumb from "../kit/crumb.module.css";
import { Failure } from "../kit/notice.tsx";
import page from "../kit/page.module.css";
import { Waiting } from "../kit/waiting.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { AccountHead } from "./account-head.tsx";
import { BenchmarkSection } from "./benchmark.tsx";
import { Contracts } from "./contracts.tsx";
import { type Account, type AccountView, AccountContext } from "./account-view.ts";
import { Journey } from "./journey.tsx";
import { Levers } from "./levers.tsx";
import { JudgementPanel } from "../judgement/judgement-panel.tsx";
import { lastList } from "../route/last-list.ts";
import { People } from "./people.tsx";
import { ScoreOverTime } from "./score-over-time.tsx";
import type { AccountSearch } from "./search.ts";
import { Timeline } from "./timeline.tsx";
import { WhatChanged } from "./what-changed.tsx";
import { Why } from "./why.tsx";

/** One account: how it is, why, what changed, and what would help. */
export function AccountPage(): ReactNode {
  const { account } = useParams({ from: "/shell/accounts/$account" });
  const { asOf } = useSearch({ from: "/shell/accounts/$account" });
  const instant = asOf === undefined ? {} : { asOf };
  const found = useQuery({ ...ask("getAccount", { account, ...instant }), placeholderData: keepPreviousData });
  const data = found.data?.row.account === account ? found.data : undefined;
  return (
    <>
      <PageHead title={data?.row.name ?? "Account"}>
        <div className={crumb.crumb}>
          <Link to="/portfolio" search={lastList()} className={crumb.back} aria-label="Back to the portfolio">
            <IconChevronLeft size={18} aria-hidden="true" />
          </Link>
          <h1>
            <bdi>{data?.row.name ?? "Account"}</bdi>
          </h1>
        </div>
      </PageHead>
      {found.error && !data ? <Failure error={found.error} retry={found.refetch} /> : data ? <Sections data={data} isOld={found.isPlaceholderData} /> : <Waiting lines={10} />}
    </>
  );
}

function Sections({ data, isOld }: { readonly data: Account; readonly isOld: boolean }): ReactNode {
  const search = useSearch({ from: "/shell/accounts/$account" });
  const navigate = useNavigate();
  const { account } = data.row;
  const view = useMemo<AccountView>(
    () => ({
      data,
      search,
      instant: search.asOf === undefined ? {} : { asOf: search.asOf },
      change: (next: AccountSearch) => void navigate({ to: "/accounts/$account", params: { account }, search: next, replace: true, resetScroll: false, hash: true }),
    }),
    [data, search, account, navigate],
  );
  return (
    <AccountContext value={view}>
      <div className={page.page} aria-busy={isOld}>
        {data.note && <p className={page.note}>{data.note}</p>}
        <AccountHead />
        <div className={page.columns}>
          <div className={page.column}>
            <ScoreOverTime />
            <Why />
            <WhatChanged />
            <Journey />
            <BenchmarkSection />
          </div>
          <div className={page.column}>
            <Levers />
            {search.asOf === undefined && <AccountPlan account={account} />}
            <JudgementPanel />
            <People />
            <Contracts />
            <Timeline />
          </div>
        </div>
      </div>
    </AccountContext>
  );
}
