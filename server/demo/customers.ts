import type { Language } from './company.ts';
import type { Random } from './plan/seeded-random.ts';

export interface Customer { readonly name: string; readonly first: string; readonly last: string; readonly address: string; readonly city: string; readonly zone: string; readonly language: Language }

const people: Readonly<Record<Language, { first: readonly string[]; last: readonly string[]; cities: readonly (readonly [city: string, zone: string])[]; domains: readonly string[] }>> = {
  english: {
    first: ['Alison', 'Bartholomew', 'Ciara', 'Desmond', 'Elowen', 'Fergus', 'Gwen', 'Harriet', 'Imogen', 'Jasper', 'Kirsty', 'Lachlan', 'Maeve', 'Nigel', 'Orla', 'Percy', 'Rosalind', 'Saoirse', 'Tobias', 'Winifred', 'Amara', 'Declan', 'Yusuf', 'Zara'],
    last: ['Ashdown', 'Birtwell', 'Copplestone', 'Dunmallet', 'Eastlake', 'Fennimore', 'Garrowby', 'Hathersage', 'Inchmore', 'Jessop-Vale', 'Kettlewick', 'Lambrick', 'Mossbury', 'Netherfold', 'Oakhanger', 'Penhallick', 'Quorndale', 'Rushmere', 'Stainforth', 'Tavender', "O'Corrigan", 'Wetherlam', 'Yarrowfield'],
    cities: [['Bristol', 'Europe/London'], ['Cork', 'Europe/Dublin'], ['Leeds', 'Europe/London'], ['Inverness', 'Europe/London'], ['Norwich', 'Europe/London'], ['Galway', 'Europe/Dublin'], ['Utrecht', 'Europe/Amsterdam'], ['Ghent', 'Europe/Brussels'], ['Aarhus', 'Europe/Copenhagen'], ['Halifax', 'America/Halifax'], ['Portland', 'America/Los_Angeles'], ['Wellington', 'Pacific/Auckland']],
    domains: ['postbox.example', 'mail.test', 'fernmail.example', 'homely.example', 'letters.test'],
  },
  german: {
    first: ['Annegret', 'Bernd', 'Cornelia', 'Detlef', 'Elke', 'Friederike', 'Götz', 'Hannelore', 'Ingo', 'Jürgen', 'Käthe', 'Lutz', 'Margarete', 'Norbert', 'Ottilie', 'Philipp', 'Renate', 'Sönke', 'Theresa', 'Ulrike', 'Volker', 'Wiebke', 'Yasemin', 'Zdenka'],
    last: ['Ackersmann', 'Birkenfeldt', 'Dornhöfer', 'Eschbacher', 'Föhrding', 'Grünewaldt', 'Hollersieck', 'Immelroth', 'Jüchter', 'Kranzfelder', 'Lüttgens', 'Mohnhaupt', 'Nierstetter', 'Oberbichler', 'Pöschlmann', 'Quendler', 'Rübesam', 'Schlehdorn', 'Tannenhuber', 'Uhlenbrok', 'Vierkötter', 'Weißenborner', 'Zwingmann'],
    cities: [['Kassel', 'Europe/Berlin'], ['Lübeck', 'Europe/Berlin'], ['Würzburg', 'Europe/Berlin'], ['Görlitz', 'Europe/Berlin'], ['Münster', 'Europe/Berlin'], ['Graz', 'Europe/Vienna'], ['Linz', 'Europe/Vienna'], ['Winterthur', 'Europe/Zurich'], ['Bremen', 'Europe/Berlin'], ['Erfurt', 'Europe/Berlin'], ['Freiburg', 'Europe/Berlin'], ['Rostock', 'Europe/Berlin']],
    domains: ['post.test', 'briefkasten.example', 'fernmail.example', 'zuhause.example', 'kurierpost.example'],
  },
};

/** New people without end, none named twice. */
export function meetCustomers(random: Random): (language: Language) => Customer {
  const names = (language: Language): string[][] => random.shuffle(people[language].first.flatMap((first) => people[language].last.map((last) => [first, last])));
  const waiting: Record<Language, string[][]> = { english: names('english'), german: names('german') };
  return (language) => {
    const [first, last] = waiting[language].pop() as [string, string];
    const [city, zone] = random.pick(people[language].cities);
    const [a, b] = [toAscii(first), toAscii(last)];
    const local = random.pick([`${a}.${b}`, `${a[0]}.${b}`, `${a}${random.between(60, 99)}`, `${b}.${a}`, `${a}_${b}`]);
    return { name: `${first} ${last}`, first, last, address: `${local}@${random.pick(people[language].domains)}`, city, zone, language };
  };
}

function toAscii(name: string): string {
  const plain: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };
  return name.toLowerCase().replace(/[äöüß]/g, (letter) => plain[letter]!).replace(/[^a-z]/g, '');
}

const person = (name: string, address: string, city: string, zone: string, language: Language): Customer => {
  const [first = '', ...rest] = name.split(' ');
  return { name, first, last: rest.join(' '), address, city, zone, language };
};

/** People of the scenes, known to the company before the week begins. */
export const known = {
  edith: person('Edith Farrowgate', 'edith@larkmoor-tearooms.example', 'Bath', 'Europe/London', 'english'),
  callum: person('Callum Reevesby', 'callum@larkmoor-tearooms.example', 'Bath', 'Europe/London', 'english'),
  priya: person('Priya Natesan', 'accounts@larkmoor-tearooms.example', 'Bath', 'Europe/London', 'english'),
  ilse: person('Ilse Brandtstätter', 'ilse.brandtstaetter@kontor-wiesengrund.example', 'Salzburg', 'Europe/Vienna', 'german'),
  ilseAtHome: person('Ilse Brandtstätter', 'ilse.b@zuhause.example', 'Salzburg', 'Europe/Vienna', 'german'),
  rowan: person('Rowan Thistlewood', 'rowan@thistlewood.example', 'York', 'Europe/London', 'english'),
  rowanAtWork: person('Rowan Thistlewood', 'r.thistlewood@quayside-studio.example', 'York', 'Europe/London', 'english'),
  jorin: person('Jorin Hafenbauer', 'einkauf@teehaus-nordkai.example', 'Emden', 'Europe/Berlin', 'german'),
} as const;

export const knownCompanies = [
  { name: 'Larkmoor Tea Rooms', domain: 'larkmoor-tearooms.example', contacts: [{ name: 'Edith Farrowgate', addresses: [known.edith.address] }, { name: 'Callum Reevesby', addresses: [known.callum.address] }, { name: 'Priya Natesan', addresses: [known.priya.address] }] },
  { name: 'Kontor Wiesengrund', domain: 'kontor-wiesengrund.example', contacts: [{ name: 'Ilse Brandtstätter', addresses: [known.ilse.address, known.ilseAtHome.address] }] },
  { name: 'Teehaus Nordkai', domain: 'teehaus-nordkai.example', contacts: [{ name: 'Jorin Hafenbauer', addresses: [known.jorin.address] }] },
  { name: 'Quayside Studio', domain: 'quayside-studio.example', contacts: [{ name: 'Rowan Thistlewood', addresses: [known.rowan.address, known.rowanAtWork.address] }] },
] as const;

/** Customers to be answered first: a contact group, by domain. */
export const importantDomains = ['larkmoor-tearooms.example', 'teehaus-nordkai.example', 'kontor-wiesengrund.example'] as const;
