import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { Failure } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { line } from "../kit/line.ts";
import table from "../kit/table.module.css";
import { Waiting } from "../kit/waiting.tsx";
import { useMay } from "../session/use-session.ts";
import { PageHead } from "../shell/page-head.tsx";
import { useWriter } from "../words/reading.tsx";
import { partsOf, wayWords } from "./conservation.ts";
import styles from "./data.module.css";
import { DeadLetters } from "./dead-letters.tsx";
import { Imports } from "./imports.tsx";
import { RetentionSection } from "./retention-section.tsx";
import { WhyNotSeen } from "./why-section.tsx";

type Pipeline = Answer<"getPipeline">;

/** Calls come by themselves, so this is asked again while it is looked at. */
const everyMs = 5000;

/** Whether data comes in, where it has gone, and what to do about what couldn't be stored. */
export function DataPage(): ReactNode {
  const [isManager, isAdministrator] = [useMay("manager"), useMay("administrator")];
  const found = useQuery({ ...ask("getPipeline", {}), refetchInterval: everyMs });
  return (
    <>
      <PageHead title="Data" />
      <div className={styles.page}>
        {found.error && !found.data && <Failure error={found.error} retry={found.refetch} />}
        {found.isPending && <Waiting lines={8} />}
        {found.data && (
          <>
            <Sources sources={found.data.sources} />
            <Calls pipeline={found.data} />
          </>
        )}
        {isAdministrator && <Imports />}
        {isManager && <DeadLetters />}
        <WhyNotSeen />
        {isAdministrator && <RetentionSection />}
      </div>
    </>
  );
}

/** What sends events, and when it was last heard of. */
function Sources({ sources }: { readonly sources: Pipeline["sources"] }): ReactNode {
  const write = useWriter();
  const now = new Date().toISOString();
  return (
    <Section id="sources" title="Sources" aside={sources && write.count(sources.length)}>
      {sources === null && <p className={styles.warn}>The database of events can&#39;t be asked, so nothing is known of the sources. Calls are taken meanwhile, and wait.</p>}
      {sources?.length === 0 && <p className={styles.hint}>No event is stored yet. Make a write key in the settings and send events with it, or bring files in: administrators do that below, and `bellwether import` does it from a shell.</p>}
      {sources && sources.length > 0 && (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Last heard of</th>
              <th scope="col">Latest event</th>
              <th scope="col" className={table.number}>
                Events
              </th>
            </tr>
          </thead>
          <tbody>
            {sources.map(({ source, events, lastTime, lastReceived, isUnusual }) => (
              <tr key={source} {...line}>
                <td>
                  <bdi className={table.name}>{source}</bdi>
                </td>
                <td data-label="Last heard of">
                  <time dateTime={lastReceived} title={write.time(lastReceived)}>
                    {write.distance(lastReceived, now)}
                  </time>
                  {isUnusual && <span className={styles.warn}> Longer silent than in months. Does it still send?</span>}
                </td>
                <td data-label="Latest event">
                  <time dateTime={lastTime}>{write.time(lastTime)}</time>
                </td>
                <td data-label="Events" className={table.number}>
                  {write.count(events)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

/** Received = stored + duplicate + rejected + not storable + waiting, at every moment. */
function Calls({ pipeline }: { readonly pipeline: Pipeline }): ReactNode {
  const write = useWriter();
  const parts = partsOf(pipeline);
  const rejected = Object.entries(pipeline.rejectedBy).sort(([, left], [, right]) => right - left);
  return (
    <Section id="calls" title="Where every call has gone" aside={`${write.counted(pipeline.received, "call", "calls")} received`}>
      <div className={styles.bar} aria-hidden="true">
        {parts.filter(({ calls }) => calls > 0).map(({ way, share }) => (
          <span key={way} data-way={way} style={{ flexGrow: Math.max(share, 0.002), flexBasis: 0 }} />
        ))}
      </div>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Calls</th>
            <th scope="col">What that means</th>
            <th scope="col" className={table.number}>
              Number
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ way, calls }) => (
            <tr key={way} {...line}>
              <td className={table.nowrap}>
                <i className={styles.key} data-way={way} aria-hidden="true" />
                {wayWords[way].name}
              </td>
              <td className={table.dim}>
                {wayWords[way].meaning}
                {way === "rejected" && rejected.length > 0 && ` ${rejected.map(([code, count]) => `${code.replaceAll("_", " ")}: ${write.count(count)}`).join(", ")}.`}
                {way === "waiting" && pipeline.oldestWaiting !== null && ` The oldest came ${write.distance(pipeline.oldestWaiting, new Date().toISOString())}.`}
              </td>
              <td data-label="Number" className={table.number}>
                {write.count(calls)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
