import { type ReactNode, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { PageTitle } from "./page-title.tsx";

/** A page's name: in the bar above it, and as the title of the window. */
export function PageHead({ title, children }: { readonly title: string; readonly children?: ReactNode }): ReactNode {
  const [bar, setBar] = useState<HTMLElement | null>(null);
  useEffect(() => setBar(document.getElementById("page-title")), []);
  return (
    <>
      <PageTitle title={title} />
      {bar && createPortal(children ?? <h1>{title}</h1>, bar)}
    </>
  );
}
