import { Button } from "@mantine/core";
import { IconPlayerStopFilled } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useState } from "react";
import type { Message } from "#contract/messages.ts";
import type { UploadView } from "#contract/uploads.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { useTime } from "../../ui/use-time.ts";
import { problemText } from "../content/problem-text.ts";
import { SendEnd } from "../content/SendEnd.tsx";
import { uploadFile } from "../content/upload-file.ts";
import { type ContentTarget, useSendContent } from "../content/use-send-content.ts";
import { type Recording, useRecorder } from "./use-recorder.ts";
import classes from "./VoiceRecorder.module.css";

type Props = { target: ContentTarget; onClose: () => void };

/** Records a voice note, lets the person listen to it, and sends it. */
export function VoiceRecorder({ target, onClose }: Props) {
  const { words } = useTime();
  const { state, stop } = useRecorder();
  return (
    <Dialog opened onClose={onClose} title={words("more.voice")}>
      {state.kind === "failed" && <p className={classes.failed}>{words(`voice.${state.why}`)}</p>}
      {state.kind === "recording" && (
        <div className={classes.recording}>
          <span className={classes.light} aria-hidden="true" />
          <span role="timer">
            {words("voice.recording")} <Elapsed since={state.since} />
          </span>
          <Button variant="default" onClick={onClose}>
            {words("voice.discard")}
          </Button>
          <Button
            data-autofocus
            leftSection={<IconPlayerStopFilled size={18} aria-hidden="true" />}
            onClick={stop}
          >
            {words("voice.stop")}
          </Button>
        </div>
      )}
      {state.kind === "done" && <Recorded target={target} recording={state.recording} onClose={onClose} />}
    </Dialog>
  );
}

function Elapsed({ since }: { since: number }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const ticking = setInterval(() => setSeconds(Math.floor((Date.now() - since) / 1_000)), 250);
    return () => clearInterval(ticking);
  }, [since]);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

type UploadState = { kind: "uploading" } | { kind: "failed" } | { kind: "uploaded"; upload: UploadView };

function Recorded({ target, recording, onClose }: Props & { recording: Recording }) {
  const { words, language } = useTime();
  const content = useSendContent(target);
  const [url] = useState(() => URL.createObjectURL(recording.file));
  const [state, setState] = useState<UploadState>({ kind: "uploading" });
  const { file, name, isVoice } = recording;
  const begin = useEffectEvent(async (signal: AbortSignal) => {
    try {
      const upload = await uploadFile(file, { name, signal, onProgress: () => undefined });
      setState({ kind: "uploaded", upload });
    } catch {
      if (!signal.aborted) {
        setState({ kind: "failed" });
      }
    }
  });
  useEffect(() => {
    const leaving = new AbortController();
    void begin(leaving.signal);
    return () => leaving.abort();
  }, []);
  const facts = { type: file.type, size: file.size };
  const decision = content.decide({ kind: "audio", file: facts, caption: null, isVoice });
  const problem = ((): string | null => {
    switch (state.kind) {
      case "uploading":
        return words("voice.uploading");
      case "failed":
        return words("attach.failed");
      default:
        return problemText(decision, words, language);
    }
  })();
  const handleSend = (): void => {
    if (state.kind === "uploaded") {
      const { id, type, size } = state.upload;
      const shown: Message["attachments"][number] = { id, name, type, size, url, state: "stored" };
      content.send([
        { parts: { kind: "audio", uploadId: id, ...(isVoice ? { voice: true } : {}) }, files: [shown] },
      ]);
      onClose();
    }
  };
  return (
    <div className={classes.recorded}>
      <audio controls src={url} aria-label={words("voice.listen")} className={classes.player}>
        <track kind="captions" />
      </audio>
      {state.kind === "uploaded" && <p className={classes.ready}>{words("voice.ready")}</p>}
      <SendEnd content={content} problem={problem} onSend={handleSend} onCancel={onClose} />
    </div>
  );
}
