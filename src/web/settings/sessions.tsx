import { Button, PasswordInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { askAccess } from "../api/access.ts";
import { useAct } from "../api/use-act.ts";
import { ConfirmButton } from "../kit/confirm-button.tsx";
import { Failure } from "../kit/notice.tsx";
import { Refusal } from "../kit/refusal.tsx";
import { Section } from "../kit/section.tsx";
import { line } from "../kit/line.ts";
import table from "../kit/table.module.css";
import { useTell } from "../kit/told.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { useWriter } from "../words/reading.tsx";
import { deviceText } from "./device.ts";
import styles from "./settings.module.css";

/** Where one is signed in, and the own password. */
export function Sessions(): ReactNode {
  const write = useWriter();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const found = useQuery({ queryKey: ["listOwnSessions"], queryFn: () => askAccess("listOwnSessions") });
  const end = useAct(["listOwnSessions"], (id: string) => askAccess("endOwnSession", { id }));
  const everywhere = async (): Promise<void> => {
    await askAccess("signOutEverywhere");
    cache.clear();
    await navigate({ to: "/sign-in" });
  };
  return (
    <>
      <Section id="sessions" title="Where you are signed in" aside={<ConfirmButton label="Sign out everywhere" question="All your sessions end, this one too. You sign in again afterwards." yes="Sign out everywhere" act={everywhere} />}>
        {found.error && !found.data && <Failure error={found.error} retry={found.refetch} />}
        {found.isPending && <Waiting lines={3} height={46} />}
        <Refusal text={end.problem} />
        {found.data && (
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">Device</th>
                <th scope="col">Since</th>
                <th scope="col">Ends by itself</th>
                <th scope="col"><span className="visually-hidden">Actions</span></th>
              </tr>
            </thead>
            <tbody>
              {found.data.sessions.map(({ id, device, startedAt, endsAt, isOwn }) => (
                <tr key={id} {...line}>
                  <td>
                    <bdi className={table.name}>{deviceText(device)}</bdi>
                    {isOwn && <span className={table.under}>This session</span>}
                  </td>
                  <td data-label="Since">{write.time(startedAt)}</td>
                  <td data-label="Ends by itself">{write.day(endsAt)}</td>
                  <td className={table.acts}>
                    {!isOwn && (
                      <Button variant="subtle" size="compact-sm" disabled={end.isBusy} onClick={() => void end.run(id)}>
                        End
                        <span className="visually-hidden"> the session of {deviceText(device)}</span>
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
      <Password />
    </>
  );
}

function Password(): ReactNode {
  const tell = useTell();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useAct(["listOwnSessions"], () => askAccess("changePassword", { body: { current, next } }));
  const submit = async (): Promise<void> => {
    if (!(await change.run())) return;
    setCurrent("");
    setNext("");
    tell({ text: "The password is changed; all your other sessions have ended" });
  };
  return (
    <Section id="password" title="Password">
      <form
        className={`${styles.form} ${styles.narrow}`}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <PasswordInput label="Current password" value={current} onChange={(event) => setCurrent(event.currentTarget.value)} autoComplete="current-password" required />
        <PasswordInput label="New password" description="At least 12 characters. All your other sessions end." value={next} onChange={(event) => setNext(event.currentTarget.value)} autoComplete="new-password" minLength={12} required />
        <Refusal text={change.problem} />
        <div>
          <Button type="submit" loading={change.isBusy}>
            Change the password
          </Button>
        </div>
      </form>
    </Section>
  );
}
