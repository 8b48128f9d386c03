import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { IconChevronLeft } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { EventList } from "../account/event-list.tsx";
import { ask } from "../api/ask.ts";
import crumb from "../kit/crumb.module.css";
import { Failure } from "../kit/notice.tsx";
import page from "../kit/page.module.css";
import { Section } from "../kit/section.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { isTheirs } from "../session/may.ts";
import { useMe } from "../session/use-session.ts";
import { PageHead } from "../shell/page-head.tsx";
import { About } from "./about.tsx";
import { HealthSection } from "./health.tsx";
import { Uses } from "./uses.tsx";

/** A person of a customer: who they are, whether they come as they always did, and what they do. */
export function PersonPage(): ReactNode {
  const { account, user } = useParams({ from: "/shell/accounts/$account/people/$user" });
  const { asOf } = useSearch({ from: "/shell/accounts/$account/people/$user" });
  const me = useMe();
  const instant = asOf === undefined ? {} : { asOf };
  const found = useQuery({ ...ask("getPerson", { account, user, ...instant }), placeholderData: keepPreviousData });
  const data = found.data?.user.user === user && found.data.account === account ? found.data : undefined;
  const name = data?.user.name ?? user;
  const about = { account, user, ...instant };
  return (
    <>
      <PageHead title={name}>
        <div className={crumb.crumb}>
          <Link to="/accounts/$account" params={{ account }} hash="people" className={crumb.back} aria-label={`Back to ${data?.accountName ?? "the account"}`}>
            <IconChevronLeft size={18} aria-hidden="true" />
          </Link>
          <h1>
            <bdi>{name}</bdi>
          </h1>
        </div>
      </PageHead>
      {found.error && !data && <Failure error={found.error} retry={found.refetch} />}
      {!found.error && !data && <Waiting lines={10} />}
      {data && (
        <div className={page.page} aria-busy={found.isPlaceholderData}>
          {data.note && <p className={page.note}>{data.note}</p>}
          <div className={page.columns}>
            <div className={page.column}>
              <HealthSection person={data} />
              <Uses person={data} />
              <Section id="timeline" title="Events">
                <EventList question={about} none="This person has done nothing yet." />
              </Section>
            </div>
            <div className={page.column}>
              <About person={data} canChange={asOf === undefined && (me === undefined || isTheirs(me, data.owner))} />
              <Section id="surveys" title="Surveys answered">
                <EventList question={{ ...about, name: "survey_answered" }} none="No answer to a survey names this person." />
              </Section>
              <Section id="reviews" title="Reviews">
                <EventList question={{ ...about, name: "review_held" }} none="No review names this person." />
              </Section>
            </div>
          </div>
        </div>
      )}
    </>
  );
}
