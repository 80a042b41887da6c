/** So many bars stand for a sound. */
export const barCount = 48;

/** A sound of more bytes is no voice note: its bars would cost more than they tell. */
const mostBytes = 512_000;
const sampleRate = 8_000;
const known = new Map<string, Promise<number[] | null>>();

/** The bars of a voice note, each between 0 and 1; null when this browser can't read it. Read once for each address. */
export function readWave(url: string, size: number | null): Promise<number[] | null> {
  if (size === null || size > mostBytes) {
    return Promise.resolve(null);
  }
  const wave = known.get(url) ?? decode(url).catch(() => null);
  known.set(url, wave);
  return wave;
}

async function decode(url: string): Promise<number[]> {
  const bytes = await (await fetch(url)).arrayBuffer();
  const context = new OfflineAudioContext(1, 1, sampleRate);
  return barsOf((await context.decodeAudioData(bytes)).getChannelData(0));
}

/** The loudest moment of each part of a sound, the loudest of all being 1. */
export function barsOf(samples: Float32Array): number[] {
  const length = samples.length / barCount;
  const bars = Array.from({ length: barCount }, (_, index) => {
    let loudest = 0;
    for (let at = Math.floor(index * length); at < Math.floor((index + 1) * length); at += 1) {
      loudest = Math.max(loudest, Math.abs(samples[at] ?? 0));
    }
    return loudest;
  });
  const loudest = Math.max(...bars);
  return loudest === 0 ? bars : bars.map((bar) => bar / loudest);
}
