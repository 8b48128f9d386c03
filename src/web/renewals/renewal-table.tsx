import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { DataTable, TableHead } from "../kit/data-table.tsx";
import { Card, Explained } from "../kit/explained.tsx";
import page from "../kit/page.module.css";
import { BandChip } from "../score/band.tsx";
import { Change } from "../score/change.tsx";
import { GapNumber } from "../score/gap.tsx";
import { StatusText } from "../score/journey-status.tsx";
import { ScoreCard } from "../score/score-card.tsx";
import { usePlace } from "../shell/place.ts";
import { missingWords } from "../words/missing.ts";
import { useWriter } from "../words/reading.tsx";
import { type Likelihood, LikelihoodNumber, type Likelihoods } from "./likelihood.tsx";
import { pulseBand } from "./pulse.ts";

type Renewal = Answer<"getRenewals">["renewals"][number];

/** Names of the open plans by account; plans are as they are now, so that a past date has none. */
function useOpenPlans(asOf: string | undefined): ReadonlyMap<string, string> | undefined {
  const plans = useQuery({ ...ask("listPlans", { state: ["open"], limit: 500 }), enabled: asOf === undefined });
  return plans.data && asOf === undefined ? new Map(plans.data.plans.map(({ account, name }) => [account.account, name])) : undefined;
}

/** One line for each account, the next to renew first. */
export function RenewalTable({ data, told }: { readonly data: Answer<"getRenewals">; readonly told: Likelihoods | undefined }): ReactNode {
  const { asOf, pack } = usePlace();
  const plans = useOpenPlans(asOf);
  const write = useWriter();
  const [hasStages, hasPulse] = [pack.stages.length > 0, data.renewals.some(({ pulse }) => pulse !== null)];
  const likely = told && told.accounts.length > 0 ? { told, of: new Map(told.accounts.map((one) => [one.account, one])) } : undefined;
  const heads = [
    { name: "Account" }, { name: "Renewal" }, { name: "Revenue", isNumber: true }, { name: "Health" }, { name: "30 days", isNumber: true, meaning: "Points gained or lost in 30 days" },
    ...(likely ? [{ name: "Likely lost", isNumber: true, meaning: `Likelihood to be lost within ${likely.told.within} days` }] : []),
    ...(hasPulse ? [{ name: "Pulse", meaning: "What the owner thinks" }] : []), { name: "Gap", isNumber: true, meaning: "Points from the benchmark" }, ...(hasStages ? [{ name: "On its way" }] : []), { name: "At risk because" }, ...(plans ? [{ name: "Plan", meaning: "What has been agreed to do about it" }] : []), { name: "Owner" },
  ];
  return (
    <>
      <DataTable label="Renewals">
        <TableHead heads={heads} />
        <tbody>
          {data.renewals.map((renewal) => (
            <Line key={renewal.row.account} renewal={renewal} asOf={data.asOf} hasStages={hasStages} hasPulse={hasPulse} plans={plans} likely={likely} />
          ))}
        </tbody>
      </DataTable>
      {data.renewals.length < data.accounts && <p className={page.dim}>{`The next ${write.count(data.renewals.length)} of ${write.count(data.accounts)}.`}</p>}
    </>
  );
}

interface LineProps {
  readonly renewal: Renewal;
  readonly asOf: string;
  readonly hasStages: boolean;
  readonly hasPulse: boolean;
  readonly plans: ReadonlyMap<string, string> | undefined;
  /** Absent where the past allows none. */
  readonly likely: { readonly told: Likelihoods; readonly of: ReadonlyMap<string, Likelihood> } | undefined;
}

function Line({ renewal: { row, risks, pulse }, asOf, hasStages, hasPulse, plans, likely }: LineProps): ReactNode {
  const write = useWriter();
  const plan = plans?.get(row.account);
  return (
    <tr>
      <th scope="row">
        <Link to="/accounts/$account" params={{ account: row.account }}>
          <bdi>{row.name}</bdi>
        </Link>
      </th>
      <td data-whole title={write.distance(row.renewal, asOf)}>{write.day(row.renewal)}</td>
      <td data-number>{write.shortMoney(row.mrr)}</td>
      <td data-whole>
        <Explained label="score" card={() => <ScoreCard row={row} />}>
          {write.score(row.score)}
        </Explained>{" "}
        <BandChip band={row.band} />
      </td>
      <td data-number>
        <Change points={row.change30Days} />
      </td>
      {likely && (
        <td data-number>
          <LikelihoodNumber one={likely.of.get(row.account)} told={likely.told} name={row.name} />
        </td>
      )}
      {hasPulse && <td>{pulse && <Pulse pulse={pulse} />}</td>}
      <td data-number>
        <GapNumber benchmark={row.benchmark} />
      </td>
      {hasStages && (
        <td>
          <StatusText status={row.stageStatus} />
        </td>
      )}
      <td>{risks.map((risk) => risk.replaceAll("_", " ")).join(", ") || "–"}</td>
      {plans && (
        <td>
          {plan === undefined ? (
            "–"
          ) : (
            <Link to="/accounts/$account" params={{ account: row.account }} hash="plan">
              <bdi>{plan}</bdi>
            </Link>
          )}
        </td>
      )}
      <td data-short>
        <bdi>{row.owner ?? "–"}</bdi>
      </td>
    </tr>
  );
}

function Pulse({ pulse }: { readonly pulse: NonNullable<Renewal["pulse"]> }): ReactNode {
  if (pulse.value !== null) return <BandChip band={pulseBand(pulse.value)} />;
  return (
    <Explained label="pulse" card={() => <Card title="No pulse counts" text={pulse.missing === null ? null : missingWords[pulse.missing].long} />}>
      –
    </Explained>
  );
}
