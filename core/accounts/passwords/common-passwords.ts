/**
 * Passwords of ten and more characters that every guessing list begins with; shorter ones fall by their length. Compared in lower case.
 * Written by hand: a stop for the most careless choice, no measure of strength (the throttle and the second factor carry that).
 */
export const commonPasswords: ReadonlySet<string> = new Set(`
  0123456789 01234567890 0987654321 1029384756 1111111111 11111111111 111111111111 1122334455 112233445566 1212121212 123123123123 1231231234
  1234512345 1234554321 12345678910 1234567890 1234567891 12345678900 123456789a 123456789q 1234567890a 1234567890q 123456789abc 123qwe123qwe
  123qweasdzxc 1357924680 147258369 1472583690 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc 1qazxsw23edc 2222222222 3141592653 5555555555 6666666666
  7777777777 789456123 7894561230 8888888888 9876543210 987654321a 9999999999 a123456789 a1b2c3d4e5 aa12345678 aaaaaaaaaa abc1234567 abcd123456
  abcd1234abcd abcde12345 abcdef1234 abcdefghij abcdefghijk admin12345 admin123456 administrator adminadmin alexander1 asdfasdfasdf asdfghjkl1
  asdfghjkl123 asdfghjkl; baseball123 basketball basketball1 changeme123 changemenow charlie123 chocolate1 christopher computer123 customer123
  default123 dragon12345 elizabeth1 football123 footballer football12 forever123 hellohello helloworld helloworld1 helpdesk123 iloveyou12
  iloveyou123 iloveyou1234 iloveyou22 jennifer123 letmein123 letmein1234 letmeinnow liverpool1 liverpool123 lovelovelove manchester manchester1
  master1234 michael123 michelle123 monkey12345 motdepasse motdepasse1 mypassword mypassword1 mypassword123 nothing123 p@ssw0rd123 p@ssword123
  pa55word123 pass123456 pass1234567 passpasspass passw0rd123 passw0rd1234 passw0rd12 password00 password01 password10 password11 password12
  password123 password1234 password12345 password123456 password1! password123! password1. password12! password2024 password2025 password2026
  passwordpassword passwort123 passwort1234 patchbay123 princess12 princess123 q1w2e3r4t5 q1w2e3r4t5y6 qazwsx1234 qazwsxedc1 qazwsxedc123
  qazwsxedcrfv qwer123456 qwer1234qwer qwerasdfzxcv qwerty1234 qwerty12345 qwerty123456 qwertyqwerty qwertyuiop qwertyuiop1 qwertyuiop123
  qwertyuiop[] qwertz1234 qwertzuiop qwertzuiop1 samantha123 secret1234 secret12345 spiderman1 sunshine12 sunshine123 superman12 superman123
  support123 support1234 tinkerbell trustno1234 unbelievable university welcome123 welcome1234 welcome12345 welcome2024 welcome2025 welcome2026
  whatever12 whatever123 willkommen willkommen1 wordpass123 zaq12wsxcde3 zxcvbnm123 zxcvbnm1234 zxcvbnmasdf zxcvbnm,./
`.trim().split(/\s+/));
