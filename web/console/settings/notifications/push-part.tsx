import { useQuery } from '@tanstack/react-query';
import type { PushDevice } from '#dialects/native/schemas/notifications.ts';
import { request } from '../../api/request.ts';
import { pushAbility, pushDevices, turnPushOff, turnPushOn } from '../../app/push.ts';
import { browserLanguage } from '../../app/theme.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { shortMoment } from '../../design/time-text.ts';
import { Check, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** Push for this browser, and one's devices. */
export function PushPart() {
  const { texts, preferences } = usePreferences();
  const { data } = useQuery({ queryKey: ['push-devices'], queryFn: ({ signal }) => pushDevices(signal) });
  const { save, isBusy, problem, setProblem } = useSave('push-devices');
  if (!data) return null;
  const ability = pushAbility();
  const here = data.items.find(({ isCurrent }) => isCurrent);
  const turnOn = (): void => void save(() => turnPushOn(data.publicKey, preferences.language ?? browserLanguage()), {
    after: (refusal) => { if (refusal !== null) setProblem(refusal === 'blocked' ? texts.pushBlocked : texts.pushFailed); },
  });
  const turnOff = (id: number): void => void save(async () => {
    await turnPushOff();
    await request(`/me/push-devices/${id}`, { method: 'DELETE' });
  }, { said: texts.pushTurnedOff });
  return (
    <>
      <Section title={texts.pushTitle}>
        <p className="hint">{texts.pushHint}</p>
        <div className="form">
          <Problem text={problem} />
          {ability === 'able'
            ? <p role="status">{here ? texts.pushIsOn : texts.pushIsOff}</p>
            : <p className="notice">{{ insecure: texts.pushInsecure, unable: texts.pushUnable, blocked: texts.pushBlocked }[ability]}</p>}
          <div className="form-actions">
            {here ? <Button isDisabled={isBusy} onPress={() => turnOff(here.id)}>{texts.pushOff}</Button> : ability === 'able' ? <Button kind="primary" isDisabled={isBusy} onPress={turnOn}>{texts.pushOn}</Button> : null}
          </div>
        </div>
      </Section>
      <Section title={texts.pushDevices}>
        {data.items.length === 0 ? <p className="hint">{texts.noPushDevices}</p> : <ul className="panel">{data.items.map((device) => <Device key={device.id} device={device} />)}</ul>}
      </Section>
    </>
  );
}

function Device({ device }: { device: PushDevice }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const { save, isBusy, problem } = useSave('push-devices');
  const { id, service, userAgent, isCurrent, pushedAt, showsText } = device;
  const name = browserOf(userAgent) ?? service;
  const change = (json: { showsText: boolean }): void => void save(() => request(`/me/push-devices/${id}`, { method: 'PATCH', json }), { said: texts.saved });
  return (
    <li className="panel-row">
      <div className="panel-main">
        <strong>{name}</strong>
        <span>{[service, pushedAt === null ? texts.pushNever : texts.pushLast(shortMoment(pushedAt, nowMs, locale, zone))].join(' · ')}</span>
        {device.refusedStatus === null ? null : <span>{texts.pushProblem(device.refusedStatus)}</span>}
        <Check label={texts.pushShowsText} isOn={showsText} isDisabled={isBusy} onChange={(isOn) => change({ showsText: isOn })} />
        {showsText ? <span className="hint">{texts.pushShowsTextHint}</span> : null}
        <Problem text={problem} />
      </div>
      {isCurrent ? <span className="tag good"><span>{texts.thisOne}</span></span> : null}
      <Button kind="quiet" isDisabled={isBusy} aria-label={`${texts.pushTest}: ${name}`} onPress={() => void save(() => request(`/me/push-devices/${id}/test`, { method: 'POST' }), { said: texts.pushTested })}>{texts.pushTest}</Button>
      {isCurrent ? null : <Button kind="quiet" isDisabled={isBusy} aria-label={`${texts.pushRemove}: ${name}`} onPress={() => void save(() => request(`/me/push-devices/${id}`, { method: 'DELETE' }))}>{texts.pushRemove}</Button>}
    </li>
  );
}

function browserOf(userAgent: string | null): string | null {
  const name = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(userAgent ?? '')?.[1];
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux)/.exec(userAgent ?? '')?.[1];
  return name === undefined ? null : [name === 'Edg' ? 'Edge' : name === 'OPR' ? 'Opera' : name, system].filter(Boolean).join(', ');
}
