/** Says something to screen readers that shows elsewhere or nowhere. One polite region, made with the page. */
let region: HTMLElement | null = null;

export function announce(text: string): void {
  if (region === null) {
    region = document.createElement('div');
    region.className = 'hidden-text';
    region.setAttribute('role', 'log');
    region.setAttribute('aria-live', 'polite');
    document.body.append(region);
  }
  const line = document.createElement('p');
  line.textContent = text;
  region.append(line);
  setTimeout(() => line.remove(), 10_000);
}
