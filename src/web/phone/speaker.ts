/** Reads aloud with the browser's voice, and rings. One for each telephone; the browser speaks one sentence at a time. */
export class Speaker {
  #muted = false;
  #current: { finish: () => void; timer: number | undefined } | undefined;
  #audio: AudioContext | undefined;
  #ringing: number | undefined;

  constructor() {
    // Asked for early: some browsers load their voices only then
    globalThis.speechSynthesis?.getVoices();
  }

  set muted(muted: boolean) {
    this.#muted = muted;
    // The running sentence goes on in silence, for about as long as it would have taken
    if (muted && this.#current) globalThis.speechSynthesis?.cancel();
  }

  /** Speaks; `onFinished` comes once, after the last word or, without a voice, after that many seconds. */
  say(text: string, language: string, seconds: number, onFinished: () => void): void {
    this.hush();
    const current = { finish: onFinished, timer: undefined as number | undefined };
    this.#current = current;
    const finish = () => {
      if (this.#current !== current) return;
      this.#current = undefined;
      clearTimeout(current.timer);
      onFinished();
    };
    const silently = () => {
      clearTimeout(current.timer);
      current.timer = window.setTimeout(finish, seconds * 1_000);
    };
    const synthesis = globalThis.speechSynthesis;
    if (this.#muted || !synthesis || synthesis.getVoices().length === 0) return silently();
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = language;
    utterance.onend = finish;
    // Cut off by the other telephone or by muting
    utterance.onerror = silently;
    synthesis.speak(utterance);
    // A browser that may not speak yet (no key pressed on the page) says nothing and reports nothing
    current.timer = window.setTimeout(() => synthesis.speaking || finish(), seconds * 1_000);
  }

  /** Stops at once; nobody is told. */
  hush(): void {
    if (!this.#current) return;
    clearTimeout(this.#current.timer);
    this.#current = undefined;
    globalThis.speechSynthesis?.cancel();
  }

  /** The German ring: 425 Hz, one second on, four off. */
  ring(): void {
    if (this.#ringing !== undefined) return;
    const once = () => {
      if (!this.#muted) this.#tone(425, 1);
    };
    once();
    this.#ringing = window.setInterval(once, 5_000);
  }

  stopRinging(): void {
    clearInterval(this.#ringing);
    this.#ringing = undefined;
  }

  #tone(hertz: number, seconds: number): void {
    this.#audio ??= new AudioContext();
    const { currentTime, destination } = this.#audio;
    const volume = new GainNode(this.#audio, { gain: 0.1 });
    const tone = new OscillatorNode(this.#audio, { frequency: hertz });
    tone.connect(volume).connect(destination);
    tone.start(currentTime);
    tone.stop(currentTime + seconds);
  }
}
