import { Button, SegmentedControl } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useCallback } from "react";
import type { Answer } from "../../contract/routes.ts";
import type { Band } from "../../scores/bands.ts";
import { ask } from "../api/ask.ts";
import { type Choice, Choices } from "../kit/choices.tsx";
import { Definitions } from "../kit/definitions.tsx";
import { Empty, Failure } from "../kit/notice.tsx";
import page from "../kit/page.module.css";
import { Section } from "../kit/section.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { bandLook, bandOrder } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";
import { Groups } from "./groups.tsx";
import { LikelihoodNote, type Likelihoods, useLikelihoods } from "./likelihood.tsx";
import { RenewalTable } from "./renewal-table.tsx";
import { type RenewalsSearch, type Span, renewalsQuestion, spans } from "./search.ts";

/** Who renews next, with what speaks for and against it. */
export function RenewalsPage(): ReactNode {
  const search = useSearch({ from: "/shell/renewals" });
  const navigate = useNavigate();
  const write = useWriter();
  const change = useCallback((next: RenewalsSearch): void => void navigate({ to: "/renewals", search: next, resetScroll: false }), [navigate]);
  const found = useQuery({ ...ask("getRenewals", renewalsQuestion(search)), placeholderData: keepPreviousData });
  const { data } = found;
  const told = useLikelihoods(search);
  return (
    <>
      <PageHead title="Renewals" />
      <div className={page.page}>
        {data?.note && <p className={page.note}>{data.note}</p>}
        <Filters search={search} change={change} />
        {found.error && !data && <Failure error={found.error} retry={found.refetch} />}
        {found.isPending && <Waiting lines={8} />}
        {data?.accounts === 0 && (
          <Empty title="Nobody renews in that time" next={<Button variant="default" onClick={() => change({ ...(search.asOf !== undefined && { asOf: search.asOf }), days: "180" })}>Everybody&apos;s of 180 days</Button>}>
            Look further ahead, take a filter away, or bring in contracts with the end of their term.
          </Empty>
        )}
        {data && data.accounts > 0 && <Found data={data} told={told} aside={`${write.counted(data.accounts, "renewal", "renewals")}, ${write.shortMoney(data.mrr)} a month`} />}
      </div>
    </>
  );
}

function Found({ data, told, aside }: { readonly data: Answer<"getRenewals">; readonly told: Likelihoods | undefined; readonly aside: string }): ReactNode {
  return (
    <>
      <div className={page.halves}>
        <Section id="months" title="By month">
          <Groups groups={data.months} losses={told?.months} label="Renewals by month" of="month" />
        </Section>
        <Section id="owners" title="By owner">
          <Groups groups={data.owners} losses={told?.owners} label="Renewals by owner" of="owner" />
        </Section>
      </div>
      <Section id="renewals" title="Renewals" aside={aside}>
        <RenewalTable data={data} told={told} />
        <LikelihoodNote told={told} />
        <Definitions texts={data.definitions.map((text) => text.replaceAll("`bellwether benchmarks`", "see Benchmarks"))} />
      </Section>
    </>
  );
}

const bandChoices = bandOrder.map((band): Choice => ({ value: band, label: bandLook[band].word }));

function Filters({ search, change }: { readonly search: RenewalsSearch; readonly change: (next: RenewalsSearch) => void }): ReactNode {
  const summary = useQuery({ ...ask("getSummary", search.asOf === undefined ? {} : { asOf: search.asOf }), placeholderData: keepPreviousData });
  const choices = (groups: Answer<"getSummary">["owners"] | undefined, without: string): Choice[] => (groups ?? []).map(({ id, name }) => ({ value: id, label: id === "" ? without : name }));
  const filter = (name: "owner" | "segment" | "band") => (values: readonly string[]): void => {
    const { [name]: _before, ...rest } = search;
    change(values.length > 0 ? { ...rest, [name]: values as readonly Band[] } : rest);
  };
  return (
    <div className={page.bar}>
      <SegmentedControl size="xs" aria-label="How far ahead" value={search.days ?? "90"} onChange={(days) => change({ ...search, days: days as Span })} data={Object.entries(spans).map(([value, label]) => ({ value, label }))} />
      <Choices label="Owner" choices={choices(summary.data?.owners, "No owner")} chosen={search.owner ?? []} onChange={filter("owner")} />
      <Choices label="Segment" choices={choices(summary.data?.segments, "No segment")} chosen={search.segment ?? []} onChange={filter("segment")} />
      <Choices label="Band" choices={bandChoices} chosen={search.band ?? []} onChange={filter("band")} />
    </div>
  );
}
