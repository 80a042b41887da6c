import { Button } from "@mantine/core";
import { useEffect } from "react";
import { useStore } from "../../../api/create-store.ts";
import { useWords } from "../../../ui/use-words.ts";
import { askPermission, desktopPermission, followPermission } from "../../attention/desktop-notice.ts";
import classes from "../SettingsPage.module.css";
import own from "./DesktopNotices.module.css";

/** Whether this browser may notify: asks for it on a click, and says in words how a refusal is taken back. */
export function DesktopNotices() {
  const words = useWords();
  const permission = useStore(desktopPermission);
  useEffect(followPermission, []);
  return (
    <div className={own.desktop}>
      <span className={classes.choice} role="status">
        <span className={classes.choiceLabel}>{words("settings.desktop.title")}</span>
        <span className={classes.lead}>{words(`settings.desktop.${permission}`)}</span>
      </span>
      {permission === "default" && (
        <Button variant="default" onClick={() => void askPermission()}>
          {words("settings.desktop.ask")}
        </Button>
      )}
    </div>
  );
}
