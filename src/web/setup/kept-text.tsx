import { TextInput } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";

interface Props {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly isNeeded?: boolean;
  readonly keep: (text: string) => void;
}

/** Said once the field is left or Enter is pressed, so that half a word isn't. */
export function KeptText({ label, hint, value, isNeeded = false, keep }: Props): ReactNode {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const take = (): void => {
    const next = text.trim();
    if (next !== value && !(isNeeded && next === "")) keep(next);
  };
  return <TextInput label={label} description={hint} value={text} maxLength={100} onChange={(event) => setText(event.currentTarget.value)} onBlur={take} onKeyDown={(event) => event.key === "Enter" && take()} />;
}
