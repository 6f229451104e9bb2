import { useEffect, useRef, useState, type RefObject } from 'react';
import { apiBase } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { clampedHeight, heightMessage, keepHeight, keptHeight } from './frame-heights.ts';
import { useIsDark } from './use-is-dark.tsx';

/** Chrome and Edge from 154: a frame takes the height of what is in it, where both sides say so. No script, no shared origin (docs/decisions/0021). */
const sizesItself = typeof CSS !== 'undefined' && CSS.supports('frame-sizing', 'content-height');
const settleMs = 250;
/** Until it is known. A frame never asks for less than it has when it loads: so it begins small. */
const firstPixels = 40;

interface Props { readonly messageId: number; readonly withImages: boolean; readonly foldsQuote: boolean }

/** The formatted mail in a frame of an origin of its own. Its height is the mail's: by the browser, else told by the one script that its policy allows. */
export function MailFrame({ messageId, withImages, foldsQuote }: Props) {
  const { texts } = usePreferences();
  const isDark = useIsDark();
  const frame = useRef<HTMLIFrameElement>(null);
  const key = `${messageId}:${withImages ? 1 : 0}:${foldsQuote ? 1 : 0}:${window.innerWidth}`;
  const [height, setHeight] = useState(() => keptHeight(key));
  const settled = useSettledWidth(frame);
  const [loaded, setLoaded] = useState('');

  useEffect(() => {
    if (sizesItself) return undefined;
    const listen = (event: MessageEvent): void => {
      if (event.source !== frame.current?.contentWindow || event.origin !== 'null') return;
      const told = heightMessage(event.data);
      if (told === null) return;
      setHeight(told);
      keepHeight(key, told);
    };
    window.addEventListener('message', listen);
    return () => window.removeEventListener('message', listen);
  }, [key]);

  const query = new URLSearchParams({ images: withImages ? '1' : '0', quotes: foldsQuote ? '0' : '1', theme: isDark ? 'dark' : 'light', ...(sizesItself ? {} : { measure: '1' }) });
  // The browser sizes it when it loads: in another width it is loaded again.
  const load = `${query.toString()}:${settled}`;
  const begin = (settled === 0 ? height : null) ?? firstPixels;
  return (
    <iframe
      key={load} ref={frame} className={`mail-frame${sizesItself ? ' sizes-itself' : ''}`} title={texts.formattedMail} referrerPolicy="no-referrer"
      sandbox={`allow-popups allow-popups-to-escape-sandbox${sizesItself ? '' : ' allow-scripts'}`} src={`${apiBase}/messages/${messageId}/html?${query.toString()}`}
      style={sizesItself && loaded === load ? {} : { blockSize: begin }}
      onLoad={({ currentTarget }) => {
        setLoaded(load);
        if (!sizesItself) return;
        const element = currentTarget;
        requestAnimationFrame(() => requestAnimationFrame(() => keepHeight(key, clampedHeight(element.getBoundingClientRect().height))));
      }}
    />
  );
}

/** The width once it has stopped changing; 0 at first, so that the first width loads nothing twice. */
function useSettledWidth(frame: RefObject<HTMLIFrameElement | null>): number {
  const [settled, setSettled] = useState(0);
  const first = useRef<number | null>(null);
  useEffect(() => {
    const parent = frame.current?.parentElement;
    if (!parent || !sizesItself) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new ResizeObserver(([entry]) => {
      const width = Math.round(entry?.contentRect.width ?? 0);
      if (width === 0) return;
      first.current ??= width;
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (width !== first.current) setSettled(width);
      }, settleMs);
    });
    observer.observe(parent);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [frame]);
  return settled;
}
