import { createRootRoute, createRoute, createRouter, Navigate, Outlet, redirect, useNavigate } from '@tanstack/react-router';
import { isProblem } from '../api/api-problem.ts';
import { queryClient } from '../api/query-client.ts';
import { onSignedOut } from '../api/request.ts';
import { sessionQuery } from '../api/session.ts';
import { Failure } from '../design/states.tsx';
import { DeskPage } from '../desk/desk-page.tsx';
import { LiveProvider } from '../live/live-provider.tsx';
import { SettingsPage } from '../settings/settings-page.tsx';
import { useSession } from './use-session.ts';
import { InvitationPage } from '../sign-in/invitation-page.tsx';
import { ForgotPage } from '../sign-in/forgot-page.tsx';
import { MustSetUpPage } from '../sign-in/must-set-up-page.tsx';
import { NewPasswordPage } from '../sign-in/new-password-page.tsx';
import { SignInPage } from '../sign-in/sign-in-page.tsx';

/** Only a path of our own: where one goes after signing in comes from the address. */
export const ownPath = (to: unknown): string => (typeof to === 'string' && /^\/(?!\/)[\w\-./:?=&%,[\]"]*$/.test(to) && !to.startsWith('/sign-in') ? to : '/mine');

const root = createRootRoute({ component: Outlet, errorComponent: ({ error, reset }) => <main className="page-failure"><Failure error={error} onRetry={reset} /></main>, notFoundComponent: () => <Navigate to="/$view" params={{ view: 'mine' }} search={{}} /> });

const signInRoute = createRoute({
  getParentRoute: () => root, path: '/sign-in', component: SignInPage,
  validateSearch: (search: Record<string, unknown>): { to?: string } => (typeof search['to'] === 'string' ? { to: search['to'] } : {}),
});

const invitationRoute = createRoute({ getParentRoute: () => root, path: '/invitation', component: InvitationPage });

const forgotRoute = createRoute({ getParentRoute: () => root, path: '/forgot', component: ForgotPage });
const newPasswordRoute = createRoute({ getParentRoute: () => root, path: '/new-password', component: NewPasswordPage });

const signedIn = createRoute({
  getParentRoute: () => root, id: 'signed-in', component: SignedIn,
  beforeLoad: async ({ location }) => {
    await queryClient.ensureQueryData(sessionQuery).catch((error: unknown) => {
      if (isProblem(error, 'unauthenticated')) redirect({ to: '/sign-in', search: { to: location.href }, throw: true });
      throw error;
    });
  },
});

function SignedIn() {
  const navigate = useNavigate();
  const { mustSetUpTwoFactor } = useSession();
  if (mustSetUpTwoFactor) return <MustSetUpPage />;
  return <LiveProvider onSignedOut={() => void toSignIn(navigate)}><Outlet /></LiveProvider>;
}

const home = createRoute({ getParentRoute: () => signedIn, path: '/', component: () => <Navigate to="/$view" params={{ view: 'mine' }} search={{}} replace /> });
const view = createRoute({ getParentRoute: () => signedIn, path: '/$view', component: DeskPage, validateSearch: (search: Record<string, unknown>): Record<string, unknown> => search });
const conversation = createRoute({ getParentRoute: () => view, path: '$conversation' });
const settings = createRoute({ getParentRoute: () => signedIn, path: '/settings', component: SettingsPage });
const settingsPart = createRoute({ getParentRoute: () => settings, path: '$part' });
const settingsItem = createRoute({ getParentRoute: () => settingsPart, path: '$item' });

const routeTree = root.addChildren([signInRoute, invitationRoute, forgotRoute, newPasswordRoute, signedIn.addChildren([home, settings.addChildren([settingsPart.addChildren([settingsItem])]), view.addChildren([conversation])])]);

export const router = createRouter({ routeTree, basepath: '/app', defaultPreload: false, scrollRestoration: false });

declare module '@tanstack/react-router' {
  interface Register { router: typeof router }
}

/** The session has ended while one worked: sign in, then back where one was. What was held belongs to the one who left. */
async function toSignIn(navigate: (options: { to: '/sign-in'; search: { to?: string } }) => Promise<void>): Promise<void> {
  const { href, pathname } = router.state.location;
  if (pathname.startsWith('/sign-in')) return;
  queryClient.clear();
  await navigate({ to: '/sign-in', search: { to: href } });
}

onSignedOut(() => void toSignIn(router.navigate));
