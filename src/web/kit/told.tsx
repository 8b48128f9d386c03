import { Button, CloseButton } from "@mantine/core";
import { type ReactNode, createContext, use, useCallback, useEffect, useRef, useState } from "react";
import { problemWords } from "../api/problem-words.ts";
import { NotUndone } from "./not-undone.ts";
import styles from "./told.module.css";

export interface Told {
  readonly text: string;
  /** Takes it back; offered as long as the line is seen. */
  readonly undo?: () => Promise<unknown>;
}

type Tell = (told: Told) => void;

const Telling = createContext<Tell>(() => {});

/** Says at the foot of the page that something was done, and how to take it back. */
export const useTell = (): Tell => use(Telling);

/** Long enough to be read and to be reached by keys. */
const shownMs = 10_000;

/** The newest thing that was done; a pointer on it or the focus in it holds it. */
export function Tells({ children }: { readonly children: ReactNode }): ReactNode {
  const [told, setTold] = useState<Told>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const hold = (): void => clearTimeout(timer.current);
  const letGo = useCallback((): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setTold(undefined), shownMs);
  }, []);
  useEffect(() => {
    if (told) letGo();
    return () => clearTimeout(timer.current);
  }, [told, letGo]);
  const undo = async (back: () => Promise<unknown>): Promise<void> => {
    setTold(undefined);
    await back().catch((error: unknown) => setTold({ text: `It couldn't be taken back: ${error instanceof NotUndone ? error.message : problemWords(error).todo}` }));
  };
  const { undo: back } = told ?? {};
  return (
    <Telling value={setTold}>
      {children}
      <div className={styles.place} role="status" onMouseEnter={hold} onMouseLeave={letGo} onFocus={hold} onBlur={letGo}>
        {told && (
          <div className={styles.told}>
            <span className={styles.text}>{told.text}</span>
            {back && (
              <Button variant="subtle" size="compact-sm" onClick={() => void undo(back)}>
                Undo
              </Button>
            )}
            <CloseButton size="sm" aria-label="Close" onClick={() => setTold(undefined)} />
          </div>
        )}
      </div>
    </Telling>
  );
}
