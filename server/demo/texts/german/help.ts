import type { Topic } from '../topic.ts';

export const help: readonly Topic[] = [
  {
    channel: 'help', label: 'fault', subject: '{<model> heizt nicht mehr|Wasser bleibt lauwarm|Heizung defekt? (<model>)|Kein heißes Wasser}',
    question: [
      'unsere <model> {heizt seit <weekday> nicht mehr richtig|wird nur noch lauwarm}. {Die Anzeige bleibt bei 58 Grad stehen.|Das Lämpchen leuchtet, aber es passiert nichts.} {Ein anderer Stecker hat nichts geändert.|Entkalkt habe ich gerade erst.} Seriennummer: <serial>.\n\n{Was kann ich tun?|Muss sie in die Werkstatt?}',
      'nach etwa {fünf|zehn} Minuten {schaltet sich meine <model> ab|klickt es und die <model> ist aus}. {Sie ist <months> Monate alt.|Gekauft vor <months> Monaten in <city>.} {Ist das ein bekannter Fehler?|Wie gehen wir vor?}',
    ],
    answer: [
      'das klingt nach {der Übertemperatursicherung|dem Fühler}. Bitte {drücken Sie bei kalter Maschine die beiden äußeren Tasten acht Sekunden lang|ziehen Sie den Stecker für eine Stunde und halten dann die Blatt-Taste}. {Wenn die Lampe grün wird, ist alles gut.|Danach sollte sie wieder aufheizen.} {Sonst schicke ich Ihnen einen Rücksendeschein.|Sonst tauschen wir den Fühler auf unsere Kosten.}',
      'danke für die Angaben. {Bei <months> Monaten greift die Garantie|Das ist ein Garantiefall}: {wir holen die Maschine ab|bitte schicken Sie sie ein}, der Schein kommt {mit getrennter Post|gleich per Mail}. {Die Reparatur dauert drei Werktage.|Nach zwei bis drei Tagen ist sie wieder bei Ihnen.}',
    ],
    more: '{Zwei Kannen lang|Einen Tag lang} ging es, {jetzt ist es wieder dasselbe|heute früh war sie wieder kalt}. {Soll ich sie einschicken?|Und nun?}', moreAnswer: 'dann ist es doch der Fühler. {Der Schein ist unterwegs|Sie bekommen gleich den Schein}; {die Glaskanne bitte zu Hause lassen|der Originalkarton ist nicht nötig}.',
  },
  {
    channel: 'help', label: 'cleaning', subject: ['{Entkalken: wie oft?|Frage zum Entkalken|Wasserhärte in <city>}', '{Weiße Flocken im Tee|Kalk in der <model>?|Krümel im Tee}'],
    question: [
      'in <city> ist das Wasser {sehr hart|hart (21 Grad)}, und die <model> will {alle zehn Tage|zweimal im Monat} entkalkt werden. {Ist das richtig so?|Lässt sich das einstellen?} {Geht auch Essig?|Das Pulver ist ja nicht billig.}',
      'im ersten Tee {am Morgen|nach dem Wochenende} schwimmen {weiße Flocken|kleine Krümel}. {Entkalkt habe ich am <weekday>.|Das Programm lief vor einer Woche.} {Ist das bedenklich?|Was mache ich falsch?}',
    ],
    answer: [
      'der Abstand hängt an der Wasserhärte: {Menü, Wasser, Stufe 3|drei Sekunden auf das Blatt drücken und Stufe 3 wählen}. {Dann reicht einmal im Monat.|Danach meldet sie sich etwa alle fünf Wochen.} Essig bitte nicht, {der greift die Dichtungen an|das mögen die Dichtungen nicht}.',
      'das ist {gelöster Kalk|Kalk, der sich löst}, {ganz harmlos|unbedenklich}. {Lassen Sie zwei Tankfüllungen klares Wasser durchlaufen|Noch einmal mit 95 Grad spülen} und {bürsten Sie das Sieb am Auslauf ab|nehmen Sie das Sieb heraus}.',
    ],
    more: '{Wo finde ich das Sieb?|Das Menü sieht bei mir anders aus.} {Im Heft steht nichts davon.|Ich habe wohl die ältere <model>.}', moreAnswer: '{Unter dem Deckel links: eine Vierteldrehung, dann kommt es heraus.|Beim älteren Modell liegt der Punkt unter "Sprache".} {Das Heft ist da leider veraltet.|}',
  },
  {
    channel: 'help', label: 'fault', subject: '{<model> tropft|Wasser unter der Maschine|Pfütze unter der <model>|Undichte <model>}', file: 'photo',
    question: [
      '{jeden Morgen|nach jeder Kanne} steht {eine kleine Pfütze|Wasser} unter unserer <model>. {Der Tank scheint dicht zu sein.|Es kommt von hinten.} {Ein Foto liegt bei.|Siehe Bild.} Seriennummer <serial>.',
      'die <model> {tropft seit <weekday>|ist seit dem Umzug nach <city> undicht}, {vermutlich am Ventil|zwischen Tank und Sockel}. {Kann man sie noch benutzen?|Ist das gefährlich?} Bild anbei.',
    ],
    answer: [
      'danke für das Bild. Das ist {der Ring am Tankventil|die flache Dichtung}; {ein neuer ist heute in die Post gegangen|Sie bekommen einen neuen, kostenlos}. {Bis dahin bitte abends den Tank leeren.|Bis dahin über Nacht bitte den Stecker ziehen.}',
      'bitte {schauen Sie nach|prüfen Sie}, ob der {weiße|helle} Ring {glatt in der Nut liegt|noch an seinem Platz ist}. {Beim Umzug springt er gern heraus.|Oft ist er nur verrutscht.} {Wenn er rissig ist, schicke ich einen neuen.|Sonst melden Sie sich bitte noch einmal.}',
    ],
    more: '{Der Ring sitzt|Neuer Ring ist drin}, {trotzdem ist es wieder nass|aber es tropft weiter}.', moreAnswer: 'dann ist {der Schlauch dahinter|die Leitung} rissig, {das muss die Werkstatt machen|das reparieren wir}. {Abholung ist für morgen bestellt.|Der Schein kommt gleich.}',
  },
  {
    channel: 'help', label: 'spare', subject: ['{Ersatzteil für <model>|Scherben|Ersatzteil gesucht}', '{Neues Teesieb|Teesieb kaputt|Sieb der <model>}'],
    question: [
      '{mir ist die Glaskanne heruntergefallen|unser Hund hat den Deckel zerlegt}. {Gibt es das Teil einzeln?|Kann ich das Teil nachbestellen?} {Im Shop finde ich nur ganze Sets.|Es geht um die <model>.}',
      'das {Teesieb|Netz im Korb} der <model> {ist nach <months> Monaten gerissen|hat sich vom Rand gelöst}. {Was kostet ein neues|Ist das ein Garantiefall}, und {wie lange dauert es bis <city>|liefern Sie nach <city>}?',
    ],
    answer: [
      'ja, {das gibt es einzeln|wir haben es auf Lager}: {SW-<count>-G|TB-<count>}, EUR <amount>, {Versand am selben Tag|in zwei Tagen bei Ihnen}. {Schreiben Sie mir Ihre Anschrift, dann lege ich die Rechnung bei.|Soll ich Ihnen einen Bezahllink schicken?}',
      'das {darf nicht sein|ist zu früh}. {Sie bekommen ein neues, kostenlos|Ich schicke Ihnen Ersatz}; {die neuen sind lasergeschweißt|seit dem Frühjahr sind sie stabiler}. {Stimmt die Anschrift in <city> noch?|Bitte bestätigen Sie kurz die Anschrift.}',
    ],
    more: 'Ja, {Anschrift wie gehabt|alles unverändert}. {Könnten Sie gleich zwei schicken? Das zweite zahle ich.|Passt auch eine Bürste dazu?}', moreAnswer: '{Ist notiert|Erledigt}, {alles ist im Päckchen|es kommt in dasselbe Päckchen}. {Die Sendungsnummer kommt heute Abend.|Es geht mit der Nachmittagspost.}',
  },
  {
    channel: 'help', label: 'fault', subject: ['{Fehler E<count>|Anzeige E<count> an der <model>|Fehlercode}', '{Uhr stellt sich zurück|Zeitschaltung vergisst die Uhrzeit|Vorwahl der <model>}'],
    question: [
      'die Anzeige {blinkt|zeigt} "E<count>" und {keine Taste reagiert|nichts geht mehr}. {In der Anleitung hört es bei E20 auf.|Was heißt das?} {Am <weekday> kommen Gäste.|Ausschalten hilft nicht.}',
      'seit dem {Stromausfall|letzten Gewitter} {vergisst|verliert} meine <model> {jede Nacht|immer wieder} die Uhrzeit. {Um sechs gibt es also keinen Tee.|Die Vorwahl ist damit nutzlos.} {Ist da eine Batterie drin?|Kann man das beheben?}',
    ],
    answer: [
      'der Code heißt: {der Schwimmer im Tank meldet sich nicht|der Füllstand wird nicht erkannt}. {Meist hängt er nur|Häufig klemmt er}: Tank abnehmen, {klopfen|leicht schütteln}, wieder einsetzen, {bis es klickt|mit Nachdruck}. {Kommt der Code wieder, nennen Sie mir bitte die vier Ziffern am Boden.|Sonst tauschen wir den Fühler.}',
      'unter der Anzeige sitzt eine {Knopfzelle|kleine Batterie} (CR1220): {die Schraube mit einer Münze drehen|Abdeckung nach links schieben}. {Danach die Uhr einmal stellen.|Sie hält etwa drei Jahre.}',
    ],
    more: '{Nach drei Tagen war er wieder da.|Der Fehler ist zurück.} {Die Ziffern: <count>.|Am Boden steht <count>.}', moreAnswer: '{Damit ist es klar|Danke, das hilft}: {ein neuer Fühler ist unterwegs, er wird nur gesteckt|bitte einschicken, der Schein folgt}.',
  },
  {
    channel: 'help', label: 'returns', subject: '{Rückgabe der <model>|Kann ich noch zurückgeben?|Rücksendung <order>|<model> zu groß}',
    question: [
      'wir haben vor {zwei|drei} Wochen die <model> gekauft (Bestellung <order>). {Sie passt leider nicht unter den Schrank.|Fürs Großraumbüro ist sie uns zu laut.} {Nehmen Sie sie zurück?|Ist eine Rückgabe noch möglich?} {Sie wurde zweimal benutzt.|Der Karton ist noch da.}',
      'ich möchte die <model> aus <order> {zurückschicken|zurückgeben}: {ein doppeltes Geschenk|die Farbe gefällt uns nicht}. {Wer trägt das Porto?|Wie läuft das ab?}',
    ],
    answer: [
      'gern, {30 Tage, auch benutzt|innerhalb von 30 Tagen ist das kein Problem}. {Bitte legen Sie einen Zettel mit der Bestellnummer bei.|Eine Kopie der Rechnung genügt.} {Der Schein kommt mit getrennter Mail;|Den Schein bekommen Sie gleich;} {das Geld ist fünf Tage nach Ankunft da|wir erstatten sofort nach Eingang}.',
      'kein Problem. {Wäre die kleinere Aufguss 2 etwas für Sie?|Darf es vielleicht eine andere Farbe sein?} {Wir würden sie vorab schicken.|Sie braucht nur halb so viel Platz.} Sonst {kommt der Schein heute noch|schicke ich Ihnen den Schein}.',
    ],
    more: 'Das Paket {ist seit <weekday> unterwegs|habe ich am <weekday> abgegeben}. {Ist es schon da?|Wann kommt die Erstattung?}', moreAnswer: 'es {ist heute eingetroffen|ist verbucht}; EUR <amount> {sind angewiesen|sind in drei Tagen auf Ihrem Konto}.',
  },
  {
    channel: 'help', label: 'idea', subject: '{Anregung zur <model>|Wunsch: leiserer Ton|Lob und eine Frage|Nach <months> Monaten}',
    question: [
      'nach <months> Monaten {sind wir begeistert|möchte ich einmal loben}. Ein Wunsch: {ein zweites Programm für Grüntee|ein leiserer Ton|eine Marke für halbe Kannen}. {Meine Frau trinkt grün, ich schwarz.|Nachts wacht sonst das Haus auf.} {Ist so etwas geplant?|Kommt das vielleicht mit einem Update?}',
      'kann man {den Piepton abstellen|auf 70 Grad brühen}? {Wenn nicht: bitte als Anregung nehmen.|Für Grüntee wäre das ideal.} Sonst {eine schöne Maschine|sehr zufriedene Grüße aus <city>}.',
    ],
    answer: [
      '{danke für die freundlichen Zeilen|das freut uns}! {Der Ton lässt sich abschalten:|Das geht, ist nur gut versteckt:} {fünf Sekunden auf die Glocke|Menü, Ton, 0}. {Den Rest habe ich weitergegeben.|Weitere Programme stehen für das Frühjahr auf der Liste.}',
      'gute Idee, {Sie sind diesen Monat schon der Dritte|danach fragen viele}. {Ich habe Ihre Stimme vermerkt|Es ist vorgemerkt}, {einen Termin kann ich nicht versprechen|wohl bis zum Sommer}.',
    ],
    more: '{Gefunden, danke!|Ah, da.} {Und wo sieht man den Wasserverbrauch?|Darf ich weitere Ideen schicken?}', moreAnswer: '{Immer gern!|Auf der letzten Seite im Menü.} {Alles landet auf einer Tafel, die freitags gelesen wird.|Zurücksetzen lässt er sich dort auch.}',
  },
];
