import { useWords } from "../../ui/use-words.ts";
import { Appearance } from "./Appearance.tsx";
import { AutoReply } from "./AutoReply.tsx";
import { Channels } from "./Channels.tsx";
import classes from "./SettingsPage.module.css";

/** What can be set: the automatic reply, how the screen looks, and the channels as they are. */
export function SettingsPage() {
  const words = useWords();
  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <h1 className={classes.title}>{words("settings.title")}</h1>
        <AutoReply />
        <Appearance />
        <Channels />
      </div>
    </main>
  );
}
