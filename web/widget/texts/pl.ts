import type { Texts } from './texts.ts';

export const texts: Texts = {
  open: 'Otwórz czat', close: 'Zamknij czat', title: 'Dzień dobry', tagline: 'Jak możemy pomóc?', conversation: 'Rozmowa',
  placeholder: 'Napisz wiadomość', send: 'Wyślij', attach: 'Dołącz plik', emoji: 'Emoji', remove: 'Usuń',
  you: 'Ty', assistant: 'Asystent', sending: 'Wysyłanie', waitsToSend: 'Czeka na połączenie', notSent: 'Nie wysłano', retry: 'Spróbuj ponownie', seen: 'Przeczytano',
  typing: '{name} pisze', somebodyTyping: 'Ktoś pisze', noConnection: 'Brak połączenia. To, co napiszesz, zostanie wysłane, gdy wróci.', away: 'Teraz mamy zamknięte. Zostaw wiadomość, a odpowiemy.',
  nobodyHere: 'Teraz nikogo nie ma. Zostaw wiadomość, a odpowiemy.', opensAt: 'Otwieramy {time}', withYou: 'Rozmawia z Tobą {name}',
  inLine: 'Jesteś w kolejce na miejscu {n}', expected: { one: 'Około {n} minuty', few: 'Około {n} minut', many: 'Około {n} minut', other: 'Około {n} minuty' },
  unread: { one: '{n} nowa wiadomość', few: '{n} nowe wiadomości', many: '{n} nowych wiadomości', other: '{n} nowej wiadomości' },
  answersMinutes: 'Zwykle odpowiadamy w ciągu kilku minut', answersHours: 'Zwykle odpowiadamy w ciągu kilku godzin', answersDay: 'Zwykle odpowiadamy w ciągu jednego dnia',
  name: 'Imię i nazwisko', email: 'E-mail', phone: 'Telefon', required: 'wymagane', start: 'Rozpocznij czat', emailWrong: 'To nie jest adres e-mail', mustBeFilled: 'Wypełnij to pole', emailForAnswer: 'Twój adres e-mail, na który wyślemy odpowiedź', save: 'Zapisz',
  endChat: 'Zakończ czat', ended: 'Czat jest zakończony. Napisz, aby zacząć od nowa.', transcript: 'Wyślij mi czat e-mailem', transcriptSent: 'Czat jest w drodze do Ciebie', rate: 'Jak oceniasz czat?', stars: { one: '{n} gwiazdka', few: '{n} gwiazdki', many: '{n} gwiazdek', other: '{n} gwiazdki' },
  comment: 'Czy chcesz coś dodać?', thanks: 'Dziękujemy',
  deleted: 'Ta wiadomość została usunięta', earlier: 'Pokaż wcześniejsze wiadomości', searchHelp: 'Szukaj w pomocy', nothingFound: 'Nic nie znaleziono', fileTooLarge: 'Pliki mogą mieć łącznie 10 MB', tooManyFiles: 'Najwyżej 5 plików naraz', refused: 'Czat nie działa na tej stronie.', opensInTab: 'otwiera się w nowej karcie', more: 'Więcej',
};
