import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import type { AccessAnswer, AccessQuestion } from "../../contract/access-routes.ts";
import { askAccess } from "../api/access.ts";
import { ask } from "../api/ask.ts";
import { refusalText } from "../api/problem-words.ts";
import { Empty, Failure } from "../kit/notice.tsx";
import { Refusal } from "../kit/refusal.tsx";
import { Section } from "../kit/section.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { useWriter } from "../words/reading.tsx";
import { BandLimits } from "./band-limits.tsx";
import { KeptText } from "./kept-text.tsx";
import { MetricChoice } from "./metric-choice.tsx";
import { Next } from "./next.tsx";
import styles from "./setup.module.css";

type First = AccessAnswer<"getFirstDefinition">;
type Choice = AccessQuestion<"chooseFirstDefinition">;

const query = { queryKey: ["getFirstDefinition"], queryFn: () => askAccess("getFirstDefinition") } as const;
const [fewest, most] = [4, 6];

/** A first health definition: metrics among those that the data can feed, their weights, and bands set where the accounts are. */
export default function DefinitionStep(): ReactNode {
  const found = useQuery({ ...query, staleTime: 0 });
  const versions = useQuery({ ...ask("listVersions", {}), refetchInterval: ({ state }) => (state.data?.running.isSwitching === true ? 1000 : false) });
  if (found.error && !found.data) return <Failure error={found.error} retry={found.refetch} />;
  if (!found.data || !versions.data) return <Waiting lines={8} />;
  const { choice } = found.data;
  if (choice === null) {
    return (
      <Empty title="There is no data yet that feeds a metric">
        <Link to="/setup/$step" params={{ step: "import" }}>
          Import events, tickets, surveys or reviews
        </Link>
        , and come back.
      </Empty>
    );
  }
  const { readOnly, number } = versions.data.running;
  if (readOnly !== null) return <Empty title="The health definition isn’t made here">{readOnly.text}</Empty>;
  return (
    <>
      {number !== null && (
        <p className={styles.fine}>
          A health definition is in use already, version {number}. What you publish here takes its place; single weights and scales are changed on <Link to="/health-definition">Health definition</Link>.
        </p>
      )}
      <Chosen first={found.data} choice={choice} isSwitching={versions.data.running.isSwitching} />
    </>
  );
}

function Chosen({ first, choice: kept, isSwitching }: { readonly first: First; readonly choice: Choice; readonly isSwitching: boolean }): ReactNode {
  const cache = useQueryClient();
  const [choice, setChoice] = useState(kept);
  useEffect(() => setChoice(kept), [kept]);
  const choose = useMutation({ mutationFn: (body: Choice) => askAccess("chooseFirstDefinition", { body }), onSuccess: (answer) => cache.setQueryData(query.queryKey, answer), onError: () => setChoice(kept) });
  const turn = (over: Partial<Choice>): void => {
    const next = { ...choice, ...over };
    setChoice(next);
    choose.mutate(next);
  };
  const count = Object.keys(choice.weights).length;
  return (
    <div className={styles.stack} aria-busy={choose.isPending}>
      <Section id="metrics" title="Metrics" aside={`${count} of ${first.metrics.length}; ${fewest} to ${most} are what people can keep in mind`}>
        <p className={styles.hint}>A weight counts within its category: product, support or relationship. The bar shows how many accounts the metric alone would put into each band.</p>
        {first.metrics.map((metric) => (
          <MetricChoice
            key={metric.id}
            metric={metric}
            weight={choice.weights[metric.id]}
            problems={first.problems.filter((problem) => problem.metric === metric.id)}
            change={(weight) => turn({ weights: withWeight(choice.weights, metric.id, weight) })}
          />
        ))}
        <Opinions problems={first.problems.filter(({ metric }) => metric === null)} />
        <Refusal text={choose.error ? refusalText(choose.error) : undefined} />
      </Section>
      {first.scores && <BandLimits scores={first.scores} limits={choice.bands} show={(bands) => setChoice({ ...choice, bands })} keep={(bands) => turn({ bands })} />}
      <Section id="about" title="About it">
        <div className={styles.fields}>
          <KeptText label="Name" hint="As people call it." isNeeded value={choice.name} keep={(name) => turn({ name })} />
          <KeptText label="Time zone" hint="Days begin and end in it." isNeeded value={choice.timezone} keep={(timezone) => turn({ timezone })} />
          <KeptText label="Currency" hint="Revenue is summed in it." isNeeded value={choice.currency} keep={(currency) => turn({ currency })} />
        </div>
      </Section>
      <Publish first={first} isWaiting={choose.isPending} isSwitching={isSwitching} />
    </div>
  );
}

/** Without a weight it is left out. */
function withWeight(weights: Choice["weights"], metric: string, weight: number | undefined): Choice["weights"] {
  const { [metric]: _before, ...others } = weights;
  return weight === undefined ? others : { ...others, [metric]: weight };
}

function Opinions({ problems }: Pick<First, "problems">): ReactNode {
  if (problems.length === 0) return null;
  return (
    <ul className={styles.problems} aria-label="What to think about">
      {problems.map(({ message, help }) => (
        <li key={message}>
          {message}
          {help !== null && <span className={styles.place}>{help}</span>}
        </li>
      ))}
    </ul>
  );
}

/** Puts it in use as a version; everybody is scored by it at once. */
function Publish({ first, isWaiting, isSwitching }: { readonly first: First; readonly isWaiting: boolean; readonly isSwitching: boolean }): ReactNode {
  const cache = useQueryClient();
  const write = useWriter();
  const publish = useMutation({
    mutationFn: () => askAccess("publishVersion", { body: { files: first.files, message: "The first health definition, chosen when the data came in", rewriteHistory: true } }),
    onSuccess: () => cache.invalidateQueries(),
  });
  const isFaulty = first.files.length === 0 || first.problems.some(({ severity }) => severity === "error");
  return (
    <>
      <Section id="publish" title="Publish">
        <p className={styles.hint}>It is kept as a version with your name, and everybody is scored by it, also in the past. You can change anything later, with a preview of who moves.</p>
        <div className={styles.line}>
          <Button onClick={() => publish.mutate()} loading={publish.isPending} disabled={isWaiting || isFaulty}>
            Publish
          </Button>
          <span role="status">{isSwitching ? "Everybody is being scored by it…" : publish.data ? `Version ${write.count(publish.data.version.number)} is in use.` : ""}</span>
        </div>
        <Refusal text={publish.error ? refusalText(publish.error) : undefined} />
      </Section>
      <Next from="definition" isLater={!publish.data} />
    </>
  );
}
