import type { AriaAttributes, KeyboardEvent, MouseEvent, ReactNode, Ref } from 'react';

/** Our own name for a press by pointer, key or voice; the platform's button is all that is behind it. */
interface ButtonProps extends Pick<AriaAttributes, 'aria-label' | 'aria-expanded' | 'aria-haspopup' | 'aria-describedby' | 'aria-controls' | 'aria-pressed'> {
  readonly kind?: 'plain' | 'primary' | 'quiet' | 'danger';
  readonly isSelected?: boolean;
  readonly isDisabled?: boolean;
  readonly type?: 'button' | 'submit';
  readonly id?: string;
  readonly autoFocus?: boolean;
  readonly onPress?: (event: MouseEvent<HTMLButtonElement>) => void;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLButtonElement>) => void;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

/**
 * A native button: a thread shows some thirty of them, and each is drawn anew with every conversation. Menus and dialogs are opened by `PopMenu` and by state:
 * the triggers of the component library do not reach a button that is not theirs.
 */
export function Button({ kind = 'plain', isSelected = false, ...rest }: ButtonProps) {
  return <Native {...rest} className={`button ${kind}${isSelected ? ' selected' : ''}`} />;
}

interface IconButtonProps extends ButtonProps {
  /** What it does: its name for everybody who does not see the sign, and its tooltip. */
  readonly label: string;
  /** The key that does the same. */
  readonly shortcut?: string;
}

export function IconButton({ label, shortcut, kind = 'quiet', isSelected = false, ...rest }: IconButtonProps) {
  return <Native {...rest} aria-label={label} data-tip={label} {...(shortcut === undefined ? {} : { 'aria-keyshortcuts': shortcut })} className={`button icon ${kind}${isSelected ? ' selected' : ''}`} />;
}

interface NativeProps extends Omit<ButtonProps, 'kind' | 'isSelected'> { readonly className: string; readonly 'data-tip'?: string; readonly 'aria-keyshortcuts'?: string }

function Native({ isDisabled = false, type = 'button', onPress, ...rest }: NativeProps) {
  return (
    <button
      {...rest} type={type} disabled={isDisabled} onClick={(event) => {
        // A row that holds the button is not meant by it.
        if (onPress) event.stopPropagation();
        // Safari leaves the focus where it was: what opens would give it back to the page.
        if (document.activeElement !== event.currentTarget) event.currentTarget.focus({ preventScroll: true });
        onPress?.(event);
      }}
    />
  );
}
