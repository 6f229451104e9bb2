/**
 * The document names time zones by numbers and shows one of them: 29, Europe/London. Its table is not published, so the others are ours: the usual list of 81 zones, west to
 * east, numbered so that London is 29. Every further IANA zone has a number made of its name, the same on every server.
 */
const listed: readonly (readonly [zone: string, friendlyName: string])[] = [
  ['Etc/GMT+12', 'International Date Line West'], ['Pacific/Midway', 'Midway Island, Samoa'], ['Pacific/Honolulu', 'Hawaii'], ['America/Anchorage', 'Alaska'],
  ['America/Los_Angeles', 'Pacific Time (US & Canada)'], ['America/Tijuana', 'Tijuana, Baja California'], ['America/Phoenix', 'Arizona'], ['America/Chihuahua', 'Chihuahua, La Paz, Mazatlan'],
  ['America/Denver', 'Mountain Time (US & Canada)'], ['America/Managua', 'Central America'], ['America/Chicago', 'Central Time (US & Canada)'], ['America/Mexico_City', 'Guadalajara, Mexico City, Monterrey'],
  ['America/Regina', 'Saskatchewan'], ['America/Bogota', 'Bogota, Lima, Quito, Rio Branco'], ['America/New_York', 'Eastern Time (US & Canada)'], ['America/Indiana/Indianapolis', 'Indiana (East)'],
  ['America/Halifax', 'Atlantic Time (Canada)'], ['America/Caracas', 'Caracas, La Paz'], ['America/Santiago', 'Santiago'], ['America/St_Johns', 'Newfoundland'], ['America/Sao_Paulo', 'Brasilia'],
  ['America/Argentina/Buenos_Aires', 'Buenos Aires, Georgetown'], ['America/Nuuk', 'Greenland'], ['America/Montevideo', 'Montevideo'], ['America/Noronha', 'Mid-Atlantic'], ['Atlantic/Cape_Verde', 'Cape Verde Is.'],
  ['Atlantic/Azores', 'Azores'], ['Africa/Casablanca', 'Casablanca, Monrovia, Reykjavik'], ['Europe/London', 'Greenwich Mean Time =>  Dublin, Edinburgh, Lisbon, London'],
  ['Europe/Berlin', 'Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna'], ['Europe/Belgrade', 'Belgrade, Bratislava, Budapest, Ljubljana, Prague'], ['Europe/Paris', 'Brussels, Copenhagen, Madrid, Paris'],
  ['Europe/Warsaw', 'Sarajevo, Skopje, Warsaw, Zagreb'], ['Africa/Lagos', 'West Central Africa'], ['Asia/Amman', 'Amman'], ['Europe/Athens', 'Athens, Bucharest, Istanbul'], ['Asia/Beirut', 'Beirut'],
  ['Africa/Cairo', 'Cairo'], ['Africa/Johannesburg', 'Harare, Pretoria'], ['Europe/Helsinki', 'Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius'], ['Asia/Jerusalem', 'Jerusalem'], ['Europe/Minsk', 'Minsk'],
  ['Africa/Windhoek', 'Windhoek'], ['Asia/Kuwait', 'Kuwait, Riyadh, Baghdad'], ['Europe/Moscow', 'Moscow, St. Petersburg, Volgograd'], ['Africa/Nairobi', 'Nairobi'], ['Asia/Tbilisi', 'Tbilisi'], ['Asia/Tehran', 'Tehran'],
  ['Asia/Dubai', 'Abu Dhabi, Muscat'], ['Asia/Baku', 'Baku'], ['Asia/Yerevan', 'Yerevan'], ['Asia/Kabul', 'Kabul'], ['Asia/Yekaterinburg', 'Yekaterinburg'], ['Asia/Karachi', 'Islamabad, Karachi, Tashkent'],
  ['Asia/Kolkata', 'Chennai, Kolkata, Mumbai, New Delhi'], ['Asia/Kathmandu', 'Kathmandu'], ['Asia/Almaty', 'Almaty, Novosibirsk'], ['Asia/Dhaka', 'Astana, Dhaka'], ['Asia/Yangon', 'Yangon (Rangoon)'],
  ['Asia/Bangkok', 'Bangkok, Hanoi, Jakarta'], ['Asia/Krasnoyarsk', 'Krasnoyarsk'], ['Asia/Shanghai', 'Beijing, Chongqing, Hong Kong, Urumqi'], ['Asia/Singapore', 'Kuala Lumpur, Singapore'], ['Asia/Irkutsk', 'Irkutsk, Ulaan Bataar'],
  ['Australia/Perth', 'Perth'], ['Asia/Taipei', 'Taipei'], ['Asia/Tokyo', 'Osaka, Sapporo, Tokyo'], ['Asia/Seoul', 'Seoul'], ['Asia/Yakutsk', 'Yakutsk'], ['Australia/Adelaide', 'Adelaide'], ['Australia/Darwin', 'Darwin'],
  ['Australia/Brisbane', 'Brisbane'], ['Australia/Sydney', 'Canberra, Melbourne, Sydney'], ['Australia/Hobart', 'Hobart'], ['Pacific/Guam', 'Guam, Port Moresby'], ['Asia/Vladivostok', 'Vladivostok'],
  ['Asia/Magadan', 'Magadan, Solomon Is., New Caledonia'], ['Pacific/Auckland', 'Auckland, Wellington'], ['Pacific/Fiji', 'Fiji, Kamchatka, Marshall Is.'], ['Pacific/Tongatapu', 'Nuku\'alofa'], ['UTC', 'Coordinated Universal Time'],
];

export interface NumberedZone { readonly id: number; readonly zone: string; readonly friendlyName: string }

const numbered: readonly NumberedZone[] = listed.map(([zone, friendlyName], at) => ({ id: at + 1, zone, friendlyName }));

/** A zone as the document shows it. */
export function zoneOf(zone: string): NumberedZone {
  return numbered.find((one) => one.zone === zone) ?? { id: numberOf(zone), zone, friendlyName: zone.replaceAll('_', ' ') };
}

/** The IANA name of a number; null: no zone has it. */
export function zoneOfNumber(id: number): string | null {
  return numbered.find((one) => one.id === id)?.zone ?? Intl.supportedValuesOf('timeZone').find((zone) => numberOf(zone) === id) ?? null;
}

const firstNumber = 1_000;
const numbers = 999_999_000;

/** FNV-1a of the name. No two zones of ICU have the same (tested). */
function numberOf(zone: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(zone)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return firstNumber + hash % numbers;
}
