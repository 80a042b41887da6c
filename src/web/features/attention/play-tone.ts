let audio: AudioContext | null = null;

/** Two short soft notes; none before the person has touched the page, because browsers would only complain. */
export function playTone(): void {
  if (!navigator.userActivation.hasBeenActive) {
    return;
  }
  audio ??= new AudioContext();
  void audio.resume();
  playNote(audio, 660, 0);
  playNote(audio, 880, 0.12);
}

function playNote(context: AudioContext, frequency: number, afterSeconds: number): void {
  const at = context.currentTime + afterSeconds;
  const note = context.createOscillator();
  const volume = context.createGain();
  note.frequency.value = frequency;
  volume.gain.setValueAtTime(0.0001, at);
  volume.gain.exponentialRampToValueAtTime(0.12, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.24);
  note.connect(volume).connect(context.destination);
  note.start(at);
  note.stop(at + 0.25);
}
