import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  MantineProvider,
} from "@mantine/core";
import type { ReactNode } from "react";

const brand: MantineColorsTuple = [
  "#e6f6f0",
  "#cfebe0",
  "#a3d8c5",
  "#74c4a8",
  "#4db392",
  "#33a581",
  "#1f8f6d",
  "#0b7a5e",
  "#08684f",
  "#045541",
];

/** Greys of the dark theme, in our green tone: text first, ground last. */
const dark: MantineColorsTuple = [
  "#e8eeeb",
  "#c3cec9",
  "#9fada7",
  "#84928c",
  "#55625d",
  "#37423e",
  "#222a27",
  "#171c1a",
  "#101413",
  "#0b0f0e",
];

const theme = createTheme({
  colors: { brand, dark },
  primaryColor: "brand",
  primaryShade: 7,
  defaultRadius: "md",
  fontFamily: "var(--mc-font)",
  fontFamilyMonospace: "ui-monospace, monospace",
  focusRing: "auto",
  cursorType: "pointer",
  components: {
    Input: {
      /** The edge of a field is to be seen (3:1); one that is wrong keeps the kit's red. */
      vars: (_: unknown, { error }: { error?: unknown }) => ({
        wrapper: error ? {} : { "--input-bd": "var(--mc-border-strong)" },
      }),
    },
  },
});

/** The kit's own greys miss the contrast; ours hold it in both themes. */
const ours = {
  "--mantine-color-dimmed": "var(--mc-muted)",
  "--mantine-color-placeholder": "var(--mc-muted)",
  "--mantine-color-error": "var(--mc-danger)",
  "--mantine-color-body": "var(--mc-surface)",
  "--mantine-color-text": "var(--mc-text)",
};
const resolveVariables: CSSVariablesResolver = () => ({ variables: {}, light: ours, dark: ours });

/** The kit with our colours; light or dark follows the system until the person chooses. */
export function KitProvider({ children }: { children: ReactNode }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} defaultColorScheme="auto">
      {children}
    </MantineProvider>
  );
}
