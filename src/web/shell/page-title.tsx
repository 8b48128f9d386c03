import type { ReactNode } from "react";

/** The title of the window. */
export const PageTitle = ({ title }: { readonly title: string }): ReactNode => <title>{`${title} · Bellwether`}</title>;
