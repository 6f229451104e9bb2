/** `/api/teams/{id}` as the router writes it: `/api/teams/:id`. */
export function routerPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

/** Does a path fit a pattern with `{names}`? A slash at the end does not matter. */
export function pathFits(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path).split('/');
  if (wanted.length !== given.length) return false;
  return wanted.every((step, at) => step === given[at] || (/^\{\w+\}$/.test(step) && given[at] !== ''));
}

/** The path of a request's target, without its query. */
export function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}
