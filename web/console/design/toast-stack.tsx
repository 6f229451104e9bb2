import { useSyncExternalStore } from 'react';
import { Button } from './button.tsx';
import { readToasts, subscribeToasts } from './toasts.ts';

/** Spoken by the announcer; here they are seen and acted on. */
export function ToastStack() {
  const toasts = useSyncExternalStore(subscribeToasts, readToasts);
  if (toasts.length === 0) return null;
  return (
    <div className="toasts">
      {toasts.map((toast) => (
        <div key={toast.id} className="toast">
          <span>{toast.text}</span>
          {toast.action ? <Button kind="quiet" onPress={toast.action.run}>{toast.action.label}</Button> : null}
        </div>
      ))}
    </div>
  );
}
