import type { Phrases } from '../topic.ts';

export const phrases: Phrases = {
  greetUs: ['Hello,', 'Hi there,', 'Dear Samowerk team,', 'Good morning,', 'Hello Samowerk,', 'To whom it may concern,', 'Hi,'],
  greetCustomer: ['Hello <first>,', 'Dear <name>,', 'Hi <first>,', 'Good day <name>,'],
  closeCustomer: ['Best regards\n<name>', 'Thanks\n<first>', 'Many thanks in advance,\n<name>', 'Kind regards,\n<name>\n<city>', 'Cheers, <first>', '<name>', 'Yours sincerely\n<name>'],
  closeAgent: ['Kind regards', 'Best wishes', 'All the best', 'Warm regards'],
  thanks: [
    'That did it, thank you {very much|so much|for the quick help}!', '{Perfect|Brilliant|Wonderful}, {everything is clear now|that is all I needed}.',
    'Thanks, {I will try that tonight|that helps|that answers it}. {You can close this.|Have a good <weekday>.|}', '{Great, |}works {again|now|like new}. {Tea time.|Much appreciated.|Thank you.}',
    'Received with thanks. {I will come back to you if anything is missing.|No further questions from me.}', 'Thank you for {taking the time|explaining it so well|sorting this out}.',
    'Lovely, {cheers|thanks a lot}! {My first proper pot in days is just brewing.|The kitchen is happy again.|}',
  ],
  nudge: [
    'Did my mail {from earlier|below|from yesterday} reach you? {I have not heard anything yet.|I am still waiting for an answer.}',
    '{Just a short reminder:|Sorry to push, but} this {is still open|has not been answered} on my side.', 'Any news {on this|here}? {It is getting a bit urgent.|We would like to use the machine again.|}',
    'I {wrote|sent this} a while ago - could somebody {have a look|get back to me}, please?',
  ],
  sorryLate: ['{Sorry that|I am sorry} you had to wait{ so long|}.', 'Please excuse the {late reply|delay}, {it has been a busy week here|your mail had landed in the wrong drawer}.', 'Thank you for your patience.'],
  notes: [
    'Phoned the customer, {nobody picked up|left a message}.', 'Serial <serial> is {inside|just outside} the warranty period. {Treat it as goodwill.|}', 'Workshop says: {known for this batch|never seen before, please ask for a photo}.',
    'Customer {was friendly about it|is annoyed}, please answer {personally|soon}.', 'Second {question|case} of this kind this week, {worth an entry in the help pages|told Mira}.', 'Order <order> checked: {paid|partly shipped|packed, leaves tomorrow}.',
    'Do not send another unit before the old one {has arrived|was seen by the workshop}.',
  ],
  attribution: 'On <day> at <time>, <name> wrote:', reply: 'Re', forward: 'Fwd', agentTitle: 'Customer care',
};
