/** Every text of the page, by language. A text that lacks a language does not compile. */
const en = {
  language: 'en', skip: 'Skip to the content', title: 'How did we do?', legend: 'Your rating', marks: ['Very bad', 'Bad', 'All right', 'Good', 'Very good'] as readonly string[],
  feedback: 'Would you like to say more? (optional)', send: 'Send', choose: 'Please choose a rating first.', tooLong: 'Please write at most 5,000 characters.',
  thanksTitle: 'Thank you', thanks: 'Your rating has arrived. You can change it on the same page for 14 days.', goneTitle: 'There is nothing to rate here', gone: 'The link is wrong or not whole, or the time for an answer is over.',
};
export type SurveyTexts = typeof en;

const all: Readonly<Record<'en' | 'de' | 'fr' | 'es' | 'nl', SurveyTexts>> = {
  en,
  de: {
    language: 'de', skip: 'Zum Inhalt springen', title: 'Wie zufrieden sind Sie?', legend: 'Ihre Bewertung', marks: ['Sehr schlecht', 'Schlecht', 'In Ordnung', 'Gut', 'Sehr gut'],
    feedback: 'Möchten Sie mehr dazu sagen? (freiwillig)', send: 'Absenden', choose: 'Bitte wählen Sie zuerst eine Bewertung.', tooLong: 'Bitte schreiben Sie höchstens 5.000 Zeichen.',
    thanksTitle: 'Vielen Dank', thanks: 'Ihre Bewertung ist angekommen. Auf derselben Seite können Sie sie 14 Tage lang ändern.', goneTitle: 'Hier gibt es nichts zu bewerten', gone: 'Der Link ist falsch oder unvollständig, oder die Zeit für eine Antwort ist vorbei.',
  },
  fr: {
    language: 'fr', skip: 'Aller au contenu', title: 'Votre avis nous intéresse', legend: 'Votre note', marks: ['Très mauvais', 'Mauvais', 'Correct', 'Bon', 'Très bon'],
    feedback: 'Souhaitez-vous en dire plus ? (facultatif)', send: 'Envoyer', choose: 'Veuillez d’abord choisir une note.', tooLong: 'Veuillez écrire 5 000 caractères au plus.',
    thanksTitle: 'Merci', thanks: 'Votre note est bien arrivée. Vous pouvez la modifier sur cette même page pendant 14 jours.', goneTitle: 'Il n’y a rien à noter ici', gone: 'Le lien est faux ou incomplet, ou le délai de réponse est dépassé.',
  },
  es: {
    language: 'es', skip: 'Ir al contenido', title: '¿Qué le ha parecido?', legend: 'Su valoración', marks: ['Muy mal', 'Mal', 'Regular', 'Bien', 'Muy bien'],
    feedback: '¿Desea añadir algo? (opcional)', send: 'Enviar', choose: 'Elija primero una valoración.', tooLong: 'Escriba 5000 caracteres como máximo.',
    thanksTitle: 'Gracias', thanks: 'Hemos recibido su valoración. Puede cambiarla en esta misma página durante 14 días.', goneTitle: 'Aquí no hay nada que valorar', gone: 'El enlace es incorrecto o está incompleto, o el plazo de respuesta ha terminado.',
  },
  nl: {
    language: 'nl', skip: 'Naar de inhoud', title: 'Hoe tevreden bent u?', legend: 'Uw beoordeling', marks: ['Heel slecht', 'Slecht', 'In orde', 'Goed', 'Heel goed'],
    feedback: 'Wilt u er iets bij zeggen? (niet verplicht)', send: 'Versturen', choose: 'Kies eerst een beoordeling.', tooLong: 'Schrijf ten hoogste 5.000 tekens.',
    thanksTitle: 'Dank u', thanks: 'Uw beoordeling is aangekomen. U kunt haar 14 dagen lang op dezelfde pagina wijzigen.', goneTitle: 'Hier valt niets te beoordelen', gone: 'De link is onjuist of onvolledig, of de tijd voor een antwoord is voorbij.',
  },
};

/** By Accept-Language (RFC 9110 12.5.4); where it names none that we have, by `otherwise`. */
export function surveyTextsFor(acceptLanguage: string | undefined, otherwise: string): SurveyTexts & { readonly language: keyof typeof all } {
  const wanted = (acceptLanguage ?? '').slice(0, 500).split(',').map((part, at) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const weight = Number(parameters.map((one) => /^\s*q=([\d.]+)$/.exec(one)?.[1]).find((one) => one !== undefined) ?? 1);
    return { language: tag.split('-')[0] ?? '', weight: Number.isNaN(weight) ? 0 : weight, at };
  });
  const best = wanted.filter(({ language, weight }) => weight > 0 && Object.hasOwn(all, language)).toSorted((a, b) => b.weight - a.weight || a.at - b.at)[0]?.language ?? otherwise;
  const language = (Object.hasOwn(all, best) ? best : 'en') as keyof typeof all;
  return { ...all[language], language };
}
