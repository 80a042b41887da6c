import { Avatar } from "../../ui/Avatar.tsx";
import { TypedMenu } from "../../ui/TypedMenu.tsx";
import { useWords } from "../../ui/use-words.ts";

/** A colleague who can be named. */
export type Person = { id: string; name: string };
type Props = {
  id: string;
  choices: readonly Person[];
  activeIndex: number;
  onChoose: (choice: Person) => void;
};

/** The colleagues that fit what stands after the "@". */
export function MentionMenu(props: Props) {
  const words = useWords();
  return (
    <TypedMenu label={words("work.mention")} {...props}>
      {({ name }) => (
        <>
          <Avatar name={name} size="sm" />
          {name}
        </>
      )}
    </TypedMenu>
  );
}
