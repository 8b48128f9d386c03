import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { DataTable, TableHead } from "../kit/data-table.tsx";
import { BandChip } from "../score/band.tsx";
import { GapNumber } from "../score/gap.tsx";
import { ScoreNumber } from "../score/score-number.tsx";
import { useWriter } from "../words/reading.tsx";

const heads = [{ name: "Account" }, { name: "Health" }, { name: "Gap", isNumber: true, meaning: "Points from the benchmark" }, { name: "Benchmark", isNumber: true }, { name: "Most of it by" }, { name: "Held against" }, { name: "Revenue", isNumber: true }, { name: "Owner" }];

/** Who is furthest under what customers like it have, and the metric that explains most. */
export function FurthestTable({ furthest }: { readonly furthest: Answer<"getBenchmarks">["furthest"] }): ReactNode {
  const write = useWriter();
  return (
    <DataTable label="Accounts furthest under their benchmark">
      <TableHead heads={heads} />
      <tbody>
        {furthest.map(({ account, name, score, band, gap, mrr, owner }) => (
          <tr key={account}>
            <th scope="row">
              <Link to="/accounts/$account" params={{ account }} hash="benchmark">
                <bdi>{name}</bdi>
              </Link>
            </th>
            <td data-whole>
              <BandChip band={band} /> <ScoreNumber account={account} score={score} band={band} />
            </td>
            <td data-number>
              <GapNumber benchmark={gap} digits={1} />
            </td>
            <td data-number>{write.exact(gap.benchmark)}</td>
            <td>{gap.mostBy ? <bdi>{`${gap.mostBy.name}, ${write.score(gap.mostBy.score)} where ${write.score(gap.mostBy.benchmark)} is usual`}</bdi> : "–"}</td>
            <td>
              <bdi>{gap.group}</bdi>
            </td>
            <td data-number>{write.shortMoney(mrr)}</td>
            <td data-short>
              <bdi>{owner ?? "–"}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
