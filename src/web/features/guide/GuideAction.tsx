import { Button } from "@mantine/core";
import { IconDeviceMobile, IconMessages, IconPlayerTrackNext } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { minuteMs } from "#domain/time.ts";
import { useSession } from "../../api/use-session.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./Guide.module.css";
import type { GuideStep } from "./guide-steps.ts";
import { moveClock } from "./move-clock.ts";

type Props = { step: GuideStep; threadId: string | null; closesAt: number | null };

/** The button that does the next thing of the story, or leads to where it is done. */
export function GuideAction({ step, threadId, closesAt }: Props) {
  const words = useWords();
  const { demo } = useSession();
  const move = useMutation({ mutationFn: moveClock });
  if (step === "wrote" || step === "thanks") {
    return (
      <Button
        component="a"
        href={demo?.simulatorUrl}
        target="phone"
        leftSection={<IconDeviceMobile size={18} />}
      >
        {words("guide.openPhone")}
      </Button>
    );
  }
  if (step === "closed" && closesAt !== null) {
    return (
      <>
        {move.isError && (
          <span role="alert" className={classes.failed}>
            {words("guide.clockFailed")}
          </span>
        )}
        <Button
          loading={move.isPending}
          leftSection={<IconPlayerTrackNext size={18} />}
          onClick={() => move.mutate(closesAt + minuteMs)}
        >
          {words("guide.moveClock")}
        </Button>
      </>
    );
  }
  return threadId === null ? null : (
    <Button
      component={Link}
      to={`/inbox/${threadId}`}
      variant="default"
      leftSection={<IconMessages size={18} />}
    >
      {words("guide.openThread")}
    </Button>
  );
}
