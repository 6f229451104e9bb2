import { useSuspenseQuery } from '@tanstack/react-query';
import { sessionQuery, type Session } from '../api/session.ts';

/** Who is signed in. Only below the signed-in route, which has loaded it. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

export function usePermission(): (permission: Session['permissions'][number]) => boolean {
  const { permissions } = useSession();
  return (permission) => permissions.includes(permission);
}
