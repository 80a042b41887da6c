/** A channel on which the thread's customer can be written to. */
export type ChannelChoice = { channelId: string; hasOpenWindow: boolean };

/**
 * The channel that the composer starts with (C4, C5): the one on which the customer wrote last, so WhatsApp while they
 * write there and e-mail after a mail; else one with an open window; else the first. The others stay available.
 */
export function proposeChannel(
  choices: readonly ChannelChoice[],
  lastCustomerChannelId: string | null,
): string | null {
  const lastUsed = choices.find(({ channelId }) => channelId === lastCustomerChannelId);
  const chosen = lastUsed ?? choices.find(({ hasOpenWindow }) => hasOpenWindow) ?? choices[0];
  return chosen?.channelId ?? null;
}
