import { createTheme, type MantineColorsTuple, MantineProvider } from "@mantine/core";
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

const theme = createTheme({
  colors: { brand },
  primaryColor: "brand",
  primaryShade: 7,
  defaultRadius: "md",
  fontFamily: "var(--mc-font)",
  fontFamilyMonospace: "ui-monospace, monospace",
  focusRing: "auto",
  cursorType: "pointer",
});

/** The kit with our colours; light or dark follows the system until the person chooses. */
export function KitProvider({ children }: { children: ReactNode }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      {children}
    </MantineProvider>
  );
}
