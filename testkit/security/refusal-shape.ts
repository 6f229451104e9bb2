/** The whole body with which an API says that nobody came in. */
export function refusalShape(path: string, status: 401): string {
  if (!path.startsWith('/native/')) return '{"message":"Unauthenticated."}';
  return JSON.stringify({ type: 'about:blank', title: 'Not signed in', status, code: 'unauthenticated', detail: 'The credentials are missing or not valid.' });
}

/** Whether a body says, in its API's words and with nothing else, that the caller may not do this. */
export function isRefusal(path: string, body: string): boolean {
  if (!path.startsWith('/native/')) return body === '{"message":"This action is unauthorized."}';
  const { detail, ...rest } = JSON.parse(body) as Record<string, unknown>;
  return typeof detail === 'string' && JSON.stringify(rest) === JSON.stringify({ type: 'about:blank', title: 'Not allowed', status: 403, code: 'forbidden' });
}
