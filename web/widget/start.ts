/** What the page's tag says. */
export interface WidgetOptions {
  /** Where our server is, without a slash at the end. */
  readonly base: string;
  /** The website token. */
  readonly token: string;
  /** data-language; null: the page's, else the browser's. */
  readonly language: string | null;
  /** Open from the start. */
  readonly isOpen: boolean;
}

export interface WidgetCommand { readonly name: 'open' | 'close' | 'toggle' | 'identify' | 'reset'; readonly value: unknown }

/** Shows the widget; what it returns takes what the page says afterwards. */
export type Start = (options: WidgetOptions) => Promise<(command: WidgetCommand) => void>;
