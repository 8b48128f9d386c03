import type { ReactNode } from "react";
import { Section } from "../kit/section.tsx";
import { useAccount } from "./account-view.ts";
import { EventList } from "./event-list.tsx";

/** Everything that happened, the latest first. */
export function Timeline(): ReactNode {
  const { data, instant } = useAccount();
  return (
    <Section id="timeline" title="Events">
      <EventList question={{ account: data.row.account, ...instant }} none="Nothing has happened yet. Events appear here as they arrive." />
    </Section>
  );
}
