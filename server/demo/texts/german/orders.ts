import type { Topic } from '../topic.ts';

export const orders: readonly Topic[] = [
  {
    channel: 'orders', label: 'delivery', subject: ['{Wo bleibt Bestellung <order>?|Keine Sendungsnummer (<order>)|Lieferung nach <city>}', '{Zugestellt, aber nicht da|Sendung <order> verschwunden?|Paket fehlt}'],
    question: [
      'am <weekday> habe ich {eine <model>|Filter und eine <model>} bestellt (<order>) und {noch keine Sendungsnummer bekommen|die Verfolgung steht seitdem still}. {Es ist ein Geburtstagsgeschenk.|Ab <weekday> bin ich verreist.} {Wann kommt das Paket?|Können Sie nachsehen?}',
      'laut {Paketdienst|Sendungsverfolgung} wurde <order> {gestern|am <weekday>} zugestellt, {hier ist aber nichts|aber kein Nachbar hat etwas}. {Wir waren den ganzen Tag zu Hause.|Auch im Paketshop weiß man nichts.} {Was nun?|Bitte forschen Sie nach.}',
    ],
    answer: [
      'Ihre Bestellung {ist gestern Abend raus|liegt beim Paketdienst}. {In der Anschrift war ein Tippfehler|Im Depot bei <city> staut es sich}, {morgen sollte sie da sein|geplant ist <weekday>}. {Den Link schicke ich gleich.|Ich behalte es im Auge.}',
      'ich habe {einen Nachforschungsantrag gestellt|die Unterschrift angefordert}. {Bis <weekday> wissen wir mehr.|Das dauert einen Werktag.} {Taucht nichts auf, geht sofort Ersatz raus.|Ohne Maschine bleiben Sie nicht.}',
    ],
    more: '{Heute ist <weekday> und|Immer noch} {kein Paket da|nichts angekommen}. {Bitte noch einmal schicken.|Was sagt der Paketdienst?}', moreAnswer: '{es ist verloren gegangen, leider|die Suche blieb ohne Ergebnis}. {Ersatz geht in einer Stunde per Express raus.|Ein neues Paket ist unterwegs, selbstverständlich ohne Kosten.}',
  },
  {
    channel: 'orders', label: 'invoice', subject: ['{Rechnung zu <order>|Rechnung fehlt|Bitte um Rechnung}', '{Rechnungsanschrift ändern|Rechnung <order> berichtigen|Falsche Rechnungsanschrift}'],
    question: [
      'bitte {schicken Sie mir die Rechnung|um eine Rechnung} zu <order>. {Im Paket lag nur der Lieferschein.|Die Buchhaltung braucht sie bis <weekday>.} {Betrag: EUR <amount>.|Per PDF genügt.}',
      'die Rechnung zu <order> {hat die falsche Anschrift|lautet auf mich privat}. {Sie muss auf die Praxis lauten.|Bitte auf den Verein ausstellen.} {Die Steuernummer fehlt auch.|Sonst kann ich sie nicht buchen.}',
    ],
    answer: [
      'gern, {die Rechnung kommt gleich aus der Buchhaltung|sie ist in einer zweiten Mail}. {In Ihrem Konto liegen künftig alle.|Es sind EUR <amount> inklusive Steuer.}',
      'kein Problem. {Wie lautet die genaue Anschrift?|Ich brauche nur den Namen wie im Register.} {Dann storniere ich die alte und schreibe eine neue.|Die Korrektur kommt heute noch.}',
    ],
    more: 'Bitte so: {Praxis am Lindenhof, Gerbergasse 4|Ruderverein Hafenbogen, Kaiweg 12}, <city>. {Danke!|Mehr steht nicht im Register.}', moreAnswer: '{die neue Rechnung ist unterwegs|erledigt}, {die alte ist damit hinfällig|bitte die erste wegwerfen}.',
  },
  {
    channel: 'orders', label: 'delivery', subject: ['{Bestellung <order> ändern|Fehler in Bestellung <order>|Korrektur zu <order>}', '{Noch etwas dazu: <order>|Zusammen verschicken?|Ergänzung zu <order>}'],
    question: [
      '{mir ist ein Fehler passiert:|lässt sich <order> noch ändern?} {die Farbe soll <colour> sein|es fehlt die Hausnummer <count>}. {Hoffentlich ist noch nichts unterwegs.|Bestellt habe ich vor einer Stunde (<order>).}',
      'können Sie {eine Packung Filter|ein zweites Teesieb} zu <order> {dazulegen|packen}, {um Porto zu sparen|falls noch nicht gepackt ist}? {Ich zahle wie beim ersten Mal.|Gern auf Rechnung.}',
    ],
    answer: [
      'gerade noch rechtzeitig, {es lag noch im Regal|gepackt wird um drei}. {Geändert|Ist geändert}; {die neue Bestätigung kommt gleich|der Preis bleibt}.',
      '{das ist leider vor einer halben Stunde raus|das Paket ist schon beim Dienst}. {Den Rest schicke ich ohne Porto nach|Verweigern Sie einfach die Annahme, wir schicken neu}. {Ist das recht?|Was ist Ihnen lieber?}',
    ],
    more: '{Ja, so machen wir es.|Das passt.} {Was bin ich schuldig?|Bekomme ich eine Bestätigung?}', moreAnswer: '{EUR <amount>, die Rechnung liegt bei.|Nichts, das geht auf uns.} {Es geht heute Abend raus.|}',
  },
  {
    channel: 'orders', label: 'spare', subject: ['{Filterabo ändern|Zu viele Filter|Abo seltener}', '{Filter <count>er-Pack ausverkauft?|Wann gibt es wieder Filter?|Filter für die <model>}'],
    question: [
      'das Filterabo kommt {zu oft|jeden Monat}, wir brauchen {alle drei Monate eine Packung|nur die Hälfte}. {Kann ich das umstellen?|Wo stelle ich das ein?} Letzte Bestellung: <order>.',
      'die Packung mit <count> Filtern ist seit {zwei Wochen|Tagen} {nicht lieferbar|ausverkauft}. {Wann gibt es sie wieder?|Passt auch die kleine in die <model>?}',
    ],
    answer: [
      '{umgestellt auf alle drei Monate|erledigt}, die nächste kommt {im Januar|im Frühjahr}. {Im Konto geht das auch selbst, unter "Lieferungen".|Am Preis ändert sich nichts.}',
      'sie {kommt am <weekday>|ist für nächste Woche angekündigt}. {Ich habe Sie vorgemerkt|Sie bekommen eine Mail}; {die kleine Packung passt auch in die <model>|bis dahin helfen die Viererpacks}.',
    ],
    more: '{Bitte über den Sommer ganz aussetzen,|Dann bitte zwei kleine,} {wir sind viel unterwegs|Anschrift wie immer}.', moreAnswer: '{ausgesetzt bis auf Weiteres|zwei kleine sind unterwegs}. {Eine Zeile genügt, wenn es weitergehen soll.|Die Rechnung liegt bei.}',
  },
  {
    channel: 'orders', label: 'delivery', subject: ['{Lieferung bis <weekday>?|Abholung möglich?|Express für <model>}', '{Versand nach <city>|Versandkosten|Lieferung nach <city>}'],
    question: [
      'ich brauche eine <model> in <colour> {bis <weekday>|zur Eröffnung am <weekday>}. {Geht das per Express?|Kann ich sie abholen?} {Ich wohne in <city>.|Der Preis spielt keine Rolle.}',
      'was kostet der Versand {einer <model> nach <city>|von drei <model> nach <city>}? {Der Shop nimmt meine Postleitzahl nicht an.|Und wie lange dauert es?}',
    ],
    answer: [
      'Express kostet EUR <amount>, {bei Bestellung bis elf|bis Mittag}. <colour> ist {da|das letzte Stück}. {Soll ich eine zurücklegen?|Ich halte eine bis morgen fest.}',
      'EUR <amount>, {zwei bis vier|drei} Werktage. {Die Postleitzahl haben wir eben nachgetragen|Der Fehler im Formular ist behoben}, {bitte noch einmal versuchen|jetzt sollte es gehen}.',
    ],
    more: '{Ja bitte, zurücklegen.|Hat geklappt,} {Bestellnummer ist <order>|die Nummer ist <order>}. {Danke!|Reicht das bis <weekday>?}', moreAnswer: '{ist gepackt und geht mit dem Express|passt, sie geht heute raus}. {Bitte sorgen Sie dafür, dass jemand unterschreibt.|}',
  },
  {
    channel: 'dealers', label: 'wholesale', subject: ['{Nachbestellung <count> x <model>|Bestellung für unser Geschäft}', '{Händlerpreise|Konditionen|Ihre Maschinen in unserem Laden}'],
    question: [
      'wir möchten <count> <model> nachbestellen, {gemischte Farben|alle in <colour>}, {Lieferung in unser Geschäft in <city>|Konditionen wie zuletzt}. {Bitte um Auftragsbestätigung.|Welche Lieferwoche ist möglich?}',
      'wir führen {einen Teeladen|ein Haushaltswarengeschäft} in <city> und {werden oft nach der <model> gefragt|würden Ihre Maschinen gern aufnehmen}. {Schicken Sie uns die Händlerliste?|Wie sind Ihre Konditionen?}',
    ],
    answer: [
      'vielen Dank. <count> Stück {sind reserviert|können diese Woche raus}; {Preis laut Herbstliste|Stückpreis EUR <amount>}, {30 Tage Ziel|2 % Skonto bei zehn Tagen}. {Die Bestätigung kommt aus der Buchhaltung.|Bitte nennen Sie mir Ihre Anlieferzeiten.}',
      'sehr gern. {Die Liste kommt getrennt|In Kürze}: {ab sechs Stück 30 %|Mindestmenge sechs Stück}, {frei Haus ab zwölf|Aufsteller und Probetee inklusive}. {Darf ich am <weekday> anrufen?|Eine Vorführmaschine leihen wir zwei Wochen.}',
    ],
    more: '{<weekday> passt, ab zehn.|Anlieferung bitte von 8 bis 11.} {Gehen <count> in <colour> sofort?|Und Ersatzkannen?}', moreAnswer: '{notiert, ich rufe um elf an|beides geht}. {Die in <colour> sind zurückgelegt.|Kannen kommen im Viererkarton.}',
  },
];
