import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { mostRoleCharacters, spelledRole } from "../../contract/customer-role.ts";
import { Refusal } from "../kit/refusal.tsx";
import styles from "./person.module.css";
import { anotherRole, noRole, roleOptions } from "./role-options.ts";
import { type Holder, useRole } from "./use-role.ts";

interface Props {
  readonly holder: Holder;
  /** How it is said that somebody has none. */
  readonly none: string;
  /** Whether a role may also be written. */
  readonly canWrite?: boolean;
}

/** Chooses the role of somebody of a customer. */
export function RoleField({ holder, none, canWrite = false }: Props): ReactNode {
  const { role, give, isBusy, problem } = useRole(holder);
  const [isWriting, setWriting] = useState(false);
  const choose = (value: string): void => {
    setWriting(value === anotherRole);
    if (value !== anotherRole) void give(value === noRole ? null : value);
  };
  return (
    <div className={styles.role}>
      <NativeSelect size="xs" aria-label={`Role of ${holder.name}`} value={isWriting ? anotherRole : (role ?? noRole)} data={[...roleOptions(role, { none, canWrite })]} disabled={isBusy} onChange={(event) => choose(event.currentTarget.value)} />
      {isWriting && (
        <Written
          label={`Another role of ${holder.name}`}
          save={(text) => {
            setWriting(false);
            void give(spelledRole(text));
          }}
          close={() => setWriting(false)}
        />
      )}
      <Refusal text={problem} />
    </div>
  );
}

function Written({ label, save, close }: { readonly label: string; readonly save: (text: string) => void; readonly close: () => void }): ReactNode {
  const [text, setText] = useState("");
  return (
    <form
      className={styles.written}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") save(text);
      }}
    >
      <TextInput size="xs" aria-label={label} placeholder="Such as head of logistics" autoFocus maxLength={mostRoleCharacters} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <Button type="submit" size="xs" disabled={text.trim() === ""}>
        Save
      </Button>
    </form>
  );
}
