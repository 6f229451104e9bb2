import type { MailLanguage } from '#core/channels/index.ts';

/** The question where the channel has none of its own, and what stands around the link. A language that lacks one does not compile. */
export const surveyTexts: Readonly<Record<MailLanguage, { readonly question: string; readonly link: string; readonly subject: string }>> = {
  en: { question: 'How was the help you got?', link: 'Tell us here; it takes one click and a confirmation:', subject: 'How did we do?' },
  de: { question: 'Wie zufrieden sind Sie mit unserer Hilfe?', link: 'Hier können Sie es uns sagen, mit einem Klick und einer Bestätigung:', subject: 'Wie zufrieden sind Sie?' },
  fr: { question: 'Êtes-vous satisfait de notre aide ?', link: 'Dites-le-nous ici, en un clic et une confirmation :', subject: 'Votre avis sur notre aide' },
  es: { question: '¿Qué le ha parecido nuestra ayuda?', link: 'Díganoslo aquí, con un clic y una confirmación:', subject: 'Su opinión sobre nuestra ayuda' },
  nl: { question: 'Hoe tevreden bent u over onze hulp?', link: 'Laat het ons hier weten, met één klik en een bevestiging:', subject: 'Hoe tevreden bent u?' },
};
