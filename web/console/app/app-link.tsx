import { useRouter } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, MouseEvent } from 'react';

interface Props extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  /** Below /app, from a slash on; with its query. */
  readonly path: string;
  /** The query of the page one is on goes along. */
  readonly keepsQuery?: boolean;
}

/** A link within the page that is not drawn anew with every step: the router's own looks at each change of the address whether it is the current one. */
export function AppLink({ path, keepsQuery = false, onClick, ...rest }: Props) {
  const router = useRouter();
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    router.history.push(`/app${path}${keepsQuery ? location.search : ''}`);
  };
  return <a {...rest} href={`/app${path}`} onClick={follow} />;
}
