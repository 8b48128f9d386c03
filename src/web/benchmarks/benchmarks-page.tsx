import { Button, Select } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useCallback } from "react";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { Definitions } from "../kit/definitions.tsx";
import { Empty, Failure } from "../kit/notice.tsx";
import page from "../kit/page.module.css";
import { Section } from "../kit/section.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { rowsOf, withMoreRows } from "../route/rows.ts";
import { PageHead } from "../shell/page-head.tsx";
import { useWriter } from "../words/reading.tsx";
import { FurthestTable } from "./furthest.tsx";
import { HeatMap } from "./heat-map.tsx";
import { type BenchmarksSearch, benchmarksQuestion } from "./search.ts";

/** What customers have by segment and stage, and who is furthest under it. */
export function BenchmarksPage(): ReactNode {
  const search = useSearch({ from: "/shell/benchmarks" });
  const navigate = useNavigate();
  const change = useCallback((next: BenchmarksSearch): void => void navigate({ to: "/benchmarks", search: next, resetScroll: false }), [navigate]);
  const found = useQuery({ ...ask("getBenchmarks", benchmarksQuestion(search, rowsOf(search))), placeholderData: keepPreviousData });
  const { data } = found;
  const further = data && withMoreRows(search, { shown: data.furthest.length, total: data.total });
  return (
    <>
      <PageHead title="Benchmarks" />
      <div className={page.page}>
        {data?.note && <p className={page.note}>{data.note}</p>}
        {found.error && !data && <Failure error={found.error} retry={found.refetch} />}
        {found.isPending && <Waiting lines={8} />}
        {data && <Found data={data} search={search} change={change} more={further && (() => change(further))} />}
      </div>
    </>
  );
}

interface FoundProps {
  readonly data: Answer<"getBenchmarks">;
  readonly search: BenchmarksSearch;
  readonly change: (next: BenchmarksSearch) => void;
  /** Absent when all are shown. */
  readonly more: (() => void) | undefined;
}

function Found({ data, search, change, more: showMore }: FoundProps): ReactNode {
  const write = useWriter();
  const { score: _score, ...overall } = search;
  const isNarrowed = search.stage !== undefined || search.segment !== undefined;
  const everywhere = (): void => {
    const { stage: _stage, segment: _segment, ...rest } = search;
    change(rest);
  };
  const choose = <Select size="xs" aria-label="Benchmark of" searchable data={data.scores.map(({ id, name }) => ({ value: id, label: name }))} value={data.score.id} onChange={(id) => id !== null && change(id === "overall" ? overall : { ...search, score: id })} allowDeselect={false} />;
  return (
    <>
      <Section id="map" title="What customers like them have" aside={choose}>
        {data.cells.length === 0 ? <Empty title="There are no benchmarks yet" next={<Link to="/how-scores-work">How scores work</Link>}>They need accounts with a score, and past accounts enough for a group. The health definition says how many.</Empty> : <HeatMap data={data} search={search} change={change} />}
        <Definitions texts={data.definitions} />
      </Section>
      <Section id="furthest" title="Furthest under their benchmark" aside={isNarrowed && <Button variant="subtle" onClick={everywhere}>Show all places</Button>}>
        {data.total === 0 ? <Empty title="Nobody is under the benchmark here" next={isNarrowed ? <Button variant="default" onClick={everywhere}>Show all places</Button> : <Link to="/portfolio">The portfolio</Link>}>{isNarrowed ? "Choose another place of the map." : "Everybody has what customers like them have."}</Empty> : <FurthestTable furthest={data.furthest} />}
        {data.total > 0 && (
          <div className={page.more}>
            <span>{`${write.count(data.furthest.length)} of ${write.count(data.total)}`}</span>
            {showMore && (
              <Button variant="default" onClick={showMore}>
                Show more
              </Button>
            )}
          </div>
        )}
        {data.uncompared.withoutScore > 0 && <p className={page.dim}>{`${write.counted(data.uncompared.withoutScore, "account has", "accounts have")} too little known for a score, and no gap therefore.`}</p>}
      </Section>
    </>
  );
}
