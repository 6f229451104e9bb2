import { useState } from 'react';

/**
 * What a form was opened with, while somebody else may change the thing itself: untouched, the form follows; where something has been typed, it stays and `isStale` says that it is no longer so.
 * `stamp` tells one state of the thing from the next. `touch` when something is typed, `settle` when it has been saved, `take` to show what is so now.
 */
export function useHeld<Value>(current: Value, stamp: string): { held: Value; stamp: string; isStale: boolean; touch: () => void; settle: () => void; take: () => void } {
  const [held, setHeld] = useState({ value: current, stamp });
  const [isTouched, setTouched] = useState(false);
  if (held.stamp !== stamp && !isTouched) setHeld({ value: current, stamp });
  return {
    held: held.value, stamp: held.stamp, isStale: isTouched && held.stamp !== stamp,
    touch: () => { if (!isTouched) setTouched(true); },
    settle: () => setTouched(false),
    take: () => { setTouched(false); setHeld({ value: current, stamp }); },
  };
}
