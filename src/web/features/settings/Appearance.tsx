import { type MantineColorScheme, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { chooseLanguage } from "../../text/i18n.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./SettingsPage.module.css";

const schemes: readonly MantineColorScheme[] = ["light", "dark", "auto"];

/** Light or dark, and the language. */
export function Appearance() {
  const words = useWords();
  const { i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <section className={classes.card} aria-labelledby="appearance">
      <h2 className={classes.heading} id="appearance">
        {words("settings.appearance")}
      </h2>
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
          value={i18n.language}
          onChange={(value) => void chooseLanguage(value === "en" ? "en" : "es")}
          data={[
            { value: "es", label: "Español" },
            { value: "en", label: "English" },
          ]}
        />
      </div>
    </section>
  );
}
