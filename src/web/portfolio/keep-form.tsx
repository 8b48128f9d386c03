import { Button, Checkbox, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Refusal } from "../kit/refusal.tsx";
import { useKeep, useSavedViews } from "./saved-views.ts";
import type { PortfolioSearch } from "./search.ts";
import styles from "./views-menu.module.css";

/** The name of a view, and whether everybody has it. */
export default function KeepForm({ search, done }: { readonly search: PortfolioSearch; readonly done: () => void }): ReactNode {
  const { mayShare } = useSavedViews();
  const [name, setName] = useState("");
  const [isShared, setShared] = useState(false);
  const keep = useKeep();
  const submit = async (): Promise<void> => {
    const { asOf: _asOf, ...rest } = search;
    if (await keep.run({ name: name.trim(), search: rest }, isShared)) done();
  };
  return (
    <>
      <form
        className={styles.keep}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "") void submit();
        }}
      >
        <TextInput size="xs" value={name} onChange={(event) => setName(event.currentTarget.value)} placeholder="Name for these filters" aria-label="Name for these filters" maxLength={60} autoFocus />
        <Button type="submit" disabled={name.trim() === ""} loading={keep.isBusy}>
          Keep
        </Button>
      </form>
      {mayShare && <Checkbox className={styles.share ?? ""} size="md" checked={isShared} onChange={(event) => setShared(event.currentTarget.checked)} label="Share with everybody" />}
      <Refusal text={keep.problem} />
    </>
  );
}
