import { useLocalStorage } from "@mantine/hooks";
import type { View } from "./views.ts";

/** Views that the reader kept in this browser. */
export const useOwnViews = () => useLocalStorage<readonly View[]>({ key: "bellwether-views", defaultValue: [], getInitialValueInEffect: false });
