export interface RecipientInput { readonly name?: string; readonly address: string }
export interface ParsedRecipients { readonly recipients: readonly RecipientInput[]; /** What is no address. */ readonly wrong: readonly string[] }

/** `Bo <bo@x.example>, ada@y.example; "Last, First" <l@z.example>`: by commas, semicolons and line ends outside quotes. */
export function parseRecipients(text: string): ParsedRecipients {
  const pieces = text.match(/(?:"[^"]*"|[^",;\n])+/g) ?? [];
  const recipients: RecipientInput[] = [];
  const wrong: string[] = [];
  for (const piece of pieces.map((one) => one.trim()).filter((one) => one !== '')) {
    const named = /^(.*?)\s*<\s*([^<>\s]+)\s*>$/.exec(piece);
    const address = named ? named[2]! : piece;
    const name = named?.[1]?.replaceAll('"', '').trim() ?? '';
    if (!/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+$/.test(address)) wrong.push(piece);
    else if (!recipients.some((one) => one.address.toLowerCase() === address.toLowerCase())) recipients.push(name === '' ? { address } : { name, address });
  }
  return { recipients, wrong };
}

export function recipientText(recipients: readonly { readonly name?: string; readonly address: string }[]): string {
  return recipients.map(({ name, address }) => (name === undefined || name === '' || name === address ? address : `${/[,;<>"]/.test(name) ? `"${name.replaceAll('"', '')}"` : name} <${address}>`)).join(', ');
}
