import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Band } from "../../scores/bands.ts";
import { Card, Explained } from "../kit/explained.tsx";
import { dayIn } from "../shell/days.ts";
import { usePlace } from "../shell/place.ts";
import { bandLook } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";

interface Props {
  readonly account: string;
  readonly score: number | null;
  readonly band?: Band;
  /** When it had that score; absent is the date of the page. */
  readonly at?: string;
}

/** The score of an account in a list: on being asked it says what it is, of when, and leads to what it is made of. */
export function ScoreNumber({ account, score, band, at }: Props): ReactNode {
  const write = useWriter();
  return (
    <Explained label="score" card={() => <NumberCard account={account} score={score} {...(band && { band })} {...(at !== undefined && { at })} />}>
      {write.score(score)}
    </Explained>
  );
}

function NumberCard({ account, score, band, at }: Props): ReactNode {
  const write = useWriter();
  const { pack, asOf } = usePlace();
  const then = at ?? asOf;
  return (
    <Card
      title={score === null ? "No score" : `${write.exact(score)} of 100${band ? `, ${bandLook[band].word.toLowerCase()}` : ""}`}
      text={score === null ? "Too little is known for one." : `Weighted mean of ${pack.categories.map(({ name }) => name).join(", ")}, with adjustments.`}
      facts={[["As of", then === undefined ? "now" : write.day(then.length > 10 ? then : `${then}T12:00:00Z`)]]}
    >
      <Link to="/accounts/$account" params={{ account }} hash="why" {...(at !== undefined && { search: { asOf: dayIn(pack.timezone, Date.parse(at)) } })}>
        See what it is made of
      </Link>
    </Card>
  );
}
