/** Fields of the API that no simulated day fills, with why not. */
export const notSimulated: Readonly<Record<'calls' | 'chats', readonly { readonly fields: readonly string[]; readonly why: string }[]>> = {
  calls: [],
  chats: [],
};
