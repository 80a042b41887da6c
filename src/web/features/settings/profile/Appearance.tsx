import { type MantineColorScheme, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { chooseLanguage } from "../../../text/i18n.ts";
import { useLanguage, useWords } from "../../../ui/use-words.ts";
import { Card } from "../Card.tsx";
import classes from "../SettingsPage.module.css";

const schemes: readonly MantineColorScheme[] = ["light", "dark", "auto"];

/** Light or dark, and the language. */
export function Appearance() {
  const words = useWords();
  const language = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Card title={words("settings.appearance")} lead={words("settings.appearanceLead")}>
      <div className={classes.choice}>
        <span className={classes.choiceLabel} id="theme">
          {words("settings.theme")}
        </span>
        <SegmentedControl
          aria-labelledby="theme"
          value={colorScheme}
          onChange={(value) => {
            const scheme = schemes.find((one) => one === value);
            if (scheme !== undefined) {
              setColorScheme(scheme);
            }
          }}
          data={[
            { value: "light", label: words("settings.light") },
            { value: "dark", label: words("settings.dark") },
            { value: "auto", label: words("settings.system") },
          ]}
        />
      </div>
      <div className={classes.choice}>
        <span className={classes.choiceLabel} id="language">
          {words("settings.language")}
        </span>
        <SegmentedControl
          aria-labelledby="language"
          value={language}
          onChange={(value) => void chooseLanguage(value === "en" ? "en" : "es")}
          data={[
            { value: "es", label: "Español" },
            { value: "en", label: "English" },
          ]}
        />
      </div>
    </Card>
  );
}
