import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { AccountRow } from "../../contract/account-row.ts";
import { Card } from "../kit/explained.tsx";
import { usePlace } from "../shell/place.ts";
import { bandLook } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";

/** What an account's score is, since when it has its band, and what holds it down. */
export function ScoreCard({ row }: { readonly row: AccountRow }): ReactNode {
  const write = useWriter();
  const { pack } = usePlace();
  const { score, band, since, isOverridden, coverage, pulledDownBy, nextUp, unknown } = row;
  return (
    <Card
      title={score === null ? "No score" : `${write.exact(score)} of 100, ${bandLook[band].word.toLowerCase()}`}
      text={unknown?.text ?? (isOverridden ? "Set by a person, in place of the computed score." : `Weighted mean of ${pack.categories.map(({ name }) => name).join(", ")}, with adjustments.`)}
      facts={[
        ...(since === null ? [] : [["Band since", write.day(since)] as const]),
        ["Known", `${write.percent(coverage)} of the weight`],
        ...(pulledDownBy ? [["Held down by", <bdi key="metric">{`${pulledDownBy.name}${pulledDownBy.now.text === null ? "" : ` (${write.measured(pulledDownBy.now.text)})`}, ${write.exact(pulledDownBy.points)} points`}</bdi>] as const] : []),
        ...(nextUp && nextUp.points > 0 ? [["Next band", `${write.exact(nextUp.points)} points to ${bandLook[nextUp.band].word.toLowerCase()}`] as const] : []),
      ]}
    >
      <Link to="/accounts/$account" params={{ account: row.account }} hash="why">
        See what it is made of
      </Link>
    </Card>
  );
}
