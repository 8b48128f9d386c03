import { Button, Checkbox, Popover, TextInput } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import { useWriter } from "../words/reading.tsx";
import styles from "./choices.module.css";

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly count?: number;
}

interface Props {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** So many fit without a field to look for one. */
const few = 8;

/** A filter by any of some values, each with how many accounts have it. */
export function Choices({ label, choices, chosen, onChange }: Props): ReactNode {
  const [opened, setOpened] = useState(false);
  const [text, setText] = useState("");
  const title = useId();
  const shown = choices.filter((choice) => choice.label.toLocaleLowerCase().includes(text.toLocaleLowerCase()));
  const toggle = (value: string): void => onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Button variant="default" className={styles.button ?? ""} data-on={chosen.length > 0 || undefined} rightSection={<IconChevronDown size={14} aria-hidden="true" />} onClick={() => setOpened((now) => !now)} aria-haspopup="dialog" aria-expanded={opened}>
          {label}
          {chosen.length > 0 && <span className={styles.chosen}>{chosenText(chosen, choices)}</span>}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown ?? ""} aria-labelledby={title}>
        <div className={styles.head}>
          <span id={title}>{label}</span>
          {chosen.length > 0 && (
            <button type="button" onClick={() => onChange([])}>
              Clear
            </button>
          )}
        </div>
        {choices.length > few && <TextInput size="xs" value={text} onChange={(event) => setText(event.currentTarget.value)} placeholder={`Find in ${label.toLowerCase()}`} aria-label={`Find in ${label.toLowerCase()}`} data-autofocus />}
        <div className={styles.list}>
          {shown.map((choice) => (
            <ChoiceLine key={choice.value} choice={choice} checked={chosen.includes(choice.value)} onToggle={() => toggle(choice.value)} />
          ))}
          {shown.length === 0 && <p className={styles.none}>Nothing is called that.</p>}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function ChoiceLine({ choice, checked, onToggle }: { readonly choice: Choice; readonly checked: boolean; readonly onToggle: () => void }): ReactNode {
  const write = useWriter();
  return (
    <label className={styles.line}>
      <Checkbox size="xs" checked={checked} onChange={onToggle} />
      <bdi className={styles.name}>{choice.label}</bdi>
      {choice.count !== undefined && <span className={styles.count}>{write.count(choice.count)}</span>}
    </label>
  );
}

function chosenText(chosen: readonly string[], choices: readonly Choice[]): string {
  const [first] = chosen;
  return chosen.length === 1 ? (choices.find(({ value }) => value === first)?.label ?? first ?? "") : String(chosen.length);
}
