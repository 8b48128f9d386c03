import { Button, Checkbox, Popover, TextInput } from "@mantine/core";
import { IconBookmark } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { Refusal } from "../kit/refusal.tsx";
import { useKeep, useSavedViews } from "./saved-views.ts";
import type { PortfolioSearch } from "./search.ts";
import { standardViews, viewOf } from "./views.ts";
import styles from "./views-menu.module.css";

/** Gives what is shown a name; nothing where it has one. */
export function KeepView({ search }: { readonly search: PortfolioSearch }): ReactNode {
  const { views, mayShare, isKnown } = useSavedViews();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState("");
  const [isShared, setShared] = useState(false);
  const keep = useKeep();
  if (!isKnown || viewOf(search, [...standardViews, ...views])) return null;
  const submit = async (): Promise<void> => {
    const { asOf: _asOf, ...rest } = search;
    if (!(await keep.run({ name: name.trim(), search: rest }, isShared))) return;
    setOpened(false);
    setName("");
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Button variant="subtle" leftSection={<IconBookmark size={14} aria-hidden="true" />} onClick={() => setOpened((now) => !now)} aria-haspopup="dialog" aria-expanded={opened}>
          Keep view
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown ?? ""} aria-label="Keep view">
        <form
          className={styles.keep}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== "") void submit();
          }}
        >
          <TextInput size="xs" value={name} onChange={(event) => setName(event.currentTarget.value)} placeholder="Name for these filters" aria-label="Name for these filters" maxLength={60} data-autofocus />
          <Button type="submit" disabled={name.trim() === ""} loading={keep.isBusy}>
            Keep
          </Button>
        </form>
        {mayShare && <Checkbox className={styles.share ?? ""} size="md" checked={isShared} onChange={(event) => setShared(event.currentTarget.checked)} label="Share with everybody" />}
        <Refusal text={keep.problem} />
      </Popover.Dropdown>
    </Popover>
  );
}
