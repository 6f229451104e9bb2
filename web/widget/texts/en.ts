import type { Texts } from './texts.ts';

export const texts: Texts = {
  open: 'Open chat', close: 'Close chat', title: 'Hello', tagline: 'How can we help?', conversation: 'Conversation',
  placeholder: 'Write a message', send: 'Send', attach: 'Attach a file', emoji: 'Emoji', remove: 'Remove',
  you: 'You', assistant: 'Assistant', sending: 'Sending', waitsToSend: 'Waits for the connection', notSent: 'Not sent', retry: 'Try again', seen: 'Seen',
  typing: '{name} is typing', somebodyTyping: 'Somebody is typing', noConnection: 'No connection. What you write is sent when it is back.', away: 'We are closed at the moment. Leave a message and we answer.',
  nobodyHere: 'Nobody is here right now. Leave a message and we answer.', opensAt: 'Open again {time}', withYou: '{name} is with you',
  inLine: 'You are number {n} in line', expected: { one: 'About {n} minute', other: 'About {n} minutes' }, unread: { one: '{n} new message', other: '{n} new messages' },
  answersMinutes: 'We usually answer within minutes', answersHours: 'We usually answer within hours', answersDay: 'We usually answer within a day',
  name: 'Name', email: 'Email', phone: 'Phone', required: 'required', start: 'Start chat', emailWrong: 'This is no email address', mustBeFilled: 'Please fill this in', emailForAnswer: 'Your email address, so that the answer reaches you', save: 'Save',
  endChat: 'End chat', ended: 'The chat has ended. Write to begin again.', transcript: 'Send me the chat by email', transcriptSent: 'The chat is on its way to you', rate: 'How was the chat?', stars: { one: '{n} star', other: '{n} stars' },
  comment: 'Would you like to add something?', thanks: 'Thank you',
  deleted: 'This message was deleted', earlier: 'Show earlier messages', searchHelp: 'Search for help', nothingFound: 'Nothing found', fileTooLarge: 'Files may have 10 MB in all', tooManyFiles: 'At most 5 files at once', refused: 'The chat does not work on this page.', opensInTab: 'opens in a new tab', more: 'More',
};
