/** A sound of some seconds that swells, as a WAV file of 8 kHz: what every browser plays. */
export function soundFile(seconds: number): Buffer {
  const rate = 8_000;
  const samples = Math.round(seconds * rate);
  const file = Buffer.alloc(44 + samples * 2);
  file.write("RIFF", 0);
  file.writeUInt32LE(36 + samples * 2, 4);
  file.write("WAVEfmt ", 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36);
  file.writeUInt32LE(samples * 2, 40);
  for (let index = 0; index < samples; index += 1) {
    const loudness = Math.sin((index / samples) * Math.PI) * (0.4 + 0.6 * Math.abs(Math.sin(index / 1_500)));
    file.writeInt16LE(Math.round(Math.sin(index / 4) * loudness * 20_000), 44 + index * 2);
  }
  return file;
}
