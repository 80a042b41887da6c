import { useEffect, useEffectEvent, useState } from "react";
import { readWebm } from "./read-webm.ts";
import { writeOgg } from "./write-ogg.ts";

/** A finished recording; `isVoice`: WhatsApp shows it as a voice note, which asks for Opus in one channel. */
export type Recording = { file: Blob; name: string; isVoice: boolean };

export type RecorderState =
  | { kind: "asking" }
  | { kind: "recording"; since: number }
  | { kind: "done"; recording: Recording }
  | { kind: "failed"; why: "denied" | "unsupported" };

/** What browsers record, the best first: Firefox writes Ogg itself, Chromium WebM, Safari only AAC in MP4. */
const wantedTypes = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];

/** Records from the microphone as soon as it is mounted; leaving it lets go of the microphone. */
export function useRecorder(): { state: RecorderState; stop: () => void } {
  const [state, setState] = useState<RecorderState>({ kind: "asking" });
  const [recorder, setRecorder] = useState<MediaRecorder | null>(null);
  const begin = useEffectEvent(async (signal: AbortSignal) => {
    const type = wantedTypes.find((one) => globalThis.MediaRecorder?.isTypeSupported(one));
    if (type === undefined || navigator.mediaDevices === undefined) {
      setState({ kind: "failed", why: "unsupported" });
      return;
    }
    const stream = await openMicrophone();
    if (stream === null) {
      setState({ kind: "failed", why: "denied" });
      return;
    }
    const letGo = (): void => {
      for (const track of stream.getTracks()) {
        track.stop();
      }
    };
    if (signal.aborted) {
      letGo();
      return;
    }
    signal.addEventListener("abort", letGo);
    const pieces: Blob[] = [];
    const made = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 32_000 });
    made.addEventListener("dataavailable", ({ data }) => pieces.push(data));
    made.addEventListener("stop", () => {
      letGo();
      if (!signal.aborted) {
        void finish(new Blob(pieces, { type })).then(
          (recording) => setState({ kind: "done", recording }),
          () => setState({ kind: "failed", why: "unsupported" }),
        );
      }
    });
    made.start();
    setRecorder(made);
    setState({ kind: "recording", since: Date.now() });
  });
  useEffect(() => {
    const leaving = new AbortController();
    void begin(leaving.signal);
    return () => leaving.abort();
  }, []);
  return {
    state,
    stop() {
      if (recorder?.state === "recording") {
        recorder.stop();
      }
    },
  };
}

function openMicrophone(): Promise<MediaStream | null> {
  return navigator.mediaDevices
    .getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true } })
    .catch(() => null);
}

/** Opus moves out of WebM into Ogg, sound by sound as it is; AAC goes as it is, and not as a voice note. */
async function finish(recorded: Blob): Promise<Recording> {
  if (recorded.type.startsWith("audio/mp4")) {
    return { file: recorded, name: "audio.m4a", isVoice: false };
  }
  const bytes = new Uint8Array(await recorded.arrayBuffer());
  const isOgg = recorded.type.startsWith("audio/ogg");
  const sound = isOgg ? null : readWebm(bytes);
  const file = sound === null ? recorded : new Blob([writeOgg(sound)], { type: "audio/ogg; codecs=opus" });
  return { file, name: "voice.ogg", isVoice: (sound?.head[9] ?? 1) === 1 };
}
