import { Alert, Button, PasswordInput, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { askAccess } from "../api/access.ts";
import { Door, DoorForm } from "./door.tsx";
import styles from "./door.module.css";
import { failureWords } from "./failure-words.ts";
import { returnPath } from "./return-path.ts";

/** Signing in with a password or where the company keeps its people. */
export function SignInPage(): ReactNode {
  const { to, error } = useSearch({ from: "/sign-in" });
  const setup = useQuery({ queryKey: ["getSetup"], queryFn: () => askAccess("getSetup") });
  const enter = useEnter(returnPath(to));
  if (setup.data?.needed) return <Door title="This server is new" lead="Nobody administers it yet. Open the link that it printed at its start: it makes you the first administrator."><Failed error={error} /><Providers to={returnPath(to)} isAlone /></Door>;
  return (
    <Door title="Sign in to Bellwether">
      <Failed error={error} />
      <DoorForm label="Sign in" submit={async ({ email = "", password = "" }) => enter(await askAccess("signIn", { body: { email, password } }))}>
        <TextInput name="email" type="email" label="E-mail address" autoComplete="username" required autoFocus />
        <PasswordInput name="password" label="Password" autoComplete="current-password" required />
      </DoorForm>
      <Providers to={returnPath(to)} />
      <p className={styles.hint}>Forgot the password? Whoever runs the server gives you another one: <code>bellwether password</code>.</p>
    </Door>
  );
}

/** What went wrong at the company's identity provider, or on the way back. */
function Failed({ error }: { readonly error: string | undefined }): ReactNode {
  if (error === undefined) return null;
  const { title, todo } = failureWords(error);
  return (
    <Alert color="red" variant="light" role="alert" title={title} className={styles.failed ?? ""}>
      {todo}
    </Alert>
  );
}

function Providers({ to, isAlone = false }: { readonly to: string; readonly isAlone?: boolean }): ReactNode {
  const found = useQuery({ queryKey: ["listProviders"], queryFn: () => askAccess("listProviders") });
  const providers = found.data?.providers ?? [];
  if (providers.length === 0) return null;
  return (
    <>
      {isAlone ? <p className={styles.lead}>Or come in where your company keeps its people; that alone makes nobody administrator.</p> : <div className={styles.or}>or</div>}
      <div className={styles.providers}>
        {providers.map(({ id, name }) => (
          <Button key={id} component="a" variant="default" size="sm" href={`/api/v1/session/providers/${encodeURIComponent(id)}?returnTo=${encodeURIComponent(to)}`}>
            Sign in with {name}
          </Button>
        ))}
      </div>
    </>
  );
}

/** Forgets what was read for nobody or somebody else, and goes on. */
export function useEnter(path: string): (session: unknown) => void {
  const router = useRouter();
  const cache = useQueryClient();
  return (session) => {
    cache.clear();
    cache.setQueryData(["getSession"], session);
    router.history.push(path);
  };
}
