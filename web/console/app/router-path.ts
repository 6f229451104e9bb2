/** Only a path of our own: where one goes after signing in, or with a pressed notification, comes from outside. */
export const ownPath = (to: unknown): string => (typeof to === 'string' && /^\/(?!\/)[\w\-./:?=&%,[\]"]*$/.test(to) && !to.startsWith('/sign-in') ? to : '/mine');
