/** Frame lengths in samples of 48 kHz by configuration (RFC 6716 §3.1): SILK, hybrid, CELT. */
const silk = [480, 960, 1_920, 2_880];
const hybrid = [480, 960];
const celt = [120, 240, 480, 960];

/** How long a packet sounds, in samples of 48 kHz: its first byte says how long its frames are, and how many. */
export function samplesOf(packet: Uint8Array): number {
  const [first = 0, second = 0] = packet;
  const configuration = first >> 3;
  const frame = frameOf(configuration);
  switch (first & 0x03) {
    case 0:
      return frame;
    case 3:
      return frame * (second & 0x3f);
    default:
      return frame * 2;
  }
}

function frameOf(configuration: number): number {
  if (configuration < 12) {
    return silk[configuration % 4] ?? 0;
  }
  return (configuration < 16 ? hybrid[configuration % 2] : celt[configuration % 4]) ?? 0;
}
