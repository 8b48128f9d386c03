import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { DataTable } from "../kit/data-table.tsx";
import heat from "../chart/heat.module.css";
import { Card, Explained } from "../kit/explained.tsx";
import { Section } from "../kit/section.tsx";
import { BandMark } from "../score/band.tsx";
import { usePlace } from "../shell/place.ts";
import { bandLook } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";
import { bandAt } from "../chart/band-at.ts";

/** Mean score of today's customers by when they began and their stage. */
export function CohortHealth({ health, limitsOf }: { readonly health: Answer<"getCohorts">["health"]; readonly limitsOf: readonly string[] }): ReactNode {
  const write = useWriter();
  const { pack } = usePlace();
  const stages = health.stages.filter(({ stage }) => limitsOf.includes(stage));
  if (health.cohorts.length === 0) return null;
  return (
    <Section id="cohort-health" title="Health of cohorts" aside="mean score, and of how many accounts">
      <DataTable label={`Mean score by start ${health.by} and stage`}>
        <thead>
          <tr>
            <th scope="col">Began</th>
            {stages.map(({ stage, name }) => (
              <th key={stage} scope="col" data-number>
                <bdi>{name}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {health.cohorts.map((cohort) => (
            <tr key={cohort.id}>
              <th scope="row">{cohort.id}</th>
              {stages.map(({ stage, name }) => {
                const cell = cohort.stages.find((one) => one.stage === stage);
                const band = cell && cell.meanScore !== null ? bandAt(cell.meanScore, pack.limits) : undefined;
                return (
                  <td key={stage} data-number className={heat.cell} data-band={band}>
                    {cell && (
                      <>
                        {band && <BandMark band={band} size={9} />} <Explained label={`mean score, began ${cohort.id}, ${name}`} card={() => <Card title={cell.meanScore === null ? "No score" : `${write.exact(cell.meanScore)} on average`} text={`Mean score of ${write.counted(cell.accounts, "account", "accounts")} that began in ${cohort.id} and ${cell.accounts === 1 ? "is" : "are"} in ${name} now; each counts once.`} />}>{write.score(cell.meanScore)}</Explained> <span className={heat.of}>{write.count(cell.accounts)}</span>
                        {band && <span className="visually-hidden"> {bandLook[band].word}</span>}
                      </>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Section>
  );
}
