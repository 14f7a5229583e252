/** The sound of an incoming call: two soft tones, again and again until it stops. */

const TONES = [
  { hertz: 660, atSeconds: 0 },
  { hertz: 880, atSeconds: 0.22 },
];
const TONE_SECONDS = 0.18;
const AGAIN_MS = 2_000;

let audio: AudioContext | undefined;

/** Browsers allow sound only after the page was touched: called with the first key or click. */
export function allowSound(): void {
  audio ??= new AudioContext();
  void audio.resume();
}

/** Rings until the answer is called. */
export function ring(): () => void {
  play();
  const timer = setInterval(play, AGAIN_MS);
  return () => clearInterval(timer);
}

function play(): void {
  if (audio?.state !== 'running') return;
  const { currentTime: now } = audio;
  for (const { hertz, atSeconds } of TONES) {
    const tone = new OscillatorNode(audio, { frequency: hertz });
    const volume = new GainNode(audio, { gain: 0 });
    const [from, to] = [now + atSeconds, now + atSeconds + TONE_SECONDS];
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(0.2, from + 0.02);
    volume.gain.linearRampToValueAtTime(0, to);
    tone.connect(volume).connect(audio.destination);
    tone.start(from);
    tone.stop(to);
  }
}
