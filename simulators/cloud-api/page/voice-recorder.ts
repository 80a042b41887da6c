/** Records the microphone until it is told to stop; null where the browser has none. */
export type Recorder = { stop(): Promise<File> };

/** Whether this browser can record at all. */
export const canRecord = "mediaDevices" in navigator && "MediaRecorder" in globalThis;

/** Starts to record, after the person allowed it. */
export async function startRecording(): Promise<Recorder> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
  const wanted = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus"];
  const mimeType = wanted.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, mimeType === undefined ? {} : { mimeType });
  const parts: Blob[] = [];
  recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
  recorder.start();
  return {
    stop: () =>
      new Promise((resolve) => {
        recorder.addEventListener("stop", () => {
          for (const track of stream.getTracks()) {
            track.stop();
          }
          resolve(new File(parts, "voice", { type: recorder.mimeType }));
        });
        recorder.stop();
      }),
  };
}
