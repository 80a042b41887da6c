import { Button } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { ErrorNote } from "../../../ui/ErrorNote.tsx";
import { useWords } from "../../../ui/use-words.ts";
import classes from "../SettingsPage.module.css";
import { Problems } from "./Problems.tsx";
import type { useConnection } from "./use-connection.ts";

type Props = { connection: ReturnType<typeof useConnection>; canCheck: boolean; onCheck: () => void };

/** The end of both forms: what the provider said, and the two buttons. */
export function ConnectEnd({ connection, canCheck, onCheck }: Props) {
  const words = useWords();
  const { problems, otherError, isGood, isChecking, isConnecting } = connection;
  return (
    <>
      {problems.length > 0 && <Problems problems={problems} />}
      {otherError !== null && <ErrorNote error={otherError} />}
      <div role="status" className={classes.status}>
        {isGood && (
          <p className={classes.good}>
            <IconCircleCheck size={18} aria-hidden="true" />
            {words("settings.checkGood")}
          </p>
        )}
      </div>
      <div className={classes.actions}>
        <Button variant="default" loading={isChecking} disabled={!canCheck || isConnecting} onClick={onCheck}>
          {words("settings.check")}
        </Button>
        <Button type="submit" loading={isConnecting} disabled={isChecking}>
          {words("settings.connect")}
        </Button>
      </div>
    </>
  );
}
