import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { sessionQuery, signOut } from '../api/session.ts';
import { useTexts } from '../app/use-preferences.tsx';
import { useSession } from '../app/use-session.ts';
import { Button } from '../design/button.tsx';
import { RecoveryCodeList } from '../settings/profile/recovery-code-list.tsx';
import { SetUpTwoFactor } from '../settings/profile/two-factor.tsx';
import '../settings/settings.css';
import './sign-in.css';

/** In the place of every page while the account asks for a second factor that the person has not got. Then on to where one wanted to go. */
export function MustSetUpPage() {
  const texts = useTexts();
  const { account } = useSession();
  const client = useQueryClient();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  useEffect(() => { document.title = `${texts.mustSetUpTitle} · Patchbay`; }, [texts]);
  return (
    <main className="sign-in">
      <div className="sign-in-card wide">
        <p className="sign-in-brand">{account.name}</p>
        <h1>{texts.mustSetUpTitle}</h1>
        {codes ? <RecoveryCodeList codes={codes} onKept={() => void client.invalidateQueries({ queryKey: sessionQuery.queryKey })} /> : (
          <>
            <p>{texts.mustSetUpText(account.name)}</p>
            <SetUpTwoFactor isAsked onCodes={setCodes} />
            <Button kind="quiet" onPress={() => void signOut().then(() => location.assign('/app/sign-in'))}>{texts.signOut}</Button>
          </>
        )}
      </div>
    </main>
  );
}
