import type { Phrases } from '../topic.ts';

export const phrases: Phrases = {
  greetUs: ['Guten Tag,', 'Hallo,', 'Sehr geehrte Damen und Herren,', 'Liebes Samowerk-Team,', 'Guten Morgen,', 'Hallo zusammen,'],
  greetCustomer: ['Guten Tag <name>,', 'Hallo <name>,', 'Sehr geehrte Familie <last>,'],
  closeCustomer: ['Mit freundlichen Grüßen\n<name>', 'Viele Grüße\n<name>', 'Danke und Gruß\n<first>', 'Herzliche Grüße aus <city>\n<name>', 'Freundliche Grüße, <name>', 'Beste Grüße\n<name>'],
  closeAgent: ['Freundliche Grüße', 'Viele Grüße aus der Teeküche', 'Herzliche Grüße', 'Beste Grüße'],
  thanks: [
    '{Wunderbar|Super|Prima}, {das hat geklappt|jetzt läuft sie wieder}. Vielen Dank!', 'Danke {für die schnelle Hilfe|für die Auskunft|Ihnen}, {damit ist alles geklärt|mehr wollte ich gar nicht wissen}.',
    '{Ist angekommen|Alles da}, {besten Dank|herzlichen Dank}. {Schönen <weekday> noch!|}', 'Genau das war es. {So macht Kundendienst Freude.|Toll, danke.}', '{Perfekt|Sehr gut}, {ich melde mich, falls noch etwas ist|dann warte ich ab}.',
    'Vielen Dank, {heute früh gab es endlich wieder Tee|die Familie ist versöhnt}.',
  ],
  nudge: [
    'Ist meine {Nachricht|Mail} {angekommen|bei Ihnen untergegangen}? {Ich habe noch nichts gehört.|Eine kurze Rückmeldung wäre schön.}', '{Darf ich noch einmal nachfragen?|Ich hake noch einmal nach:} {Die Sache drängt etwas.|Wir warten auf eine Antwort.}',
    'Leider {immer noch|bis jetzt} keine Antwort. {Bitte melden Sie sich.|Gibt es schon etwas Neues?}', 'Kurze Erinnerung an {meine Frage|mein Anliegen} {von gestern|unten} - {danke|Gruß}!',
  ],
  sorryLate: ['{Bitte entschuldigen Sie|Entschuldigung für} die späte Antwort.', 'Es tut mir leid, dass Sie warten mussten{, hier war viel los|}.', 'Danke für Ihre Geduld.'],
  notes: [
    'Kunden angerufen, {niemand erreicht|Mailbox besprochen}.', 'Seriennummer <serial> ist {noch|knapp nicht mehr} in der Garantie. {Kulanz.|}', 'Werkstatt sagt: {bekannte Serie|bitte Foto anfordern}.', 'Kundin ist {freundlich|verärgert}, bitte {persönlich|zügig} antworten.',
    'Schon der zweite Fall {diese Woche|in dieser Woche}, {gehört auf die Hilfeseite|Mira weiß Bescheid}.', 'Bestellung <order> geprüft: {bezahlt|Teillieferung|gepackt, geht morgen raus}.',
  ],
  attribution: 'Am <day> um <time> schrieb <name>:', reply: 'AW', forward: 'WG', agentTitle: 'Kundendienst',
};
