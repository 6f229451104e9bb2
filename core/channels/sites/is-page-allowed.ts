/** Whether the widget may stand on a page of this origin (`https://www.example.com`); an empty list: on any. Browsers say the truth about it, programs need not. */
export function isPageAllowed(allowedDomains: readonly string[], origin: string | undefined): boolean {
  if (allowedDomains.length === 0) return true;
  if (origin === undefined || !URL.canParse(origin)) return false;
  const { host, hostname } = new URL(origin);
  return allowedDomains.some((domain) => {
    const at = domain.includes(':') ? host : hostname;
    return domain.startsWith('*.') ? at.endsWith(domain.slice(1)) : at === domain;
  });
}
