/**
 * The sound of waiting: a soft two-note chime and quiet in turn, so that nobody thinks the line is dead.
 * Made by code, so that no recording's licence and no file has to be looked after.
 * Format: WAV, 8 kHz, 16 bit, mono (what a telephone carries without conversion loss).
 */
const RATE_HZ = 8_000;
const SECONDS = 20;
/** A chime every so many seconds: E5 and C5, calm and below the range most people lose with age. */
const EVERY_SECONDS = 5;
const NOTES_HZ = [659.25, 523.25];
const NOTE_SECONDS = 1.2;
const LOUDNESS = 0.12;

/** @returns the whole file; its length is one round of the hold loop. */
export function holdAudio(): Buffer {
  const samples = new Int16Array(RATE_HZ * SECONDS);
  for (let start = 0; start < SECONDS; start += EVERY_SECONDS)
    for (const [index, hz] of NOTES_HZ.entries()) strike(samples, hz, start + index * 0.6);
  return Buffer.concat([header(samples.byteLength), Buffer.from(samples.buffer)]);
}

function strike(samples: Int16Array, hz: number, atSeconds: number): void {
  const first = Math.round(atSeconds * RATE_HZ);
  for (let i = 0; i < NOTE_SECONDS * RATE_HZ; i += 1) {
    const t = i / RATE_HZ;
    // Fades in over 20 ms (no click) and dies away like a bell.
    const envelope = Math.min(1, t / 0.02) * Math.exp(-3.5 * t);
    samples[first + i] = (samples[first + i] ?? 0) + Math.sin(2 * Math.PI * hz * t) * envelope * LOUDNESS * 32_767;
  }
}

/** RIFF header of uncompressed PCM. */
function header(dataBytes: number): Buffer {
  const h = Buffer.alloc(44);
  h.write('RIFF', 0);
  h.writeUInt32LE(36 + dataBytes, 4);
  h.write('WAVEfmt ', 8);
  h.writeUInt32LE(16, 16);
  h.writeUInt16LE(1, 20);
  h.writeUInt16LE(1, 22);
  h.writeUInt32LE(RATE_HZ, 24);
  h.writeUInt32LE(RATE_HZ * 2, 28);
  h.writeUInt16LE(2, 32);
  h.writeUInt16LE(16, 34);
  h.write('data', 36);
  h.writeUInt32LE(dataBytes, 40);
  return h;
}
