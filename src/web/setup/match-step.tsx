import { Button, NativeSelect } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { askAccess } from "../api/access.ts";
import { refusalText } from "../api/problem-words.ts";
import { Empty, Failure } from "../kit/notice.tsx";
import { Refusal } from "../kit/refusal.tsx";
import { Section } from "../kit/section.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { useWriter } from "../words/reading.tsx";
import { type Decision, Matched, type Matching, Proposals, Questions, Unmatched } from "./match-lists.tsx";
import { Next } from "./next.tsx";
import styles from "./setup.module.css";

const groundWords: Readonly<Record<Matching["grounds"][number]["by"], string>> = { key: "an id that both carry", domain: "a domain", name: "a name" };

/** Which records of several systems are of the same account: proposed with evidence, decided by somebody. */
export function MatchStep(): ReactNode {
  const { into } = useSearch({ from: "/shell/setup/$step" });
  const cache = useQueryClient();
  const query = { queryKey: ["getMatching", into ?? ""], queryFn: () => askAccess("getMatching", { query: into === undefined ? {} : { into } }) };
  // An import may have brought other records since.
  const found = useQuery({ ...query, staleTime: 0 });
  const decide = useMutation({
    mutationFn: (decision: Decision) => askAccess("decideMatch", { body: { decision, ...(into !== undefined && { into }) } }),
    onSuccess: (answer) => cache.setQueryData(query.queryKey, answer),
  });
  if (found.error && !found.data) return <Failure error={found.error} retry={found.refetch} />;
  if (!found.data) return <Waiting lines={6} />;
  const { data } = found;
  if (data.sources.length === 0) return <Empty title="There are no records yet">Import some files, or send events.</Empty>;
  const isSettled = data.proposals.length + data.declined.length + data.questions.length + data.unmatchedTotal + data.decidedTotal === 0;
  return (
    <div aria-busy={decide.isPending} className={styles.stack}>
      {data.sources.length > 1 && <Into matching={data} />}
      {isSettled && (
        <p className={styles.fine}>
          {data.sources.length === 1 ? "Everything comes from one source" : "All sources call the same customer by the same id"}, so there is nothing to match. Records of another system can be imported under a source of their own at any time.
        </p>
      )}
      <Refusal text={decide.error ? refusalText(decide.error) : undefined} />
      {data.grounds.length > 0 && <AcceptAll matching={data} decide={decide.mutate} isBusy={decide.isPending} />}
      <Proposals matching={data} decide={decide.mutate} isBusy={decide.isPending} />
      <Questions matching={data} decide={decide.mutate} isBusy={decide.isPending} />
      <Unmatched matching={data} />
      <Matched matching={data} decide={decide.mutate} isBusy={decide.isPending} />
      <Next from="match" />
    </div>
  );
}

function Into({ matching: { sources, into } }: { readonly matching: Matching }): ReactNode {
  const navigate = useNavigate();
  return (
    <NativeSelect
      className={styles.narrow ?? ""}
      label="Accounts are those of"
      description="The system whose ids the product uses; records of the others are matched to them."
      value={into ?? ""}
      data={[...(into === null ? [{ value: "", label: "Choose" }] : []), ...sources.map((source) => ({ value: source, label: source }))]}
      onChange={(event) => void navigate({ to: "/setup/$step", params: { step: "match" }, search: { into: event.currentTarget.value } })}
    />
  );
}

function AcceptAll({ matching: { grounds }, decide, isBusy }: { readonly matching: Matching; readonly decide: (decision: Decision) => void; readonly isBusy: boolean }): ReactNode {
  const write = useWriter();
  return (
    <Section id="grounds" title="Accept many at once">
      <div className={styles.line}>
        {grounds.map(({ by, records }) => (
          <Button key={by} variant="default" disabled={isBusy} onClick={() => decide({ act: "accept_all", grounds: [by] })}>
            All {write.count(records)} by {groundWords[by]}
          </Button>
        ))}
      </div>
    </Section>
  );
}
