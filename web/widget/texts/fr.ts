import type { Texts } from './texts.ts';

export const texts: Texts = {
  open: 'Ouvrir le chat', close: 'Fermer le chat', title: 'Bonjour', tagline: 'Comment pouvons-nous vous aider ?', conversation: 'Conversation',
  placeholder: 'Écrire un message', send: 'Envoyer', attach: 'Joindre un fichier', emoji: 'Émoji', remove: 'Retirer',
  you: 'Vous', assistant: 'Assistant', sending: 'Envoi en cours', waitsToSend: 'En attente de connexion', notSent: 'Non envoyé', retry: 'Réessayer', seen: 'Lu',
  typing: '{name} écrit', somebodyTyping: 'Quelqu’un écrit', noConnection: 'Pas de connexion. Vos messages partiront dès son retour.', away: 'Nous sommes fermés pour le moment. Laissez un message, nous vous répondrons.',
  nobodyHere: 'Personne n’est disponible pour l’instant. Laissez un message, nous vous répondrons.', opensAt: 'Ouverture {time}', withYou: '{name} s’occupe de vous',
  inLine: 'Vous êtes numéro {n} dans la file', expected: { one: 'Environ {n} minute', other: 'Environ {n} minutes' }, unread: { one: '{n} nouveau message', other: '{n} nouveaux messages' },
  answersMinutes: 'Nous répondons en général en quelques minutes', answersHours: 'Nous répondons en général en quelques heures', answersDay: 'Nous répondons en général dans la journée',
  name: 'Nom', email: 'E-mail', phone: 'Téléphone', required: 'obligatoire', start: 'Commencer le chat', emailWrong: 'Ce n’est pas une adresse e-mail', mustBeFilled: 'Veuillez remplir ce champ', emailForAnswer: 'Votre adresse e-mail, pour recevoir la réponse', save: 'Enregistrer',
  endChat: 'Terminer le chat', ended: 'Le chat est terminé. Écrivez pour recommencer.', transcript: 'Recevoir le chat par e-mail', transcriptSent: 'Le chat vous a été envoyé', rate: 'Comment était le chat ?', stars: { one: '{n} étoile', other: '{n} étoiles' },
  comment: 'Souhaitez-vous ajouter quelque chose ?', thanks: 'Merci',
  deleted: 'Ce message a été supprimé', earlier: 'Afficher les messages précédents', searchHelp: 'Chercher dans l’aide', nothingFound: 'Aucun résultat', fileTooLarge: 'Les fichiers ne doivent pas dépasser 10 Mo en tout', tooManyFiles: '5 fichiers au maximum', refused: 'Le chat ne fonctionne pas sur cette page.', opensInTab: 's’ouvre dans un nouvel onglet', more: 'Plus',
};
