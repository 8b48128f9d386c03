import { Button, NativeSelect, TagsInput, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Role } from "../../contract/access.ts";
import { askAccess } from "../api/access.ts";
import { useAct } from "../api/use-act.ts";
import { ConfirmButton } from "../kit/confirm-button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Refusal } from "../kit/refusal.tsx";
import { Section } from "../kit/section.tsx";
import { ShownOnce } from "../kit/shown-once.tsx";
import { line } from "../kit/line.ts";
import table from "../kit/table.module.css";
import { useWriter } from "../words/reading.tsx";
import { roleChoices, roleWords } from "./roles.ts";
import styles from "./settings.module.css";

/** Who was invited and hasn't come yet; nothing where there is nobody. */
export function Invitations(): ReactNode {
  const write = useWriter();
  const cache = useQueryClient();
  const found = useQuery({ queryKey: ["listInvitations"], queryFn: () => askAccess("listInvitations") });
  if (!found.data || found.data.invitations.length === 0) return null;
  return (
    <Section id="invitations" title="Invited, not here yet" aside={write.count(found.data.invitations.length)}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">E-mail address</th>
            <th scope="col">Role</th>
            <th scope="col">Invited by</th>
            <th scope="col">Link works until</th>
            <th scope="col"><span className="visually-hidden">Actions</span></th>
          </tr>
        </thead>
        <tbody>
          {found.data.invitations.map(({ id, email, role, books, invitedBy, expiresAt }) => (
            <tr key={id} {...line}>
              <td>
                <bdi className={table.name}>{email}</bdi>
                {books.length > 0 && <bdi className={table.under}>{books.join(", ")}</bdi>}
              </td>
              <td data-label="Role">{roleWords[role].name}</td>
              <td data-label="Invited by">
                <bdi>{invitedBy}</bdi>
              </td>
              <td data-label="Link works until" className={table.nowrap}>{write.time(expiresAt)}</td>
              <td className={table.acts}>
                <ConfirmButton label="Withdraw" about={email} question={`The link for ${email} opens nothing any more. You can send another one.`} yes="Withdraw" act={async () => (await askAccess("withdrawInvitation", { id }), await cache.invalidateQueries({ queryKey: ["listInvitations"] }))} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** Says whom, as what and with which book; then shows the link, once. */
export function InviteDialog({ owners, close }: { readonly owners: readonly string[]; readonly close: () => void }): ReactNode {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("csm");
  const [books, setBooks] = useState<string[]>([]);
  const [link, setLink] = useState<string>();
  const invite = useAct(["listInvitations"], async () => setLink((await askAccess("invite", { body: { email, role, books } })).link));
  return (
    <Dialog title="Invite a teammate" close={close}>
      {link === undefined ? (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            void invite.run();
          }}
        >
          <TextInput type="email" label="E-mail address" value={email} onChange={(event) => setEmail(event.currentTarget.value)} required data-autofocus />
          <NativeSelect label="Role" description={roleWords[role].may} data={roleChoices} value={role} onChange={(event) => setRole(event.currentTarget.value as Role)} />
          <TagsInput label="Book" description="Under which owners their accounts stand. Can be changed at any time." data={[...owners]} value={books} onChange={setBooks} />
          <Refusal text={invite.problem} />
          <div className={styles.foot}>
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={invite.isBusy}>
              Make the link
            </Button>
          </div>
        </form>
      ) : (
        <div className={styles.form}>
          <ShownOnce text={link} lead={`Send this link to ${email}. Whoever opens it first becomes the teammate; it works once, for a week, and is shown only now.`} />
          <div className={styles.foot}>
            <Button onClick={close}>Done</Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
