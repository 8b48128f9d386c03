import { Anchor, Button, type CSSVariablesResolver, Popover, Tooltip, createTheme } from "@mantine/core";

/** Ink with a little violet: it can't be taken for any of the bands. */
const iris = ["#f1f1fd", "#e0e0f8", "#c1c0f0", "#a09fe8", "#8583e0", "#7371da", "#6966d6", "#5451c4", "#3f3cbb", "#2f2c96"] as const;

/** The kit's own is a neutral grey, which looks brown beside our blue one. */
const dark = ["#e7eaf0", "#c3cad5", "#9ea8b7", "#7d8796", "#3c4552", "#2a313b", "#1d222a", "#171b21", "#12161b", "#0d1014"] as const;

export const theme = createTheme({
  colors: { iris, dark },
  primaryColor: "iris",
  // The kit's own shade fails contrast on filled buttons and badges.
  primaryShade: { light: 8, dark: 6 },
  autoContrast: true,
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, monospace",
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  headings: { fontWeight: "620", sizes: { h1: { fontSize: "22px", lineHeight: "1.25" }, h2: { fontSize: "15px", lineHeight: "1.35" }, h3: { fontSize: "13px", lineHeight: "1.4" } } },
  components: {
    Anchor: Anchor.extend({ defaultProps: { underline: "hover" } }),
    Button: Button.extend({ defaultProps: { size: "xs" } }),
    Tooltip: Tooltip.extend({ defaultProps: { withArrow: true, openDelay: 300 } }),
    Popover: Popover.extend({ defaultProps: { shadow: "md" } }),
  },
});

/** The kit's variables in our colours, so that its parts and ours are one surface in both schemes. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#ffffff",
    "--mantine-color-text": "#171a20",
    "--mantine-color-dimmed": "#5a6370",
    "--mantine-color-placeholder": "#626b79",
    "--mantine-color-error": "#b4232a",
    "--mantine-color-default-border": "#d8dce3",
    "--mantine-color-anchor": "#3f3cbb",
  },
  dark: {
    "--mantine-color-body": "#171b21",
    "--mantine-color-text": "#e7eaf0",
    "--mantine-color-dimmed": "#9ea8b7",
    "--mantine-color-placeholder": "#929caa",
    "--mantine-color-error": "#ff9c9c",
    "--mantine-color-default": "#1d222a",
    "--mantine-color-default-border": "#363e4a",
    "--mantine-color-anchor": "#aeadf5",
  },
});
