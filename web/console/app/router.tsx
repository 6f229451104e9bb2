import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Navigate, Outlet, redirect, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { isProblem } from '../api/api-problem.ts';
import { queryClient } from '../api/query-client.ts';
import { onSignedOut } from '../api/request.ts';
import { sessionQuery } from '../api/session.ts';
import { Failure } from '../design/states.tsx';
import { DeskPage } from '../desk/desk-page.tsx';
import { LiveProvider } from '../live/live-provider.tsx';
import { StayWhileUploading } from './stay-while-uploading.tsx';
import { useSession } from './use-session.ts';

const root = createRootRoute({ component: Outlet, errorComponent: ({ error, reset }) => <main className="page-failure"><Failure error={error} onRetry={reset} /></main>, notFoundComponent: () => <Navigate to="/$view" params={{ view: 'mine' }} search={{}} /> });

const signInRoute = createRoute({
  getParentRoute: () => root, path: '/sign-in', component: lazyRouteComponent(() => import('../sign-in/sign-in-page.tsx'), 'SignInPage'),
  validateSearch: (search: Record<string, unknown>): { to?: string } => (typeof search['to'] === 'string' ? { to: search['to'] } : {}),
});

const invitationRoute = createRoute({ getParentRoute: () => root, path: '/invitation', component: lazyRouteComponent(() => import('../sign-in/invitation-page.tsx'), 'InvitationPage') });

const forgotRoute = createRoute({ getParentRoute: () => root, path: '/forgot', component: lazyRouteComponent(() => import('../sign-in/forgot-page.tsx'), 'ForgotPage') });
const newPasswordRoute = createRoute({ getParentRoute: () => root, path: '/new-password', component: lazyRouteComponent(() => import('../sign-in/new-password-page.tsx'), 'NewPasswordPage') });

const signedIn = createRoute({
  getParentRoute: () => root, id: 'signed-in', component: SignedIn,
  beforeLoad: async ({ location }) => {
    await queryClient.ensureQueryData(sessionQuery).catch((error: unknown) => {
      if (isProblem(error, 'unauthenticated')) redirect({ to: '/sign-in', search: { to: location.href }, throw: true });
      throw error;
    });
  },
});

const MustSetUpPage = lazy(async () => ({ default: (await import('../sign-in/must-set-up-page.tsx')).MustSetUpPage }));

function SignedIn() {
  const navigate = useNavigate();
  const { mustSetUpTwoFactor } = useSession();
  if (mustSetUpTwoFactor) return <Suspense><MustSetUpPage /></Suspense>;
  return <LiveProvider onSignedOut={() => void toSignIn(navigate)}><Outlet /><StayWhileUploading /></LiveProvider>;
}

const home = createRoute({ getParentRoute: () => signedIn, path: '/', component: () => <Navigate to="/$view" params={{ view: 'mine' }} search={{}} replace /> });
const view = createRoute({ getParentRoute: () => signedIn, path: '/$view', component: DeskPage, validateSearch: (search: Record<string, unknown>): Record<string, unknown> => search });
const conversation = createRoute({ getParentRoute: () => view, path: '$conversation' });
const settings = createRoute({ getParentRoute: () => signedIn, path: '/settings', component: lazyRouteComponent(() => import('../settings/settings-page.tsx'), 'SettingsPage') });
const settingsPart = createRoute({ getParentRoute: () => settings, path: '$part' });
const settingsItem = createRoute({ getParentRoute: () => settingsPart, path: '$item' });

const wallboard = createRoute({ getParentRoute: () => signedIn, path: '/wallboard', component: lazyRouteComponent(() => import('../wallboard/wallboard-page.tsx'), 'WallboardPage') });
const wallboardPart = createRoute({
  getParentRoute: () => wallboard, path: '$part',
  validateSearch: (search: Record<string, unknown>): { queue?: number } => (typeof search['queue'] === 'number' && Number.isSafeInteger(search['queue']) && search['queue'] > 0 ? { queue: search['queue'] } : {}),
});
const wallboardItem = createRoute({ getParentRoute: () => wallboardPart, path: '$item' });
const sharedWallboard = createRoute({ getParentRoute: () => root, path: '/shared-wallboard', component: lazyRouteComponent(() => import('../wallboard/shared-page.tsx'), 'SharedPage') });

const reports = createRoute({ getParentRoute: () => signedIn, path: '/reports', component: lazyRouteComponent(() => import('../reports/reports-page.tsx'), 'ReportsPage') });
const reportsPart = createRoute({ getParentRoute: () => reports, path: '$part', validateSearch: (search: Record<string, unknown>): Record<string, unknown> => search });

const help = createRoute({ getParentRoute: () => signedIn, path: '/help', component: lazyRouteComponent(() => import('../help/help-page.tsx'), 'HelpPage') });
const helpPart = createRoute({ getParentRoute: () => help, path: '$part' });
const helpItem = createRoute({ getParentRoute: () => helpPart, path: '$item' });

const routeTree = root.addChildren([signInRoute, invitationRoute, forgotRoute, newPasswordRoute, sharedWallboard, signedIn.addChildren([home, reports.addChildren([reportsPart]), help.addChildren([helpPart.addChildren([helpItem])]), wallboard.addChildren([wallboardPart.addChildren([wallboardItem])]), settings.addChildren([settingsPart.addChildren([settingsItem])]), view.addChildren([conversation])])]);

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
