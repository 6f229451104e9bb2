/** Two short tones, made here: no file to load, and nothing where the browser lets no page sound before somebody has touched it. */
export function playOfferSound(): void {
  try {
    const audio = new AudioContext();
    const gain = audio.createGain();
    gain.connect(audio.destination);
    gain.gain.setValueAtTime(0.0001, audio.currentTime);
    for (const [at, pitch] of [[0, 880], [0.18, 1_175]] as const) {
      const tone = audio.createOscillator();
      tone.frequency.value = pitch;
      tone.connect(gain);
      gain.gain.exponentialRampToValueAtTime(0.15, audio.currentTime + at + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + at + 0.15);
      tone.start(audio.currentTime + at);
      tone.stop(audio.currentTime + at + 0.16);
    }
    setTimeout(() => void audio.close(), 1_000);
  } catch { /* no sound here */ }
}
