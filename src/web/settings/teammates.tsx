import { Button, NativeSelect, TagsInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { IconUserPlus } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { Role } from "../../contract/access.ts";
import type { AccessAnswer } from "../../contract/access-routes.ts";
import { askAccess } from "../api/access.ts";
import { ask } from "../api/ask.ts";
import { useAct } from "../api/use-act.ts";
import { ConfirmButton } from "../kit/confirm-button.tsx";
import { Failure } from "../kit/notice.tsx";
import { Refusal } from "../kit/refusal.tsx";
import { Section } from "../kit/section.tsx";
import { line } from "../kit/line.ts";
import table from "../kit/table.module.css";
import { useTell } from "../kit/told.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { useMay, useMe } from "../session/use-session.ts";
import { useWriter } from "../words/reading.tsx";
import { Invitations, InviteDialog } from "./invitations.tsx";
import { roleChoices, roleWords } from "./roles.ts";
import styles from "./settings.module.css";

type Teammate = AccessAnswer<"listTeammates">["teammates"][number];

/** Who owns accounts, so that books can be chosen instead of typed. */
function useOwners(): readonly string[] {
  const summary = useQuery(ask("getSummary", {}));
  return summary.data?.owners.map(({ id }) => id).filter((owner) => owner !== "") ?? [];
}

/** Everybody who works here, their roles and books. */
export function Teammates(): ReactNode {
  const [isInviting, setInviting] = useState(false);
  const isAdministrator = useMay("administrator");
  const write = useWriter();
  const found = useQuery({ queryKey: ["listTeammates"], queryFn: () => askAccess("listTeammates") });
  const owners = useOwners();
  const invite = isAdministrator && (
    <Button leftSection={<IconUserPlus size={15} aria-hidden="true" />} onClick={() => setInviting(true)}>
      Invite
    </Button>
  );
  return (
    <>
      <Section id="teammates" title={found.data ? write.counted(found.data.teammates.length, "teammate", "teammates") : "Teammates"} aside={invite}>
        {found.error && !found.data && <Failure error={found.error} retry={found.refetch} />}
        {found.isPending && <Waiting lines={4} height={46} />}
        {found.data && (
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Role</th>
                <th scope="col">Book</th>
                {isAdministrator && <th scope="col"><span className="visually-hidden">Actions</span></th>}
              </tr>
            </thead>
            <tbody>{found.data.teammates.map((one) => (isAdministrator ? <EditableLine key={one.id} teammate={one} owners={owners} /> : <Line key={one.id} teammate={one} />))}</tbody>
          </table>
        )}
      </Section>
      {isAdministrator && <Invitations />}
      <Section id="roles" title="What each role may do">
        <dl className={styles.roles}>
          {roleChoices.map(({ value, label }) => (
            <RoleWords key={value} label={label} may={roleWords[value].may} />
          ))}
        </dl>
      </Section>
      {isInviting && <InviteDialog owners={owners} close={() => setInviting(false)} />}
    </>
  );
}

const RoleWords = ({ label, may }: { readonly label: string; readonly may: string }): ReactNode => (
  <>
    <dt>{label}</dt>
    <dd>{may}</dd>
  </>
);

function Who({ teammate: { id, name, email } }: { readonly teammate: Teammate }): ReactNode {
  const me = useMe();
  return (
    <td>
      <bdi className={table.name}>
        {name}
        {me?.id === id && " (you)"}
      </bdi>
      <bdi className={table.under}>{email}</bdi>
    </td>
  );
}

function Line({ teammate }: { readonly teammate: Teammate }): ReactNode {
  return (
    <tr {...line}>
      <Who teammate={teammate} />
      <td data-label="Role">{roleWords[teammate.role].name}</td>
      <td data-label="Book">{teammate.books.length === 0 ? <span className={table.dim}>none</span> : <bdi>{teammate.books.join(", ")}</bdi>}</td>
    </tr>
  );
}

/** What is changed counts at once; a role can be taken back. */
function EditableLine({ teammate, owners }: { readonly teammate: Teammate; readonly owners: readonly string[] }): ReactNode {
  const { id, name, role, books } = teammate;
  const tell = useTell();
  const cache = useQueryClient();
  const change = useAct(["listTeammates", "getSession"], (body: { role?: Role; books?: string[] }) => askAccess("changeTeammate", { id, body }));
  const again = async (): Promise<void> => cache.invalidateQueries({ queryKey: ["listTeammates"] });
  const giveRole = async (next: Role): Promise<void> => {
    if (await change.run({ role: next })) tell({ text: `${name} is ${roleWords[next].name} now`, undo: async () => void (await change.run({ role })) });
  };
  const giveBooks = async (next: string[]): Promise<void> => {
    if (await change.run({ books: next })) tell({ text: next.length === 0 ? `${name} has no book now` : `The book of ${name} is ${next.join(", ")} now`, undo: async () => void (await change.run({ books: [...books] })) });
  };
  return (
    <tr {...line}>
      <Who teammate={teammate} />
      <td data-label="Role">
        <NativeSelect size="xs" aria-label={`Role of ${name}`} value={role} data={roleChoices} disabled={change.isBusy} onChange={(event) => void giveRole(event.currentTarget.value as Role)} />
        <Refusal text={change.problem} />
      </td>
      <td data-label="Book">
        <TagsInput size="xs" className={styles.books ?? ""} aria-label={`Book of ${name}`} placeholder={books.length === 0 ? "Owner of accounts" : ""} value={[...books]} data={[...owners]} disabled={change.isBusy} onChange={(next) => void giveBooks(next)} clearable={false} />
      </td>
      <td className={table.acts}>
        <ConfirmButton label="Remove" about={name} question={`${name} can't sign in any more, at once. What they recorded stays. To have them back, invite them again.`} yes="Remove" act={async () => (await askAccess("removeTeammate", { id }), await again())} />
      </td>
    </tr>
  );
}
