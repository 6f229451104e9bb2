/** By which its place in the event log is kept: whoever asks how far it is need not load it. */
export const factsConsumerName = 'facts';
