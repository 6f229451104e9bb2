import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queuesQuery, type Menu } from '../../api/queues.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { ConfirmButton, Field, Problem, Section } from '../pieces.tsx';
import { CallPreview } from '../queues/call-preview.tsx';
import { QueueRow } from '../queues/queues-part.tsx';
import { StaleNotice } from '../stale-notice.tsx';
import { useHeld } from '../use-held.ts';
import { useSave } from '../use-save.tsx';
import { MenuForm } from './menu-form.tsx';
import { moveOf, type MoveHow } from './menu-moves.ts';

const hows: readonly MoveHow[] = ['up', 'down', 'out', 'in'];

/** Everything about the chosen node: its place, its words, where it leads, and what somebody gets who chooses it. */
export function MenuDetail({ menu, menus, canWrite, onMove, onGone }: { menu: Menu; menus: readonly Menu[]; canWrite: boolean; onMove: (how: MoveHow) => void; onGone: () => void }) {
  const texts = useTexts();
  const { data: queues = [] } = useQuery(queuesQuery);
  const { save, isBusy: isDeleting, problem } = useSave('menus', 'queues');
  const node = useHeld(menu, JSON.stringify(menu));
  const words = { up: texts.menuMoveUp, down: texts.menuMoveDown, out: texts.menuMoveOut, in: texts.menuMoveIn };
  const own = queues.filter(({ menuId, deletedAt }) => menuId === menu.id && deletedAt === null);
  return (
    <>
      <Section title={menu.name} action={canWrite ? <ConfirmButton label={texts.remove} confirm={texts.reallyDeleteMenu} name={menu.name} isDisabled={isDeleting} onConfirm={() => void save(() => request(`/menus/${menu.id}`, { method: 'DELETE' }), { after: onGone })} /> : null}>
        {menu.path === null ? null : <p className="hint">{texts.menuPath}: {menu.path}</p>}
        <Problem text={problem} />
        {canWrite ? <div className="menu-moves">{hows.map((how) => <Button key={how} aria-label={texts.menuMoveOf(words[how], menu.name)} isDisabled={moveOf(menus, menu, how) === null} onPress={() => onMove(how)}>{words[how]}</Button>)}</div> : null}
        {node.isStale ? <StaleNotice onTake={node.take} /> : null}
        <div className="spaced" onInput={node.touch}><MenuForm key={node.stamp} menu={node.held} canWrite={canWrite} onTouched={node.touch} onSaved={node.settle} /></div>
      </Section>
      <Section title={texts.menuQueues}>
        {menu.isLeaf ? (own.length === 0 ? <p>{texts.noMenuQueues}</p> : <ul className="panel">{own.map((queue) => <li key={queue.id}><QueueRow queue={queue} /></li>)}</ul>) : <p>{texts.menuBranch}</p>}
      </Section>
      <MenuPreview menu={menu} langs={[...new Set([...menu.languages.map(({ lang }) => lang), ...own.map(({ lang }) => lang)])]} />
    </>
  );
}

function MenuPreview({ menu, langs }: { menu: Menu; langs: readonly string[] }) {
  const texts = useTexts();
  const [lang, setLang] = useState(langs[0] ?? 'en');
  return (
    <CallPreview question={{ menuId: menu.id, lang: lang === '' ? 'en' : lang, kind: menu.kind === 'ivr' ? 'call' : 'chat' }}>
      <Field label={texts.previewLanguage} hint={texts.languageHint} value={lang} onChange={setLang} maxLength={20} />
    </CallPreview>
  );
}
