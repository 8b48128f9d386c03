import { Spotlight } from "@mantine/spotlight";
import { IconUser } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import styles from "./palette.module.css";
import { usePlace } from "./place.ts";

const [fewestLetters, mostPeople] = [2, 6];

export interface FoundPeople {
  readonly people: Answer<"findPeople">["people"];
  readonly isPending: boolean;
}

/** People of customers who are called like what was asked; nobody before there are letters enough to mean somebody. */
export function usePeople({ asked, text, isWanted }: { readonly asked: string; readonly text: string; readonly isWanted: boolean }): FoundPeople {
  const { asOf } = usePlace();
  const isAsked = isWanted && asked.length >= fewestLetters;
  const found = useQuery({ ...ask("findPeople", { text: asked, limit: mostPeople, ...(asOf !== undefined && { asOf }) }), placeholderData: keepPreviousData, enabled: isAsked });
  // Until the answer to the last letter is there, those stay who fit all the same.
  const isOld = asked !== text || found.isPlaceholderData;
  const people = isAsked ? (found.data?.people ?? []) : [];
  return { people: isOld ? people.filter((person) => fits(person, text.toLowerCase())) : people, isPending: isAsked && (isOld || found.isPending) };
}

const fits = ({ name, email, user }: FoundPeople["people"][number], text: string): boolean => [name, email, user].some((own) => own?.toLowerCase().includes(text));

/** People of all customers. They come last, because they come later than the rest, and nothing should move below a reader's hand. */
export function People({ people }: Pick<FoundPeople, "people">): ReactNode {
  const navigate = useNavigate();
  if (people.length === 0) return null;
  return (
    <Spotlight.ActionsGroup label="People">
      {people.map(({ user, name, email, account, accountName }) => (
        <Spotlight.Action key={`${account} ${user}`} onClick={() => void navigate({ to: "/accounts/$account/people/$user", params: { account, user } })}>
          <span className={styles.line}>
            <IconUser size={16} stroke={1.7} aria-hidden="true" />
            <span className="visually-hidden">Person: </span>
            <bdi className={styles.name}>{name ?? email ?? user}</bdi>
            <bdi className={styles.owner}>{accountName}</bdi>
          </span>
        </Spotlight.Action>
      ))}
    </Spotlight.ActionsGroup>
  );
}
