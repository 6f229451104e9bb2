import type { Texts } from './texts.ts';

export const texts: Texts = {
  open: 'Abrir el chat', close: 'Cerrar el chat', title: 'Hola', tagline: '¿En qué podemos ayudarle?', conversation: 'Conversación',
  placeholder: 'Escriba un mensaje', send: 'Enviar', attach: 'Adjuntar un archivo', emoji: 'Emoji', remove: 'Quitar',
  you: 'Usted', assistant: 'Asistente', sending: 'Enviando', waitsToSend: 'Espera la conexión', notSent: 'No enviado', retry: 'Intentar de nuevo', seen: 'Leído',
  typing: '{name} está escribiendo', somebodyTyping: 'Alguien está escribiendo', noConnection: 'Sin conexión. Lo que escriba se enviará cuando vuelva.', away: 'Ahora estamos cerrados. Deje un mensaje y le responderemos.',
  nobodyHere: 'Ahora no hay nadie disponible. Deje un mensaje y le responderemos.', opensAt: 'Abrimos {time}', withYou: '{name} le atiende',
  inLine: 'Es el número {n} en la cola', expected: { one: 'Alrededor de {n} minuto', other: 'Alrededor de {n} minutos' }, unread: { one: '{n} mensaje nuevo', other: '{n} mensajes nuevos' },
  answersMinutes: 'Solemos responder en minutos', answersHours: 'Solemos responder en horas', answersDay: 'Solemos responder en un día',
  name: 'Nombre', email: 'Correo electrónico', phone: 'Teléfono', required: 'obligatorio', start: 'Empezar el chat', emailWrong: 'No es una dirección de correo', mustBeFilled: 'Rellene este campo', emailForAnswer: 'Su correo electrónico, para que le llegue la respuesta', save: 'Guardar',
  endChat: 'Terminar el chat', ended: 'El chat ha terminado. Escriba para empezar de nuevo.', transcript: 'Recibir el chat por correo', transcriptSent: 'El chat va de camino a su correo', rate: '¿Qué tal fue el chat?', stars: { one: '{n} estrella', other: '{n} estrellas' },
  comment: '¿Quiere añadir algo?', thanks: 'Gracias',
  deleted: 'Este mensaje fue eliminado', earlier: 'Mostrar mensajes anteriores', searchHelp: 'Buscar en la ayuda', nothingFound: 'No se encontró nada', fileTooLarge: 'Los archivos no pueden superar 10 MB en total', tooManyFiles: 'Como máximo 5 archivos a la vez', refused: 'El chat no funciona en esta página.', opensInTab: 'se abre en una pestaña nueva', more: 'Más',
};
