import { ActionIcon, Button } from "@mantine/core";
import { IconCheck, IconChevronDown, IconChevronUp, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useStore } from "../../api/create-store.ts";
import { useServerNow } from "../../api/server-clock.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./Guide.module.css";
import { GuideAction } from "./GuideAction.tsx";
import { beginGuide, closeGuide, guide } from "./guide-state.ts";
import { type GuideStep, guideSteps } from "./guide-steps.ts";
import { useGuide } from "./use-guide.ts";

/** Leads through the story of the demo: one step at a time, each with its sentence and the button that does it. */
export function Guide() {
  return useStore(guide).isOpen ? <OpenGuide /> : null;
}

function OpenGuide() {
  const words = useWords();
  const now = useServerNow();
  const { isStarted, done, current, threadId, closesAt } = useGuide();
  const [isUnfolded, setIsUnfolded] = useState(false);
  const number = current === null ? guideSteps.length : guideSteps.indexOf(current) + 1;
  const title = !isStarted
    ? words("guide.offer")
    : current === null
      ? words("guide.done")
      : words(`guide.title.${current}`);
  const hint = !isStarted
    ? words("guide.offerHint")
    : current === null
      ? words("guide.doneHint")
      : words(`guide.hint.${current}`);
  return (
    <section className={classes.guide} data-started={isStarted} aria-label={words("guide.label")}>
      <div className={classes.text} aria-live="polite">
        <p className={classes.title}>
          {isStarted && current !== null && (
            <span className={classes.step}>{words("guide.step", { number, count: guideSteps.length })}</span>
          )}
          {title}
        </p>
        <p className={classes.hint}>{hint}</p>
      </div>
      <div className={classes.actions}>
        {isStarted && current !== null ? (
          <GuideAction step={current} threadId={threadId} closesAt={closesAt} />
        ) : (
          <Button onClick={() => beginGuide(now)}>{words(isStarted ? "guide.again" : "guide.start")}</Button>
        )}
        {isStarted && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={words(isUnfolded ? "guide.hideSteps" : "guide.showSteps")}
            title={words(isUnfolded ? "guide.hideSteps" : "guide.showSteps")}
            aria-expanded={isUnfolded}
            onClick={() => setIsUnfolded(!isUnfolded)}
          >
            {isUnfolded ? <IconChevronUp size={18} /> : <IconChevronDown size={18} />}
          </ActionIcon>
        )}
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={words("guide.close")}
          title={words("guide.close")}
          onClick={closeGuide}
        >
          <IconX size={18} />
        </ActionIcon>
      </div>
      {isStarted && isUnfolded && <Steps done={done} current={current} />}
    </section>
  );
}

function Steps({ done, current }: { done: readonly GuideStep[]; current: GuideStep | null }) {
  const words = useWords();
  return (
    <ol className={classes.steps}>
      {guideSteps.map((step) => (
        <li key={step} className={classes.item} aria-current={step === current ? "step" : undefined}>
          <span className={classes.mark} data-done={done.includes(step)} aria-hidden="true">
            {done.includes(step) && <IconCheck size={14} />}
          </span>
          {words(`guide.title.${step}`)}
          {done.includes(step) && <span className={classes.spoken}> · {words("guide.finished")}</span>}
        </li>
      ))}
    </ol>
  );
}
