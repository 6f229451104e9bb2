import { Button as AriaButton, Tree, TreeItem, TreeItemContent } from 'react-aria-components';
import type { Menu } from '../../api/queues.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Icon } from '../../design/icon.tsx';
import type { MoveHow } from './menu-moves.ts';

const keys: Readonly<Record<string, MoveHow>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'out', ArrowRight: 'in' };

/** The choices of one way in. Arrow keys walk, Alt with them moves the chosen node. */
export function MenuTree({ menus, chosenId, onChoose, onMove, open, onOpen }: {
  menus: readonly Menu[]; chosenId: number | null; onChoose: (id: number | null) => void; onMove: (how: MoveHow) => void; open: ReadonlySet<number>; onOpen: (open: ReadonlySet<number>) => void;
}) {
  const texts = useTexts();
  const onKey = (event: React.KeyboardEvent): void => {
    const how = event.altKey ? keys[event.key] : undefined;
    if (how === undefined || chosenId === null) return;
    event.preventDefault();
    event.stopPropagation();
    const isTurned = getComputedStyle(event.currentTarget).direction === 'rtl';
    onMove(isTurned && how === 'out' ? 'in' : isTurned && how === 'in' ? 'out' : how);
  };
  return (
    <div onKeyDownCapture={onKey}>
      <Tree className="menu-tree" aria-label={texts.menuTree} selectionMode="single" selectionBehavior="replace" selectedKeys={chosenId === null ? [] : [chosenId]} expandedKeys={[...open]}
        onExpandedChange={(ids) => onOpen(new Set([...ids].map(Number)))} onSelectionChange={(chosen) => { if (chosen !== 'all') onChoose([...chosen].map(Number)[0] ?? null); }}>
        {nodesBelow(null)}
      </Tree>
    </div>
  );

  function nodesBelow(parentId: number | null) {
    return menus.filter((menu) => menu.parentId === parentId).map((menu) => (
      <TreeItem key={menu.id} id={menu.id} textValue={menu.name} className="menu-node">
        <TreeItemContent>
          <span className="menu-node-line">
            <AriaButton slot="chevron" className="chevron"><Icon name="next" size={14} /></AriaButton>
            {menu.choice === null ? null : <kbd className="key">{menu.choice}</kbd>}
            <span className="menu-name">{menu.name}</span>
            <span className="menu-note">{[...menu.languages.map(({ lang }) => lang), ...(menu.isHidden ? [texts.menuIsHidden] : [])].join(', ')}</span>
          </span>
        </TreeItemContent>
        {nodesBelow(menu.id)}
      </TreeItem>
    ));
  }
}
