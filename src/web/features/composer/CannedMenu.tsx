import { Link } from "@tanstack/react-router";
import { TypedMenu } from "../../ui/TypedMenu.tsx";
import { useWords } from "../../ui/use-words.ts";
import classes from "./CannedMenu.module.css";

/** A canned reply as it would stand in the text: filled for the customer. */
export type CannedChoice = { id: string; shortcut: string; text: string };
type Props = {
  id: string;
  choices: readonly CannedChoice[];
  activeIndex: number;
  onChoose: (choice: CannedChoice) => void;
};

/** The replies that fit what stands after the "/". */
export function CannedMenu(props: Props) {
  const words = useWords();
  const head = (
    <>
      <p className={classes.title}>{words("canned.title")}</p>
      {props.choices.length === 0 && (
        <p className={classes.hint}>
          {words("canned.none")}{" "}
          <Link to="/settings/$page" params={{ page: "canned-replies" }}>
            {words("canned.create")}
          </Link>
        </p>
      )}
    </>
  );
  return (
    <TypedMenu label={words("canned.title")} head={head} isWide {...props}>
      {({ shortcut, text }) => (
        <span className={classes.reply}>
          <span className={classes.shortcut}>/{shortcut}</span>
          <span className={classes.text}>{text}</span>
        </span>
      )}
    </TypedMenu>
  );
}
