import { Popover } from "@mantine/core";
import { type ReactNode, useRef, useState } from "react";
import styles from "./explained.module.css";

interface Props {
  /** What the number is, for those who hear the page and can't see where it stands. */
  readonly label: string;
  /** Made only when somebody looks. */
  readonly card: () => ReactNode;
  readonly children: ReactNode;
}

const lingerMs = 180;
/** So soon after a card was closed, the focus that comes back from it asks for nothing. */
const returnMs = 1000;

/**
 * A number that says what it is: its card opens when a pointer rests on it or it has the focus, and stays open, with
 * the focus inside, once it is pressed.
 */
export function Explained({ label, card, children }: Props): ReactNode {
  const [state, setState] = useState<"closed" | "peek" | "open">("closed");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const leftAt = useRef(-Infinity);
  const soon = (next: "closed" | "peek"): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setState((now) => (now === "open" ? now : next)), lingerMs);
  };
  const hover = { onMouseEnter: () => soon("peek"), onMouseLeave: () => soon("closed") };
  const change = (opened: boolean): void => {
    if (!opened) leftAt.current = performance.now();
    setState(opened ? "open" : "closed");
  };
  return (
    <Popover opened={state !== "closed"} onChange={change} trapFocus={state === "open"} position="bottom-start" width={300} transitionProps={{ duration: 0 }} returnFocus={state === "open"}>
      <Popover.Target>
        <button
          type="button"
          className={styles.number}
          {...hover}
          onFocus={(event) => event.currentTarget.matches(":focus-visible") && performance.now() - leftAt.current > returnMs && soon("peek")}
          onBlur={() => soon("closed")}
          onClick={(event) => {
            event.stopPropagation();
            clearTimeout(timer.current);
            setState((now) => (now === "open" ? "closed" : "open"));
          }}
        >
          {children}
          <span className="visually-hidden"> {label}, explained</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.card ?? ""} {...hover}>
        {state !== "closed" && card()}
      </Popover.Dropdown>
    </Popover>
  );
}

/** A card's inside: a title, a sentence, and what belongs to it as pairs. */
export function Card({ title, text, facts, children }: { readonly title: string; readonly text?: ReactNode; readonly facts?: readonly (readonly [string, ReactNode])[]; readonly children?: ReactNode }): ReactNode {
  return (
    <div className={styles.inside}>
      <strong>{title}</strong>
      {text !== undefined && text !== null && <p>{text}</p>}
      {facts && facts.length > 0 && (
        <dl>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {children}
    </div>
  );
}
