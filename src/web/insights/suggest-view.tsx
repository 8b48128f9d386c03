import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { DataTable, TableHead } from "../kit/data-table.tsx";
import { Definitions } from "../kit/definitions.tsx";
import { Empty } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { writeDraft } from "../model/draft.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./insights.module.css";
import type { ViewProps } from "./insights-page.tsx";
import { LeakList, Reading, RefusedView, sentence, useMetricName } from "./parts.tsx";
import { type Suggested, suggestedDraft, suggestedRows } from "./suggested-draft.ts";
import { useInsight } from "./use-insight.ts";
import { intervalText, twoDigits } from "./words.ts";

/** Weights that earlier renewal results would have wanted, tried on later ones. Never applied by itself. */
export function SuggestView({ listed }: ViewProps): ReactNode {
  const { kept, result, error } = useInsight("suggest", listed);
  const definition = useQuery({ ...ask("getVersion", { version: "running" }), staleTime: 60_000 });
  if (!kept) return <Empty title="Nobody has asked which weights the past would have wanted">It learns weights, scales and limits from the earlier part of the past, and tries them on the later part. Nothing is changed by it.</Empty>;
  if (!result) return <Reading error={error} />;
  if (result.kind === "refused") return <RefusedView reason={result.reason} leaks={result.leaks} />;
  const { result: found, leadDays, splitAt, leaks, outcomes } = result;
  return (
    <>
      <Verdict found={found} leadDays={leadDays} splitAt={splitAt} />
      <LeakList leaks={leaks} />
      {found.possible && definition.data && <Weights found={found} definition={definition.data} isOld={kept.run.version !== listed.running.version} />}
      <Definitions texts={outcomes.definition} />
    </>
  );
}

type Found = Suggested | { readonly possible: false; readonly reason: string };

function Verdict({ found, leadDays, splitAt }: { readonly found: Found; readonly leadDays: number | null; readonly splitAt: string }): ReactNode {
  const write = useWriter();
  const how = `Learned from what was known before ${write.day(splitAt)}, judged by scores from then on, ${leadDays} days before each decision.`;
  if (!found.possible) {
    return (
      <div className={styles.verdict}>
        <h2>No suggestion</h2>
        <p>{sentence(found.reason)}</p>
        <p>{how}</p>
      </div>
    );
  }
  const { auc, present, gain } = found.outOfTime;
  const isBetter = (gain?.low ?? 0) > 0;
  const word = isBetter ? "Surely better than the present weights" : (gain?.high ?? 0) < 0 ? "Surely worse than the present weights" : "Not surely better than the present weights";
  return (
    <div className={styles.verdict} data-kind={isBetter ? "predicts" : "nothing_found"}>
      <h2>{word}</h2>
      <p>{`On later renewal results these weights told ${intervalText(auc, twoDigits)}${present ? `, the present ones ${intervalText(present, twoDigits)}` : ""}${gain ? `; the difference is ${intervalText(gain, twoDigits)}` : ""}. 0.5 is luck, 1 is always right.`}</p>
      <p>{`${how} ${found.training.lost} losses and ${found.training.won} renewals to learn from, ${auc.negatives} and ${auc.positives} to judge by.${isBetter ? "" : " There is no reason here to change anything."}`}</p>
    </div>
  );
}

function Weights({ found, definition, isOld }: { readonly found: Suggested; readonly definition: Answer<"getVersion">; readonly isOld: boolean }): ReactNode {
  const write = useWriter();
  const nameOf = useMetricName();
  const { draft, missing, otherScales } = suggestedDraft(found.change, definition.editable);
  const written = writeDraft(draft);
  const open = written !== undefined && (
    <Link to="/health-definition" search={{ draft: written }}>
      Open as a draft in Health definition
    </Link>
  );
  return (
    <Section id="weights" title="What would count, beside the present" aside={open}>
      <DataTable label="Suggested weights">
        <TableHead heads={[{ name: "Metric" }, { name: "Of the score now", isNumber: true }, { name: "Suggested", isNumber: true }, { name: "Better" }]} />
        <tbody>
          {suggestedRows(found.change, definition.editable).map(({ metric, now, suggested, better }) => (
            <tr key={metric}>
              <th scope="row">
                <bdi>{nameOf(metric)}</bdi>
              </th>
              <td data-number>{write.share(now)}</td>
              <td data-number>{suggested === null ? "not counted" : write.share(suggested)}</td>
              <td>{better}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <p className={styles.note}>{`Red under ${found.change.bands.red_below} instead of ${definition.editable.bands.redBelow ?? 40}, green from ${found.change.bands.yellow_below} instead of ${definition.editable.bands.yellowBelow ?? 70}. The draft changes nothing until somebody publishes it; variants of segments and stages stay as they are.`}</p>
      {missing.length > 0 && <p className={styles.note}>{`In no category yet, so not in the draft: ${missing.map(nameOf).join(", ")}. "bellwether learn suggest --write" writes a definition that has them.`}</p>}
      {otherScales.length > 0 && <p className={styles.note}>{`Their scales stay as they are written: ${otherScales.map(nameOf).join(", ")}.`}</p>}
      {isOld && <p className={styles.note}>It was learned under another version than the one in use; ask again before you publish.</p>}
    </Section>
  );
}
