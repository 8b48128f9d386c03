import type { ReactNode } from "react";
import type { AccountRow } from "../../contract/account-row.ts";
import { Explained } from "../kit/explained.tsx";
import { useWriter } from "../words/reading.tsx";
import { ScoreCard } from "./score-card.tsx";

/** The score of a line of accounts, with everything that the line knows of it. */
export function RowScore({ row }: { readonly row: AccountRow }): ReactNode {
  const write = useWriter();
  return (
    <Explained label="score" card={() => <ScoreCard row={row} />}>
      {write.score(row.score)}
    </Explained>
  );
}
