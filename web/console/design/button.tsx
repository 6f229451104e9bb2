import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, Tooltip, TooltipTrigger, type ButtonProps as AriaProps } from 'react-aria-components';

interface ButtonProps extends Omit<AriaProps, 'className' | 'children'> {
  readonly kind?: 'plain' | 'primary' | 'quiet' | 'danger';
  readonly isSelected?: boolean;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({ kind = 'plain', isSelected = false, ...rest }: ButtonProps) {
  return <AriaButton {...rest} className={`button ${kind}${isSelected ? ' selected' : ''}`} />;
}

interface IconButtonProps extends ButtonProps {
  /** What it does: its name for everybody who does not see the sign, and its tooltip. */
  readonly label: string;
  /** The key that does the same. */
  readonly shortcut?: string;
}

export function IconButton({ label, shortcut, kind = 'quiet', isSelected = false, children, ...rest }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500}>
      <AriaButton {...rest} aria-label={label} {...(shortcut === undefined ? {} : { 'aria-keyshortcuts': shortcut })} className={`button icon ${kind}${isSelected ? ' selected' : ''}`}>{children}</AriaButton>
      <Tooltip className="tooltip" offset={4}>{label}{shortcut === undefined ? null : <span className="key">{shortcut}</span>}</Tooltip>
    </TooltipTrigger>
  );
}
