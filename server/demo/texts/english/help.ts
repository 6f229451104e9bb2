import type { Topic } from '../topic.ts';

export const help: readonly Topic[] = [
  {
    channel: 'help', label: 'fault', subject: '{<model> no longer heats|Water stays lukewarm (<model>)|<model>: heating problem|Heater stopped on our <model>}',
    question: [
      'our <model> {has stopped heating|only gets lukewarm} since <weekday>. The display {shows the target temperature as usual|counts up to 62 degrees and stays there}, but the water {never gets there|is barely warm in the cup}. {I unplugged it overnight, no change.|I have tried another socket as well.|Descaling made no difference.} The serial number is <serial>.\n\nIs this something {I can fix myself|you know about}, or {does it have to come in|should I send it to you}?',
      'something is wrong with the heater of my <model> (<serial>): {after about ten minutes|every second time} it {switches off with a click|gives up half way}. {It is <months> months old.|We bought it <months> months ago in <city>.} What {do you suggest|would you need from me}?',
    ],
    answer: [
      'that sounds like the {thermal fuse|temperature sensor} - it trips when the boiler ran dry once. Please {hold the two outer buttons for eight seconds|press the small pin under the drip tray with a paper clip} while the machine is cold. If the {lamp turns green|display shows "ready"}, all is well. {If not, we will send you a return label right away.|Should it trip again within a week, the sensor has to be replaced, at our cost.}',
      'thank you for the serial number. Machines of that batch had a {loose plug at the heater|sensor that reads too high}. {You are well within the warranty|With <months> months you are covered}, so {we will collect it|please send it in}: a label is on its way by separate mail. {The repair takes three working days.|Most repairs leave here after two days.}',
    ],
    more: 'I did {that|as you said}, and it {worked for two pots|heated once}. {This morning|An hour ago} the same thing happened {again|once more}. {Shall I send it in?|What next?}', moreAnswer: 'then it is the sensor after all. The label {is attached to a second mail|follows within the hour}; {the original box is not needed|wrap the glass part separately, please}.',
  },
  {
    channel: 'help', label: 'cleaning', subject: ['{How often to descale?|Descaling the <model>|Question about limescale}', '{White flakes in the tea|Crumbs in the first cup|Limescale in the <model>?}'],
    question: [
      '{we have very hard water in <city>|the water here is quite hard}, and the <model> asks for descaling {every nine days|twice a month}. {Is that right?|Can the interval be changed?} I would {rather not|prefer not to} use {the sachets|citric acid} so often.',
      'there are {small white flakes|white crumbs} floating in the first cup {every morning|after a weekend}. {The machine was descaled <weekday>.|I descaled it only last week.} Is {this harmless|it still safe to drink}?',
    ],
    answer: [
      'the interval follows the hardness you set at first start. {Go to Menu > Water|Keep the leaf button pressed for three seconds} and choose {level 3 instead of 4|the value of your waterworks}; then {once a month is enough|it will ask about every five weeks}. Please do not use vinegar, it {attacks the seals|eats the gaskets}.',
      'the flakes are lime that {came loose|dissolved only half}. Harmless, but {not pretty|no pleasure}. Run {two tanks of clear water|one more rinse at 95 degrees} through, and {clean the sieve at the spout|take the sieve out and brush it}.',
    ],
    more: 'Where {exactly|on earth} is {that menu|the sieve} on the <model>? {The booklet shows another version.|I looked everywhere.}', moreAnswer: 'On yours it is {under the lid, left of the tank: a quarter turn and it comes out|behind the second page of the menu, below "Language"}. {I have attached the page of the newer booklet in words: tank out, turn left, pull.|The drawing in the booklet shows the older model, sorry.}',
  },
  {
    channel: 'help', label: 'fault', subject: ['{Puddle under the <model>|Water under the machine|Leaking <model>}', '{<model> drips|Leaking <model>|Tank not tight}'], file: 'photo',
    question: [
      '{every morning|after each pot} I find a {small puddle|few spoons of water} under our <model>. The tank {seems tight|is not cracked}, {it comes from the back|I think it comes from below the boiler}. Picture attached, the serial number is <serial>.',
      'our <model> {leaks|has started to drip} at the {spout|joint of tank and base}. {It began after a move from <city>.|It began <weekday>.} See the photo. {How dangerous is that with the electrics?|Can we go on using it?}',
    ],
    answer: [
      'the photo helps. That is the {ring at the tank valve|flat gasket} - {it dries out when the machine stands unused|it wears over time}. {I have put a new one in the post today.|A new one is on its way, free of charge.} Until then please {keep it unplugged over night|empty the tank in the evening}.',
      'thank you for the picture. {Please check|Could you check} whether the {white|clear} ring sits {flat in its groove|between tank and base}; {in a move it likes to jump out|often it only slipped}. If it is torn, tell me and {I will send one|you get a new one by letter}.',
    ],
    more: 'The ring {looks fine|is in place}, yet {the puddle is back|it is wet again}. {Is there another spot to look at?|Anything else I could try?}', moreAnswer: 'Then the hose behind it has a {crack|hole}, and that is a {workshop job|repair for us}. {I have booked a pick-up for tomorrow morning.|You will get a label in a minute.}',
  },
  {
    channel: 'help', label: 'spare', subject: ['{Spare part for <model>|Broken part, <model>|Can I get that part alone?}', '{Replacement tea basket|Torn tea basket|Tea basket of the <model>}'],
    question: [
      '{I dropped the glass pot|my son broke the lid} of our <model>. {Can I order just that part?|Do you sell it separately?} {I could not find it in the shop.|The shop only lists complete sets.}',
      'the {mesh of the tea basket|basket} has {a tear|come off its rim} after {<months> months|a good year}. {What does a new one cost|Is there a stronger one}, and {how long does delivery to <city> take|do you ship to <city>}?',
    ],
    answer: [
      'yes, {it has a part number of its own|we keep it on stock}: {SW-<count>-G|TB-<count>}. It costs EUR <amount> and {ships the same day|is with you in two to three days}. {Shall I make you a payment link?|Just answer with your address, and I will send it with an invoice.}',
      'that {should not happen|is too early}. {I will send you a new one for nothing|You get one from us free of charge}; {we changed the weld in spring|the new ones are laser-welded}. Please {confirm the address|tell me whether your address in <city> is still right}.',
    ],
    more: 'Yes please, {to the old address|same address as before}. {Could you put two in the parcel? I will pay for the second.|And is there a brush that fits in?}', moreAnswer: '{Done|Noted}, {all of it is in the parcel|it goes into the same parcel}. {You will get the tracking number tonight.|It leaves with the afternoon post.}',
  },
  {
    channel: 'help', label: 'fault', subject: ['{Timer forgets the time|Clock of <model> resets|<model>: no tea at six}', '{<model>: error E<count>|Display shows E<count>|Error code on the <model>}'],
    question: [
      'since {the power cut|daylight saving|the last update} the timer of my <model> {forgets|loses} the time {every night|again and again}. {So no tea at six.|It is set to 6:20 and starts whenever it likes.} Is there a {battery|trick}?',
      'the display {shows|blinks} "E<count>" and {nothing works any more|all buttons are dead}. {The booklet ends at E20.|I cannot find that code anywhere.} {What does it mean?|Please help, guests are coming on <weekday>.}',
    ],
    answer: [
      'there is a {button cell|small battery} under the display: {turn the screw with a coin|slide the cover to the left}, type CR1220. {After the change set the clock once.|It lasts about three years.}',
      'this code means that the {float in the tank|level sensor} does not report. {Mostly it hangs:|Usually it is stuck:} take the tank off, {tap it|shake it a little} and put it back {until it clicks|firmly}. {If the code stays, write me the four digits on the bottom.|Does it come back? Then we exchange the sensor.}',
    ],
    more: 'It {came back|is back} after {three days|one pot}. The digits {are <count>|on the bottom: <count>}.', moreAnswer: '{Thank you, that settles it:|With that number it is clear:} {a new sensor leaves today, it only has to be plugged in|please send the machine in, label attached to the next mail}.',
  },
  {
    channel: 'help', label: 'returns', subject: ['{Can I still return my <model>?|Return of order <order>|<model> is not for us, sadly}', '{Return of order <order>|Sending back a <model>|How to return?}'],
    question: [
      'we bought the <model> {three|two} weeks ago (order <order>). {It is simply too large for our kitchen.|It is a fine machine, only too loud for an open office.} {Can we still return it?|Would you take it back?} {It was used twice.|The box is still here.}',
      'I would like to {return|send back} the <model> from order <order>: {a gift that we got twice|the colour is not what I expected}. {How does it work|Who pays the postage} from <city>?',
    ],
    answer: [
      'of course: {30 days|within 30 days of delivery}, used or not. {Please put a copy of the invoice in the box.|A note with the order number in the box is enough.} The label {comes by separate mail|is valid for 14 days}; {the money is back within five days of arrival|we refund as soon as it is here}.',
      'no problem. {Would the smaller Aufguss 2 be an answer?|May I offer an exchange for another colour?} {It needs only half the space.|We would send it ahead.} Otherwise {I will send a label|you get a label from me} today.',
    ],
    more: '{Thanks. |}The parcel {left|was handed over} <weekday>. {When will the refund be there?|Has it arrived?}', moreAnswer: 'It {arrived this morning|is booked in}; EUR <amount> {are on their way to your account|will be with you within three days}.',
  },
  {
    channel: 'help', label: 'idea', subject: '{Suggestion for the <model>|An idea: second preset|Small wish|Feedback after <months> months}',
    question: [
      'after <months> months with the <model> {I love it|we are very happy}. One {wish|suggestion}: {a second preset for green tea|a quieter beep|a mark for half a pot}. {My wife drinks green, I drink black|At night the beep wakes the whole flat}. {Could that come with an update?|Is that planned?}',
      'is there a way to {switch off the beep|make it brew at 70 degrees for green tea}? {If not, please take it as a suggestion.|A setting for that would be great.} Otherwise {a lovely machine|no complaints from <city>}.',
    ],
    answer: [
      '{thank you for|what a nice} {writing|note}! {The beep can be switched off:|It is there, but well hidden:} {hold the bell for five seconds|Menu, then Sound, then 0}. {I have passed the rest on to the developers.|The presets are on the list for spring.}',
      'good point - {you are the third this month|others asked for it too}. {It is planned for the next version|I have added your vote}, {without a promise for a date|probably by summer}.',
    ],
    more: 'Found it, {thank you|brilliant}. {Would you want to hear more ideas?|One more: where can I see the water used so far?}', moreAnswer: '{Gladly, keep them coming.|Always!} {The counter is on the last page of the menu.|They all go to one board that the developers read on Fridays.}',
  },
  {
    channel: 'help', label: 'fault', subject: ['{Strange taste|Taste of the first pots|<model>: odd taste}', '{<model> smells|Smell when heating up|New smell from the <model>}'],
    question: [
      'our new <model> gives the tea a {plastic|metallic} taste. {I have run five tanks through.|Even after a week.} {Our guests notice it.|With water alone it is even stronger.} {Is that normal?|What can I do about it?}',
      'the <model> {smells a bit burnt|has an odd smell} {when it heats up|in the first minute}. It is {new|three weeks old}. {Should I worry?|Is that a production residue?}',
    ],
    answer: [
      'a new tank needs {two or three runs with a spoon of baking soda|a night with soda water}. {After that it is gone in nearly all cases.|Then rinse twice.} {If it is not, we change the tank.|Tell me on <weekday> how it tastes.}',
      'in the first {week|ten pots} the {insulation|seal} may smell a little, {that is harmless|nothing to worry about}. {If smoke shows or it lasts, unplug it and write me at once.|After a week it should be over.}',
    ],
    more: 'The {soda helped, mostly|smell is weaker but still there}. {Another round?|How long should I wait?}', moreAnswer: '{One more round, yes|Give it until <weekday>}; {after that a new tank goes out|then we exchange it without discussion}.',
  },
];
