/** The words of the pages of a help centre. */
export interface HelpTexts {
  /** What the words are written in. */
  readonly lang: string;
  readonly skip: string;
  readonly search: string;
  readonly searchLabel: string;
  readonly searchTitle: string;
  readonly foundFor: (query: string, count: number) => string;
  readonly foundNothing: (query: string) => string;
  readonly foundNothingHint: string;
  readonly alsoSearched: (words: string) => string;
  readonly home: string;
  readonly where: string;
  readonly languages: string;
  readonly popular: string;
  readonly moreArticles: string;
  readonly articles: (count: number) => string;
  readonly noArticles: string;
  readonly contents: string;
  readonly updated: (day: string) => string;
  readonly onlyIn: (language: string) => string;
  readonly helpfulQuestion: string;
  readonly yes: string;
  readonly no: string;
  readonly commentLabel: string;
  readonly thanks: string;
  readonly notFound: string;
  readonly notFoundHint: string;
  readonly toWebsite: string;
  readonly tooMany: string;
  readonly failed: string;
}

const english: HelpTexts = {
  lang: 'en', skip: 'Skip to the content', search: 'Search', searchLabel: 'Search the help centre', searchTitle: 'Search', foundFor: (query, count) => `${count === 1 ? '1 article' : `${count} articles`} for “${query}”`,
  foundNothing: (query) => `Nothing was found for “${query}”`, foundNothingHint: 'Try other words, or fewer of them.', alsoSearched: (words) => `Also searched for: ${words}`, home: 'Help centre', where: 'Where you are',
  languages: 'Languages', popular: 'Most read', moreArticles: 'More articles', articles: (count) => (count === 1 ? '1 article' : `${count} articles`), noArticles: 'There are no articles here yet.', contents: 'On this page',
  updated: (day) => `Updated on ${day}`, onlyIn: (language) => `This is not available in your language yet. You are reading it in ${language}.`, helpfulQuestion: 'Was this article helpful?', yes: 'Yes', no: 'No',
  commentLabel: 'What could be better? (optional)', thanks: 'Thank you for telling us.', notFound: 'There is no such page', notFoundHint: 'It may have moved. Search for what you need:', toWebsite: 'To our website',
  tooMany: 'That was a little fast. Try again in some minutes.', failed: 'Something went wrong. Try again shortly.',
};
const german: HelpTexts = {
  lang: 'de', skip: 'Zum Inhalt springen', search: 'Suchen', searchLabel: 'Das Hilfe-Center durchsuchen', searchTitle: 'Suche', foundFor: (query, count) => `${count === 1 ? '1 Artikel' : `${count} Artikel`} zu „${query}“`,
  foundNothing: (query) => `Zu „${query}“ wurde nichts gefunden`, foundNothingHint: 'Versuchen Sie es mit anderen oder weniger Wörtern.', alsoSearched: (words) => `Auch gesucht: ${words}`, home: 'Hilfe-Center', where: 'Wo Sie sind',
  languages: 'Sprachen', popular: 'Am meisten gelesen', moreArticles: 'Weitere Artikel', articles: (count) => (count === 1 ? '1 Artikel' : `${count} Artikel`), noArticles: 'Hier gibt es noch keine Artikel.', contents: 'Auf dieser Seite',
  updated: (day) => `Zuletzt geändert am ${day}`, onlyIn: (language) => `Das gibt es noch nicht in Ihrer Sprache. Sie lesen es auf ${language}.`, helpfulQuestion: 'War dieser Artikel hilfreich?', yes: 'Ja', no: 'Nein',
  commentLabel: 'Was könnte besser sein? (freiwillig)', thanks: 'Danke für Ihre Rückmeldung.', notFound: 'Diese Seite gibt es nicht', notFoundHint: 'Vielleicht ist sie umgezogen. Suchen Sie, was Sie brauchen:', toWebsite: 'Zu unserer Website',
  tooMany: 'Das ging etwas schnell. Versuchen Sie es in einigen Minuten noch einmal.', failed: 'Etwas ist schiefgegangen. Versuchen Sie es gleich noch einmal.',
};
const french: HelpTexts = {
  lang: 'fr', skip: 'Aller au contenu', search: 'Rechercher', searchLabel: 'Rechercher dans le centre d’aide', searchTitle: 'Recherche', foundFor: (query, count) => `${count === 1 ? '1 article' : `${count} articles`} pour « ${query} »`,
  foundNothing: (query) => `Aucun résultat pour « ${query} »`, foundNothingHint: 'Essayez d’autres mots, ou moins de mots.', alsoSearched: (words) => `Recherche étendue à : ${words}`, home: 'Centre d’aide', where: 'Où vous êtes',
  languages: 'Langues', popular: 'Les plus lus', moreArticles: 'Autres articles', articles: (count) => (count === 1 ? '1 article' : `${count} articles`), noArticles: 'Il n’y a pas encore d’articles ici.', contents: 'Sur cette page',
  updated: (day) => `Mis à jour le ${day}`, onlyIn: (language) => `Cette page n’existe pas encore dans votre langue. Vous la lisez en ${language}.`, helpfulQuestion: 'Cet article vous a-t-il aidé ?', yes: 'Oui', no: 'Non',
  commentLabel: 'Que pourrions-nous améliorer ? (facultatif)', thanks: 'Merci de votre réponse.', notFound: 'Cette page n’existe pas', notFoundHint: 'Elle a peut-être changé d’adresse. Cherchez ce qu’il vous faut :', toWebsite: 'Vers notre site',
  tooMany: 'C’était un peu rapide. Réessayez dans quelques minutes.', failed: 'Une erreur s’est produite. Réessayez dans un instant.',
};
const spanish: HelpTexts = {
  lang: 'es', skip: 'Ir al contenido', search: 'Buscar', searchLabel: 'Buscar en el centro de ayuda', searchTitle: 'Búsqueda', foundFor: (query, count) => `${count === 1 ? '1 artículo' : `${count} artículos`} para «${query}»`,
  foundNothing: (query) => `No se ha encontrado nada para «${query}»`, foundNothingHint: 'Pruebe con otras palabras, o con menos.', alsoSearched: (words) => `También se ha buscado: ${words}`, home: 'Centro de ayuda', where: 'Dónde está',
  languages: 'Idiomas', popular: 'Lo más leído', moreArticles: 'Más artículos', articles: (count) => (count === 1 ? '1 artículo' : `${count} artículos`), noArticles: 'Todavía no hay artículos aquí.', contents: 'En esta página',
  updated: (day) => `Actualizado el ${day}`, onlyIn: (language) => `Esto aún no está disponible en su idioma. Lo está leyendo en ${language}.`, helpfulQuestion: '¿Le ha ayudado este artículo?', yes: 'Sí', no: 'No',
  commentLabel: '¿Qué se podría mejorar? (opcional)', thanks: 'Gracias por su respuesta.', notFound: 'Esta página no existe', notFoundHint: 'Puede que haya cambiado de sitio. Busque lo que necesita:', toWebsite: 'A nuestra web',
  tooMany: 'Ha ido un poco rápido. Inténtelo de nuevo en unos minutos.', failed: 'Algo ha fallado. Inténtelo de nuevo enseguida.',
};
const arabic: HelpTexts = {
  lang: 'ar', skip: 'انتقل إلى المحتوى', search: 'بحث', searchLabel: 'ابحث في مركز المساعدة', searchTitle: 'البحث', foundFor: (query, count) => `عدد المقالات عن «${query}»: ${count}`,
  foundNothing: (query) => `لم نجد شيئًا عن «${query}»`, foundNothingHint: 'جرّب كلمات أخرى أو أقل.', alsoSearched: (words) => `بحثنا أيضًا عن: ${words}`, home: 'مركز المساعدة', where: 'مكانك',
  languages: 'اللغات', popular: 'الأكثر قراءة', moreArticles: 'مقالات أخرى', articles: (count) => `عدد المقالات: ${count}`, noArticles: 'لا توجد مقالات هنا بعد.', contents: 'في هذه الصفحة',
  updated: (day) => `آخر تحديث: ${day}`, onlyIn: (language) => `هذه الصفحة غير متوفرة بلغتك بعد. أنت تقرؤها بـ${language}.`, helpfulQuestion: 'هل كان هذا المقال مفيدًا؟', yes: 'نعم', no: 'لا',
  commentLabel: 'ما الذي يمكن تحسينه؟ (اختياري)', thanks: 'شكرًا لك.', notFound: 'لا توجد صفحة كهذه', notFoundHint: 'ربما انتقلت. ابحث عمّا تحتاج إليه:', toWebsite: 'إلى موقعنا',
  tooMany: 'كان ذلك سريعًا بعض الشيء. حاول مرة أخرى بعد دقائق.', failed: 'حدث خطأ ما. حاول مرة أخرى بعد قليل.',
};

const byLanguage: Readonly<Record<string, HelpTexts>> = { en: english, de: german, fr: french, es: spanish, ar: arabic };

/** The words for a locale; English where there are none. */
export function helpTexts(locale: string): HelpTexts {
  const language = locale.split('-', 1)[0]!.toLowerCase();
  return Object.hasOwn(byLanguage, language) ? byLanguage[language]! : english;
}
