import { useEffect, useRef, useState } from 'react';
import type { QueueFigures } from '../api/wallboard.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { useSecond } from '../app/use-second.ts';
import { Button } from '../design/button.tsx';
import { clockDuration } from '../design/clock-duration.ts';
import { DataAge } from './data-age.tsx';
import { percentText } from './level.ts';
import { LevelTag } from './level-tag.tsx';
import { keepRotationSeconds, readRotationSeconds, rotationSecondsMax, rotationSecondsMin } from './rotation-seconds.ts';
import { secondsSince, type Dated } from './server-time.ts';

interface Props { readonly queues: readonly QueueFigures[]; readonly dated: Dated; readonly isConnected: boolean; readonly zone: string; readonly onLeave: () => void }

/** One queue after another over the whole screen, to be read from afar. Stands still while paused; nothing moves but the figures. */
export function Rotation({ queues, dated, isConnected, zone, onLeave }: Props) {
  const { texts, locale } = usePreferences();
  const nowMs = useSecond();
  const [at, setAt] = useState(0);
  const [isPaused, setPaused] = useState(false);
  const [seconds, setSeconds] = useState(readRotationSeconds);
  const frame = useRef<HTMLDivElement>(null);
  const leave = useRef(onLeave);
  useEffect(() => { leave.current = onLeave; });
  const count = queues.length;
  const shown = count === 0 ? 0 : at % count;
  const queue = queues[shown];
  const step = (by: number): void => setAt(() => (count === 0 ? 0 : (shown + by + count) % count));

  useEffect(() => {
    frame.current?.focus();
    document.documentElement.requestFullscreen?.().catch(() => undefined); // where the browser says no, the page is full all the same
    // Escape belongs to the browser while it is in full screen: it tells only that it has left.
    const left = (): void => { if (!document.fullscreenElement) leave.current(); };
    document.addEventListener('fullscreenchange', left);
    return () => {
      document.removeEventListener('fullscreenchange', left);
      if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    };
  }, []);
  useEffect(() => {
    if (isPaused || count < 2) return undefined;
    const timer = setTimeout(() => setAt((shown + 1) % count), seconds * 1_000);
    return () => clearTimeout(timer);
  }, [shown, isPaused, count, seconds]);

  if (!queue) return null;
  const big: [string, string][] = [
    [texts.figureNames.waiting, new Intl.NumberFormat(locale).format(queue.waiting)],
    [texts.longestWait, queue.oldestWaitingSince === null ? '–' : clockDuration(secondsSince(queue.oldestWaitingSince, dated, nowMs))],
    [texts.figureNames.answered, new Intl.NumberFormat(locale).format(queue.answered)],
    [texts.figureNames.abandoned, new Intl.NumberFormat(locale).format(queue.abandoned)],
    [texts.figureNames['speed-of-answer'], queue.speedOfAnswer.averageSeconds === null ? '–' : clockDuration(queue.speedOfAnswer.averageSeconds)],
    [texts.figureNames['handle-time'], queue.handleTime.averageSeconds === null ? '–' : clockDuration(queue.handleTime.averageSeconds)],
    [texts.agentStateNames.ready, String(queue.agents.ready)],
    [texts.agentStateNames.busy, String(queue.agents.busy + queue.agents['wrap-up'])],
    [texts.figureNames.occupancy, percentText(queue.occupancy.percent, locale)],
  ];
  return (
    <div
      ref={frame} className="rotation" tabIndex={-1} role="region" aria-label={texts.wallboard}
      onKeyDown={(event) => {
        const onField = event.target instanceof HTMLElement && event.target.closest('button, input') !== null;
        const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
        if (event.key === 'Escape') onLeave();
        else if ((event.key === 'ArrowLeft' || event.key === 'ArrowRight') && !(event.target instanceof HTMLInputElement)) step(event.key === forward ? 1 : -1);
        else if (event.key === ' ' && !onField) { event.preventDefault(); setPaused((before) => !before); }
      }}
    >
      <header className="rotation-head">
        <h1>{queue.name}</h1>
        <span className="sub">{texts.wallboardKinds[queue.kind]} · {texts.ofTarget(queue.targetPercent, clockDuration(queue.targetSeconds))}</span>
        <LevelTag queue={queue} />
        {queue.missed > 0 ? <span className="tag danger"><span>{texts.missedNow(queue.missed)}</span></span> : null}
      </header>
      <dl className="rotation-figures">{big.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      <footer className="rotation-foot">
        <Button onPress={() => step(-1)}>{texts.rotationBack}</Button>
        <span>{texts.rotationAt(shown + 1, count)}{isPaused ? `, ${texts.rotationPaused}` : ''}</span>
        <Button onPress={() => step(1)}>{texts.rotationNext}</Button>
        <Button onPress={() => setPaused(!isPaused)}>{isPaused ? texts.rotationGo : texts.rotationPause}</Button>
        <label className="rotation-every">{texts.rotationEvery}<input
          className="input" type="number" min={rotationSecondsMin} max={rotationSecondsMax} value={seconds}
          onChange={(event) => setSeconds(keepRotationSeconds(Number(event.target.value)))}
        /></label>
        <Button onPress={onLeave}>{texts.leaveFullScreen}</Button>
        <DataAge dated={dated} isConnected={isConnected} zone={zone} />
        <p className="hint">{texts.rotationKeys}</p>
      </footer>
    </div>
  );
}
