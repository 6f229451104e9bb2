import type { Texts } from './texts.ts';

export const texts: Texts = {
  open: 'Abrir o chat', close: 'Fechar o chat', title: 'Olá', tagline: 'Como podemos ajudar?', conversation: 'Conversa',
  placeholder: 'Escreva uma mensagem', send: 'Enviar', attach: 'Anexar um ficheiro', emoji: 'Emoji', remove: 'Remover',
  you: 'Você', assistant: 'Assistente', sending: 'A enviar', waitsToSend: 'À espera da ligação', notSent: 'Não enviada', retry: 'Tentar de novo', seen: 'Lida',
  typing: '{name} está a escrever', somebodyTyping: 'Alguém está a escrever', noConnection: 'Sem ligação. O que escrever será enviado quando voltar.', away: 'De momento estamos fechados. Deixe uma mensagem e responderemos.',
  nobodyHere: 'De momento não está ninguém. Deixe uma mensagem e responderemos.', opensAt: 'Abrimos {time}', withYou: '{name} está consigo',
  inLine: 'É o número {n} na fila', expected: { one: 'Cerca de {n} minuto', other: 'Cerca de {n} minutos' }, unread: { one: '{n} mensagem nova', other: '{n} mensagens novas' },
  answersMinutes: 'Costumamos responder em minutos', answersHours: 'Costumamos responder em horas', answersDay: 'Costumamos responder num dia',
  name: 'Nome', email: 'E-mail', phone: 'Telefone', required: 'obrigatório', start: 'Iniciar o chat', emailWrong: 'Não é um endereço de e-mail', mustBeFilled: 'Preencha este campo', emailForAnswer: 'O seu e-mail, para receber a resposta', save: 'Guardar',
  endChat: 'Terminar o chat', ended: 'O chat terminou. Escreva para começar de novo.', transcript: 'Receber o chat por e-mail', transcriptSent: 'O chat vai a caminho do seu e-mail', rate: 'Como foi o chat?', stars: { one: '{n} estrela', other: '{n} estrelas' },
  comment: 'Quer acrescentar algo?', thanks: 'Obrigado',
  deleted: 'Esta mensagem foi eliminada', earlier: 'Mostrar mensagens anteriores', searchHelp: 'Procurar na ajuda', nothingFound: 'Nada encontrado', fileTooLarge: 'Os ficheiros podem ter 10 MB no total', tooManyFiles: 'No máximo 5 ficheiros de cada vez', refused: 'O chat não funciona nesta página.', opensInTab: 'abre num novo separador', more: 'Mais',
};
