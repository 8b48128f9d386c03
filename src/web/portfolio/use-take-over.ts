import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { touched } from "./saved-views.ts";

/** Where a browser kept views before the server kept them. */
const place = "bellwether-views";

/** Brings the views that this browser kept to the server, once it answers; the browser forgets them when they are there. */
export function useTakeOver(isKnown: boolean): void {
  const cache = useQueryClient();
  useEffect(() => {
    const text = isKnown ? localStorage.getItem(place) : null;
    if (text === null) return;
    const bring = async (): Promise<void> => {
      // Whoever has none in the browser needs nothing of this.
      const { takeOver } = await import("./take-over.ts");
      await takeOver(text);
      localStorage.removeItem(place);
      await cache.invalidateQueries({ queryKey: touched });
    };
    // Where it fails the browser goes on holding them, and the next visit tries again.
    bring().catch(() => undefined);
  }, [isKnown, cache]);
}
