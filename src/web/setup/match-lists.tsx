import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { AccessAnswer, AccessQuestion } from "../../contract/access-routes.ts";
import { Section } from "../kit/section.tsx";
import table from "../kit/table.module.css";
import { useWriter } from "../words/reading.tsx";
import styles from "./setup.module.css";

export type Matching = AccessAnswer<"getMatching">;
export type Decision = AccessQuestion<"decideMatch">["decision"];

interface Props {
  readonly matching: Matching;
  readonly decide: (decision: Decision) => void;
  readonly isBusy: boolean;
}

type Proposal = Matching["proposals"][number];

/** A record by its name and its id. */
function RecordName({ source, record, name }: Pick<Proposal, "source" | "record" | "name">): ReactNode {
  return (
    <>
      <bdi className={table.name}>{name ?? record}</bdi>
      <bdi className={table.under}>
        {source}/{record}
      </bdi>
    </>
  );
}

function Head({ names }: { readonly names: readonly string[] }): ReactNode {
  return (
    <thead>
      <tr>
        {names.map((name) => (
          <th key={name} scope="col" className={name === "A month" ? table.number : undefined}>
            {name}
          </th>
        ))}
        <th scope="col">
          <span className="visually-hidden">Actions</span>
        </th>
      </tr>
    </thead>
  );
}

export function Proposals({ matching: { proposals, declined }, decide, isBusy }: Props): ReactNode {
  const write = useWriter();
  if (proposals.length + declined.length === 0) return null;
  const line = (proposal: Proposal, acts: ReactNode): ReactNode => (
    <tr key={`${proposal.source} ${proposal.record}`}>
      <td>
        <RecordName {...proposal} />
      </td>
      <td data-label="Account">
        <bdi className={table.name}>{proposal.accountName}</bdi>
        <bdi className={table.under}>{proposal.account}</bdi>
      </td>
      <td data-label="Because of">
        {proposal.by}: <bdi>{proposal.evidence}</bdi>
      </td>
      <td data-label="A month" className={table.number}>
        {write.count(proposal.mrr)}
      </td>
      <td className={table.acts}>{acts}</td>
    </tr>
  );
  return (
    <Section id="proposals" title="Proposed" aside={write.count(proposals.length)}>
      {proposals.length > 0 && (
        <table className={table.table} aria-label="Proposed matches">
          <Head names={["Record", "Account", "Because of", "A month"]} />
          <tbody>
            {proposals.map((proposal) =>
              line(
                proposal,
                <>
                  <Button size="compact-sm" variant="light" disabled={isBusy} onClick={() => decide({ act: "match", source: proposal.source, record: proposal.record, account: proposal.account })}>
                    Accept<span className="visually-hidden"> {proposal.name ?? proposal.record}</span>
                  </Button>{" "}
                  <Button size="compact-sm" variant="subtle" color="gray" disabled={isBusy} onClick={() => decide({ act: "decline", source: proposal.source, record: proposal.record })}>
                    Decline<span className="visually-hidden"> {proposal.name ?? proposal.record}</span>
                  </Button>
                </>,
              ),
            )}
          </tbody>
        </table>
      )}
      {declined.length > 0 && (
        <details className={styles.asText}>
          <summary>{write.counted(declined.length, "declined proposal", "declined proposals")}</summary>
          <table className={table.table} aria-label="Declined proposals">
            <Head names={["Record", "Account", "Because of", "A month"]} />
            <tbody>
              {declined.map((proposal) =>
                line(
                  proposal,
                  <Button size="compact-sm" variant="subtle" disabled={isBusy} onClick={() => decide({ act: "propose_again", source: proposal.source, record: proposal.record })}>
                    Propose again<span className="visually-hidden"> {proposal.name ?? proposal.record}</span>
                  </Button>,
                ),
              )}
            </tbody>
          </table>
        </details>
      )}
    </Section>
  );
}

/** Beyond these a row of buttons is no choice any more. */
const mostShown = 4;

/** Records that could be of several accounts: somebody has to say which. */
export function Questions({ matching: { questions }, decide, isBusy }: Props): ReactNode {
  const write = useWriter();
  if (questions.length === 0) return null;
  return (
    <Section id="questions" title="Could be several" aside={write.count(questions.length)}>
      <table className={table.table} aria-label="Records that could be of several accounts">
        <Head names={["Record", "Because of"]} />
        <tbody>
          {questions.map(({ accounts, by, evidence, ...record }) => (
            <tr key={`${record.source} ${record.record}`}>
              <td>
                <RecordName {...record} />
              </td>
              <td data-label="Because of">
                {by}: <bdi>{evidence}</bdi>
              </td>
              <td className={table.acts}>
                {accounts.slice(0, mostShown).map(({ account, name }) => (
                  <Button key={account} size="compact-sm" variant="light" disabled={isBusy} onClick={() => decide({ act: "match", source: record.source, record: record.record, account })}>
                    It is {name}
                  </Button>
                ))}
                {accounts.length > mostShown && (
                  <span className={table.dim}>
                    and {write.count(accounts.length - mostShown)} more: <code>bellwether match --record {record.source}/{record.record} --account …</code>
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

export function Unmatched({ matching: { unmatched, unmatchedTotal, unmatchedMrr } }: { readonly matching: Matching }): ReactNode {
  const write = useWriter();
  if (unmatchedTotal === 0) return null;
  return (
    <Section id="unmatched" title="Nothing speaks for these" aside={`${write.count(unmatchedTotal)}, with ${write.count(unmatchedMrr)} of recurring revenue a month`}>
      <p className={styles.hint}>They count as accounts of their own. An id of the other system among their traits, a website or the same name would have them proposed.</p>
      <ul className={styles.problems}>
        {unmatched.slice(0, 50).map(({ source, record, name, mrr }) => (
          <li key={`${source} ${record}`}>
            <bdi>{name ?? record}</bdi> <bdi className={styles.place}>{`${source}/${record}`}</bdi> {mrr > 0 && `${write.count(mrr)} a month`}
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Matched({ matching: { decided, decidedTotal }, decide, isBusy }: Props): ReactNode {
  const write = useWriter();
  if (decidedTotal === 0) return null;
  return (
    <Section id="matched" title="Matched" aside={write.count(decidedTotal)}>
      <table className={table.table} aria-label="Matched records">
        <Head names={["Record", "Account"]} />
        <tbody>
          {decided.map(({ source, record, account, accountName }) => (
            <tr key={`${source} ${record}`}>
              <td>
                <bdi>{`${source}/${record}`}</bdi>
              </td>
              <td data-label="Account">
                <bdi className={table.name}>{accountName}</bdi>
                <bdi className={table.under}>{account}</bdi>
              </td>
              <td className={table.acts}>
                <Button size="compact-sm" variant="subtle" disabled={isBusy} onClick={() => decide({ act: "undo", source, record })}>
                  Undo<span className="visually-hidden"> {record}</span>
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
