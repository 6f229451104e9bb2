import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { copyText } from '../../design/copy-text.ts';
import { showToast } from '../../design/toasts.ts';

/** Shown once. */
export function RecoveryCodeList({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const texts = useTexts();
  return (
    <div className="notice plain" role="status">
      <p>{texts.recoveryCodesHint}</p>
      <ol className="code-list" aria-label={texts.recoveryCodes}>{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ol>
      <div className="form-actions">
        <Button onPress={() => void copyText(codes.join('\n')).then((isCopied) => showToast(isCopied ? texts.copied : texts.notCopied))}>{texts.copyAll}</Button>
        <Button kind="primary" onPress={onKept}>{texts.haveKeptThem}</Button>
      </div>
    </div>
  );
}
