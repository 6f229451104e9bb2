import { useRef, useState, type ReactNode } from 'react';
import { Menu, Popover, type MenuProps, type PopoverProps } from 'react-aria-components';
import { Button, IconButton } from './button.tsx';

interface Props {
  /** Names the button and the menu. */
  readonly label: string;
  /** The sign on the button; without it the label stands there. */
  readonly icon?: ReactNode;
  readonly placement?: NonNullable<PopoverProps['placement']>;
  readonly menu?: Pick<MenuProps<object>, 'selectionMode' | 'selectedKeys' | 'disallowEmptySelection' | 'onSelectionChange'>;
  /** The items; asked for when it opens. */
  readonly children: () => ReactNode;
}

/** A button and the menu that it opens. Nothing of the menu exists before. */
export function PopMenu({ label, icon, placement = 'bottom end', menu, children }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState<'first' | 'last' | null>(null);
  const trigger = {
    ref: button, 'aria-haspopup': 'menu' as const, 'aria-expanded': opened !== null, onPress: () => setOpened('first'),
    onKeyDown: (event: { key: string; preventDefault: () => void }) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      setOpened(event.key === 'ArrowDown' ? 'first' : 'last');
    },
  };
  return (
    <>
      {icon === undefined ? <Button kind="quiet" {...trigger}>{label}</Button> : <IconButton label={label} {...trigger}>{icon}</IconButton>}
      {opened === null ? null : (
        <Popover className="popover" triggerRef={button} placement={placement} isOpen onOpenChange={(isOpen) => { if (!isOpen) setOpened(null); }}>
          <Menu className="menu" aria-label={label} autoFocus={opened} onClose={() => setOpened(null)} {...menu}>{children()}</Menu>
        </Popover>
      )}
    </>
  );
}
