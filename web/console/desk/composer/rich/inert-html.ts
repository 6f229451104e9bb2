interface Policy { createHTML(html: string): string }
interface Maker { createPolicy(name: string, rules: { createHTML(html: string): string }): Policy }

let policy: Policy | null | undefined;

/**
 * HTML as a tree without effects: DOMParser runs no script and loads nothing. The one place of the page that reads HTML; the tree is only looked
 * at, and becomes what the schema knows. The policy has a name that the server's Content-Security-Policy allows.
 */
export function parseInert(html: string): HTMLElement {
  policy ??= (globalThis as { trustedTypes?: Maker }).trustedTypes?.createPolicy('patchbay-inert', { createHTML: (text) => text }) ?? null;
  return new DOMParser().parseFromString(policy === null ? html : policy.createHTML(html), 'text/html').body;
}
