import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { menusQuery, type Menu } from '../../api/queues.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { announce } from '../../design/announcer.ts';
import { Button } from '../../design/button.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { Choice, Field, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { MenuDetail } from './menu-detail.tsx';
import { moveOf, type MoveHow } from './menu-moves.ts';
import { MenuTree } from './menu-tree.tsx';
import '../queues/queues.css';

const kinds = ['ivr', 'mobile', 'web'] as const;

/** Trees of choices, one way in at a time. */
export function MenusPart() {
  const texts = useTexts();
  const may = usePermission();
  const client = useQueryClient();
  const { data, isPending, error, refetch } = useQuery(menusQuery);
  const [kind, setKind] = useState<Menu['kind']>('ivr');
  const [chosenId, setChosenId] = useState<number | null>(null);
  /** Null: everything. */
  const [open, setOpen] = useState<ReadonlySet<number> | null>(null);
  const { save, problem } = useSave('menus', 'queues');
  /** The move that is under way and those behind it: a key pressed meanwhile moves on from where they lead. */
  const moves = useRef(Promise.resolve());
  if (isPending) return <Skeletons rows={4} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  const canWrite = may('queues.write');
  const menus = data.filter((menu) => menu.kind === kind && menu.deletedAt === null);
  const deleted = data.filter((menu) => menu.kind === kind && menu.deletedAt !== null);
  const chosen = menus.find(({ id }) => id === chosenId) ?? null;
  const opened = open ?? new Set(menus.filter(({ isLeaf }) => !isLeaf).map(({ id }) => id));
  const move = (how: MoveHow): void => {
    if (!chosen || !canWrite) return;
    moves.current = moves.current.then(async () => {
      const there = (client.getQueryData(menusQuery.queryKey) ?? []).filter((menu) => menu.kind === kind && menu.deletedAt === null);
      const menu = there.find(({ id }) => id === chosen.id);
      const to = menu ? moveOf(there, menu, how) : null;
      if (!to) return;
      await save(() => request<Menu>(`/menus/${chosen.id}/move`, { method: 'POST', json: to }), {
        after: ({ name, position, parentId }) => {
          if (parentId !== null) setOpen((shown) => shown && new Set([...shown, parentId]));
          announce(texts.menuMoved(name, position + 1));
        },
      });
    });
  };
  return (
    <div className="settings-body">
      <p>{texts.menusHint}</p>
      <Choice label={texts.menuWayIn} value={kind} onChange={(value) => { setKind(value as Menu['kind']); setChosenId(null); }} choices={kinds.map((value) => ({ value, text: texts.menuKinds[value] }))} />
      <Section title={texts.menuKinds[kind]}>
        {menus.length === 0 ? <Empty title={texts.noMenus}><p>{texts.noMenusHint}</p></Empty> : (
          <>
            <MenuTree menus={menus} chosenId={chosenId} onChoose={setChosenId} onMove={move} open={opened} onOpen={setOpen} />
            <p className="hint spaced">{texts.menuTreeKeys}</p>
          </>
        )}
        <Problem text={problem} />
        {canWrite ? <NewChoice kind={kind} below={chosen} onMade={(menu) => { if (menu.parentId !== null && open !== null) setOpen(new Set([...open, menu.parentId])); setChosenId(menu.id); }} /> : null}
      </Section>
      {chosen ? <MenuDetail key={chosen.id} menu={chosen} menus={menus} canWrite={canWrite} onMove={move} onGone={() => setChosenId(null)} /> : null}
      {deleted.length === 0 || !canWrite ? null : <details className="deleted"><summary>{texts.deletedMenus} ({deleted.length})</summary><ul className="panel">{deleted.map((menu) => <li key={menu.id}><DeletedMenu menu={menu} /></li>)}</ul></details>}
    </div>
  );
}

function NewChoice({ kind, below, onMade }: { kind: Menu['kind']; below: Menu | null; onMade: (menu: Menu) => void }) {
  const texts = useTexts();
  const [name, setName] = useState('');
  const { save, isBusy, problem } = useSave('menus');
  const add = (parentId: number | null): void => {
    if (name.trim() !== '') void save(() => request<Menu>('/menus', { method: 'POST', json: { kind, parentId, name } }), { after: (menu) => { setName(''); onMade(menu); } });
  };
  return (
    <form className="add-line" onSubmit={(event) => { event.preventDefault(); add(below?.id ?? null); }}>
      <Field label={texts.newMenuName} isRequired value={name} onChange={setName} maxLength={100} />
      {below ? <Button type="submit" kind="primary" isDisabled={isBusy}>{texts.menuAddBelow(below.name)}</Button> : null}
      <Button type={below ? 'button' : 'submit'} kind={below ? 'plain' : 'primary'} isDisabled={isBusy} {...(below ? { onPress: () => add(null) } : {})}>{texts.menuAddTop}</Button>
      <Problem text={problem} />
    </form>
  );
}

function DeletedMenu({ menu }: { menu: Menu }) {
  const texts = useTexts();
  const { save, isBusy, problem } = useSave('menus', 'queues');
  return (
    <div className="panel-row">
      <div className="panel-main"><strong>{menu.name}</strong>{problem === null ? null : <span className="wrong" role="alert">{problem}</span>}</div>
      <Button kind="quiet" aria-label={`${texts.bringBack}: ${menu.name}`} isDisabled={isBusy} onPress={() => void save(() => request(`/menus/${menu.id}/restore`, { method: 'POST' }), { said: texts.saved })}>{texts.bringBack}</Button>
    </div>
  );
}
