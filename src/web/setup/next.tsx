import { Button } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import styles from "./setup.module.css";
import { type StepId, stepAfter } from "./steps.ts";

/** Leads to the next step. */
export function Next({ from, isLater = false }: { readonly from: StepId; readonly isLater?: boolean }): ReactNode {
  const navigate = useNavigate();
  const next = stepAfter(from);
  if (!next) return null;
  return (
    <div className={styles.next}>
      <Button variant={isLater ? "default" : "filled"} rightSection={<IconArrowRight size={15} aria-hidden="true" />} onClick={() => void navigate({ to: "/setup/$step", params: { step: next.id } })}>
        Next: {next.name}
      </Button>
    </div>
  );
}
