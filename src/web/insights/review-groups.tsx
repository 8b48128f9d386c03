import type { ReactNode } from "react";
import { DataTable, TableHead } from "../kit/data-table.tsx";
import { Section } from "../kit/section.tsx";
import { nameIn, usePlace } from "../shell/place.ts";
import { useWriter } from "../words/reading.tsx";
import { type Reviewed, growthText } from "./review-words.ts";
import { intervalText, twoDigits } from "./words.ts";

const kinds = { segment: "Segment", stage: "Stage", owner: "Owner" } as const;
type Kind = keyof typeof kinds;

/** Who was lost, and how well the score told, per segment, stage and owner. */
export function ReviewGroups({ review: { groups } }: { readonly review: Reviewed }): ReactNode {
  return (Object.keys(kinds) as Kind[]).map((kind) => {
    const own = groups[kind] ?? [];
    return own.length === 0 ? null : <Groups key={kind} kind={kind} groups={own} />;
  });
}

function Groups({ kind, groups }: { readonly kind: Kind; readonly groups: NonNullable<Reviewed["groups"][Kind]> }): ReactNode {
  const write = useWriter();
  const { pack } = usePlace();
  const nameOf = (group: string): string => (group === "" ? `No ${kind}` : kind === "segment" ? nameIn(pack.segments, group) : kind === "stage" ? nameIn(pack.stages, group) : group);
  return (
    <Section id={`by-${kind}`} title={`Who was lost, by ${kind}`} aside="Groups of fewer than ten decisions are left out">
      <DataTable label={`Who was lost, by ${kind}`}>
        <TableHead heads={[{ name: kinds[kind] }, { name: "Decisions", isNumber: true, meaning: "Renewals and losses together" }, { name: "Lost", isNumber: true }, { name: "Share lost", meaning: "With its 95 % interval; decisions of one account count as one witness" }, { name: "Mean score before", isNumber: true, meaning: "Before the decisions, of those lost and those who stayed" }, { name: "Growth of the others", isNumber: true, meaning: "Mean change of the revenue of those who stayed" }, { name: "How well the score told", meaning: "The chance that who stayed had the higher score, with its 95 % interval; 0.5 is luck, 1 is always right" }]} />
        <tbody>
          {groups.map(({ group, decisions, lost, lossRate, meanScore, growth, auc }) => (
            <tr key={group}>
              <th scope="row">
                <bdi>{nameOf(group)}</bdi>
              </th>
              <td data-number>{write.count(decisions ?? 0)}</td>
              <td data-number>{write.count(lost ?? 0)}</td>
              <td data-whole>{intervalText(lossRate, write.share)}</td>
              <td data-number>{write.exact(meanScore)}</td>
              <td data-number>{growthText(growth, write)}</td>
              <td data-whole>{auc ? intervalText(auc, twoDigits) : "too few"}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Section>
  );
}
