import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { Card, Explained } from "../kit/explained.tsx";
import page from "../kit/page.module.css";
import { useWriter } from "../words/reading.tsx";
import { type RenewalsSearch, renewalsQuestion } from "./search.ts";

export type Likelihoods = Answer<"getRenewalLikelihoods">;
export type Likelihood = Likelihoods["accounts"][number];

/** What was learned of those who renew; undefined while it is read, and where a server learns nothing. */
export function useLikelihoods(search: RenewalsSearch): Likelihoods | undefined {
  const found = useQuery({ ...ask<"getRenewalLikelihoods">("getRenewalLikelihoods", renewalsQuestion(search)), placeholderData: keepPreviousData, retry: false });
  return found.data;
}

/** How likely a customer is to be lost, and what that rests on. */
export function LikelihoodNumber({ one, told, name }: { readonly one: Likelihood | undefined; readonly told: Likelihoods; readonly name: string }): ReactNode {
  const write = useWriter();
  if (!one) return "–";
  const facts = [["95 % interval", `${write.share(one.low)} to ${write.share(one.high)}`], ["By the score of", write.day(told.asOf)], ["Learned", write.day(told.askedAt)]] as const;
  return (
    <Explained label={`likelihood that ${name} is lost`} card={() => <Card title={`Lost within ${told.within} days`} text={`Because: ${one.basis}. It is counted over all customers with such scores, whenever their renewal was.`} facts={facts} />}>
      {write.share(one.value)}
    </Explained>
  );
}

/** Where the likelihoods come from, or why there are none. */
export function LikelihoodNote({ told }: { readonly told: Likelihoods | undefined }): ReactNode {
  const write = useWriter();
  if (!told) return null;
  const from = <Link to="/insights" search={{ view: "likelihood" }}>Insights</Link>;
  if (told.reason !== null) {
    return (
      <p className={page.dim}>
        {`No likelihoods: ${told.reason} `}
        {from}
      </p>
    );
  }
  return (
    <p className={page.dim}>
      {`Likelihoods were learned ${write.day(told.askedAt)} and are of the scores of ${write.day(told.asOf)}; "expected loss" is revenue a month times likelihood to be lost within ${told.within} days. `}
      {from}
      {" says whether such likelihoods came true."}
    </p>
  );
}
