import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Card, Explained } from "../kit/explained.tsx";
import { useWriter } from "../words/reading.tsx";

interface Props {
  readonly name: string;
  /** As it counts for the account. */
  readonly weight: number;
  /** Of the base definition, when nothing is missing. */
  readonly usual: number | undefined;
  readonly contribution: number;
  /** The way to where it is defined. */
  readonly hash: string;
}

/** How much of the score something is, and why that may be another share than the definition says. */
export function Weight({ name, weight, usual, contribution, hash }: Props): ReactNode {
  const write = useWriter();
  const card = (): ReactNode => (
    <Card
      title={`${name}: ${write.share(weight)} of the score`}
      text={usual === undefined || Math.abs(usual - weight) < 0.0005 ? "As the health definition says." : "Its stage or segment counts it otherwise, or values are missing: their weight goes to the others."}
      facts={[...(usual === undefined ? [] : [["Defined", write.share(usual)] as const]), ["Brings", `${write.exact(contribution)} of ${write.exact(weight * 100)} points`]]}
    >
      <Link to="/how-scores-work" hash={hash}>
        How the score is made
      </Link>
    </Card>
  );
  return (
    <Explained label={`${name}, its weight`} card={card}>
      {write.share(weight)}
    </Explained>
  );
}
