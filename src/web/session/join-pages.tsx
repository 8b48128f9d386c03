import { PasswordInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { askAccess } from "../api/access.ts";
import { askOnce } from "../api/ask.ts";
import { Failure } from "../kit/notice.tsx";
import type { Role } from "../../contract/access.ts";
import { roleWords } from "../settings/roles.ts";
import { Door, DoorForm } from "./door.tsx";
import { useEnter } from "./sign-in-page.tsx";

/** The token of a link stands behind its `#`, so that no server and no log ever sees it on the way. */
function useToken(): string {
  const [token] = useState(() => location.hash.slice(1));
  return token;
}

const passwordHint = "At least 12 characters. Several words that mean something to you alone are good.";

/** Where it can't be told yet, there is something that is being computed. */
const hasAccounts = (): Promise<boolean> =>
  askOnce("listAccounts", { limit: 1, sparkline: "no" }).then(
    ({ total }) => total > 0,
    () => true,
  );

/** Becoming the first administrator of a new server. */
export function SetUpPage(): ReactNode {
  const token = useToken();
  // On a server without data it goes on with bringing some in.
  const [enter, bringIn] = [useEnter("/"), useEnter("/setup/files")];
  const goOn = async (session: unknown): Promise<void> => ((await hasAccounts()) ? enter : bringIn)(session);
  return (
    <Door title="Set up Bellwether" lead="You become the first administrator, and can invite your teammates afterwards.">
      <DoorForm label="Set up" submit={async ({ name = "", email = "", password = "" }) => goOn(await askAccess("setUp", { body: { token, name, email, password } }))}>
        <TextInput name="name" label="Your name" autoComplete="name" required autoFocus />
        <TextInput name="email" type="email" label="E-mail address" autoComplete="username" required />
        <PasswordInput name="password" label="Password" description={passwordHint} autoComplete="new-password" minLength={12} required />
      </DoorForm>
    </Door>
  );
}

const roleNameOf = (role: string): string => (Object.hasOwn(roleWords, role) ? roleWords[role as Role].name : role);

/** Becoming a teammate by a link. */
export function InvitationPage(): ReactNode {
  const token = useToken();
  const enter = useEnter("/");
  const seen = useQuery({ queryKey: ["seeInvitation"], queryFn: () => askAccess("seeInvitation", { body: { token } }), retry: false });
  if (seen.error) {
    return (
      <Door title="You are invited">
        <Failure error={seen.error} />
      </Door>
    );
  }
  return (
    <Door title="You are invited" lead={seen.data && `${seen.data.invitedBy} invites ${seen.data.email} as ${roleNameOf(seen.data.role)}.`}>
      <DoorForm label="Join" submit={async ({ name = "", password = "" }) => enter(await askAccess("acceptInvitation", { body: { token, name, password } }))}>
        <TextInput name="name" label="Your name" autoComplete="name" required autoFocus />
        <PasswordInput name="password" label="Password" description={passwordHint} autoComplete="new-password" minLength={12} required />
      </DoorForm>
    </Door>
  );
}
