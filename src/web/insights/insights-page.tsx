import { useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { type ComponentType, type ReactNode, useEffect } from "react";
import type { InsightKind } from "../../contract/insights.ts";
import type { Answer } from "../../contract/routes.ts";
import { Failure } from "../kit/notice.tsx";
import page from "../kit/page.module.css";
import { Waiting } from "../kit/waiting.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { BacktestView } from "./backtest-view.tsx";
import { CalibrationView } from "./calibration-view.tsx";
import styles from "./insights.module.css";
import { ResponsesView } from "./responses-view.tsx";
import { ReviewView } from "./review-view.tsx";
import { RunPanel } from "./run-panel.tsx";
import { type InsightView, insightViews } from "./search.ts";
import { SuggestView } from "./suggest-view.tsx";
import { useInsights } from "./use-insight.ts";
import { WonLostView } from "./won-lost-view.tsx";

export interface ViewProps {
  readonly listed: Answer<"listInsights">;
}

/** What each view shows, and which questions it takes. */
const shown: Readonly<Record<InsightView, { readonly View: ComponentType<ViewProps>; readonly kinds: readonly InsightKind[] }>> = {
  prediction: { View: BacktestView, kinds: ["backtest"] },
  "before-losses": { View: WonLostView, kinds: ["won-lost"] },
  likelihood: { View: CalibrationView, kinds: ["calibration", "likelihood"] },
  weights: { View: SuggestView, kinds: ["suggest"] },
  year: { View: ReviewView, kinds: ["review"] },
  // Read from stored bands: there is nothing to be asked first.
  responses: { View: ResponsesView, kinds: [] },
};

/** What the past says of the health definition: does it tell the truth, and what went before losses? */
export function InsightsPage(): ReactNode {
  const { view = "prediction" } = useSearch({ from: "/shell/insights" });
  const listed = useInsights();
  const { View, kinds } = shown[view];
  const cache = useQueryClient();
  const kept = listed.data?.kinds.find(({ kind }) => kind === "likelihood")?.kept?.run.id;
  // What Renewals has read rests on the result before.
  useEffect(() => void cache.invalidateQueries({ queryKey: ["getRenewalLikelihoods"] }), [cache, kept]);
  return (
    <>
      <PageHead title="Insights" />
      <div className={page.page}>
        <nav className={styles.views} aria-label="Questions to the past">
          {(Object.keys(insightViews) as InsightView[]).map((one) => (
            <Link key={one} to="/insights" search={one === "prediction" ? {} : { view: one }} className={styles.view} activeOptions={{ exact: true, includeSearch: true }}>
              {insightViews[one].name}
            </Link>
          ))}
        </nav>
        {listed.error && !listed.data && <Failure error={listed.error} retry={listed.refetch} />}
        {listed.isPending && <Waiting lines={8} />}
        {listed.data && (
          <>
            {kinds.length > 0 && <RunPanel listed={listed.data} kinds={kinds} />}
            <View listed={listed.data} />
          </>
        )}
      </div>
    </>
  );
}
