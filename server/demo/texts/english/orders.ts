import type { Topic } from '../topic.ts';

export const orders: readonly Topic[] = [
  {
    channel: 'orders', label: 'delivery', subject: ['{Where is my order <order>?|Order <order>: no tracking yet|Parcel stuck?}', '{Delivered, but not here: <order>|Parcel missing|Delivery of <order>}'],
    question: [
      'I ordered {a <model>|two boxes of filters and a <model>} on <weekday> (order <order>) and {have not received a tracking number|the tracking has not moved since}. {It is a birthday present.|I will be travelling from <weekday> on.} {When will it arrive in <city>?|Can you see where it is?}',
      'according to the {carrier|tracking page} order <order> was delivered {yesterday|on <weekday>}, but {nothing is here|no neighbour has it}. {We are at home all day.|The concierge knows nothing.} {What now?|Could you start a search?}',
    ],
    answer: [
      'order <order> {left us last night|is with the carrier}. {The number had not been mailed because of a typing error in the address|The depot near <city> had a backlog}; {it should be there tomorrow|delivery is planned for <weekday>}. {The new link follows.|I am keeping an eye on it.}',
      'I have {asked the carrier for the signature|opened a search}. They {answer within one working day|need until <weekday>}. {If it does not turn up, a new one leaves the same day.|You will not be left without a machine.}',
    ],
    more: '{It is <weekday> and|Still} {no parcel|nothing}. {Please send it again or refund me.|What did the carrier say?}', moreAnswer: '{They lost it, sorry|The search ended without result}. {A new parcel leaves in an hour, express|A replacement goes out today}; {the old one, should it come, you may refuse|no charge of course}.',
  },
  {
    channel: 'orders', label: 'invoice', subject: ['{Invoice for order <order>|Invoice missing|Invoice, please}', '{Please change the invoice address|Invoice for <order> is wrong|Correction of invoice <order>}'],
    question: [
      'could you please {send me the invoice|issue an invoice} for order <order>? {I only got the delivery note.|Our accounting needs it by <weekday>.} {It should be made out to our company in <city>.|The amount was EUR <amount>.}',
      'the invoice for <order> {has the wrong address|shows my private address}. {It must go to the practice.|Please make it out to the association.} {The VAT number is missing as well.|Otherwise it cannot be booked.}',
    ],
    answer: [
      'of course, {the invoice is attached to a second mail|you will get it from our accounting in a moment}. {In future you find all of them in your account.|The amount is EUR <amount> including VAT.}',
      'no problem. {Please give me the exact address|I need the company name as registered}{ and the VAT number|}, then {I will cancel the old one and write a new one|you get a corrected one today}.',
    ],
    more: 'Here you are: {Millbrook Practice, 4 Weaver Lane|Harbour Rowing Association, 12 Quay Street}, <city>. {VAT number XX<count>00<count>.|No VAT number.}', moreAnswer: '{Thank you, the corrected invoice is out.|Done.} {The old one is void.|Please discard the first one.}',
  },
  {
    channel: 'orders', label: 'delivery', subject: ['{Can I still change order <order>?|Mistake in order <order>|Order <order>, a correction}', '{Please add to order <order>|One more thing for <order>|Combine shipping?}'],
    question: [
      '{I made a mistake in order <order>:|may I still change order <order>?} {the colour should be <colour>|the house number is wrong, it is <count>}. {I hope it has not left yet.|Sorry for the trouble.}',
      'could you {add a pack of filters to|ship together with a tea basket} order <order>, {if it is not packed yet|to save the second postage}? {Payment the same way.|I will pay by transfer.}',
    ],
    answer: [
      'just in time - {it was still on the shelf|packing starts at three}. {Changed|It is changed now}; {a new confirmation is on its way|the price stays the same}.',
      '{that one left half an hour ago, I am afraid|it is with the carrier already}. {I can send the rest without postage|Just refuse it at the door, and we send the right one}. {Is that all right?|What do you prefer?}',
    ],
    more: 'Yes, {that is fine|please do it that way}. {How much do I owe you?|Will I get a confirmation?}', moreAnswer: '{EUR <amount>, invoice in the parcel.|Nothing, it is on us this time.} {It leaves tonight.|You will hear from the carrier tomorrow.}',
  },
  {
    channel: 'orders', label: 'delivery', subject: ['{Do you ship to <city>?|Shipping cost|Delivery to <city>}', '{Delivery before <weekday>?|Express delivery|In a hurry: <model>}'],
    question: [
      'do you {deliver|ship} to <city>, and {what does it cost|how long does it take} for a <model>? {The shop refuses my postcode.|It would be a wedding present.}',
      'I need a <model> in <colour> {by <weekday>|for our opening on <weekday>}. {Is express possible?|Can I pick it up?} {I am in <city>.|Price is not the point.}',
    ],
    answer: [
      '{yes|gladly}: EUR <amount>, {three to five|two to four} working days. {Some island postcodes have to be entered by hand; I can place the order for you.|The form has been repaired in the meantime, please try again.}',
      'express {costs EUR <amount>|is possible} if you order {before noon|by 11}; <colour> is {in stock|the last one}. {Shall I put it aside?|I have reserved one until tomorrow.}',
    ],
    more: '{Please reserve it.|Yes please.} {I have just ordered, number <order>.|My order number is <order>.}', moreAnswer: '{Got it, it goes out with today\'s express.|Seen and packed.} {You will get the number by text from the carrier.|Somebody has to sign for it.}',
  },
  {
    channel: 'orders', label: 'spare', subject: ['{Filters on subscription|Too many filters|Change my filter subscription}', '{Filter pack <count> sold out?|When are filters back?|Filters for the <model>}'],
    question: [
      'the filter subscription comes {every month|too often}, we need {one pack in three months|half of it}. {Can I change that?|How do I change the rhythm?} Subscription under this address, last order <order>.',
      'the pack of <count> filters has been {sold out|unavailable} for {two weeks|a while}. {When will it be back?|Is there one that also fits the <model>?}',
    ],
    answer: [
      '{changed to every three months|done}: next pack in {January|early spring}. {You can also do it in the account under "Deliveries".|The price does not change.}',
      'they {come in on <weekday>|are due next week}. {I have put you on the list|You will get a mail}; {the smaller pack fits the <model> too|until then the packs of four fit as well}.',
    ],
    more: '{Could you pause it over the summer?|Then please two of the small ones,} {we are away a lot|to the usual address}.', moreAnswer: '{Paused until further notice.|Two small ones are on their way.} {Write a line when you are back.|The invoice is in the parcel.}',
  },
  {
    channel: 'dealers', label: 'wholesale', subject: ['{Reorder <count> x <model>|Order for our shop|New order, <count> pieces}', '{Wholesale terms|Dealer price list|Your machines in our shop?}'],
    question: [
      'we would like to reorder <count> <model>, {mixed colours|all in <colour>}, {delivery to our store in <city>|same terms as last time}. {Please confirm price and date.|Could you send a confirmation with the delivery week?}',
      'we run {a tea shop|a kitchen store} in <city> and {are interested in your machines|get asked for the <model>}. {Could you send the dealer price list|What are your terms} {and minimum order|}?',
    ],
    answer: [
      'thank you for the order. <count> pieces {are reserved|can leave this week}; {price as in the list of autumn|unit price EUR <amount>}, {payment 30 days|2 % for payment within ten days}. {The confirmation follows from accounting.|Please tell us your delivery hours.}',
      'with pleasure. {The list is in a separate mail|Terms in short}: {from six pieces 30 %|minimum six pieces}, {free delivery from twelve|display and sample tea included}. {Shall I call you on <weekday>?|A demo machine can be lent for two weeks.}',
    ],
    more: '{A call on <weekday> would be good|We open at ten}. {Could we get <count> in <colour> right away?|And what about spare pots?}', moreAnswer: '{Noted, I will call at eleven.|Yes, both.} {The <colour> ones are put aside for you.|Spare pots come in boxes of four.}',
  },
  {
    channel: 'dealers', label: 'returns', subject: ['{Damaged delivery <order>|Complaint: carton <count>|Transport damage}', '{Short delivery, <order>|Something missing in <order>}'], file: 'photo',
    question: [
      'carton <count> of delivery <order> {arrived crushed|was wet}: {two machines are dented|three pots are broken}. {The driver has signed for it.|Photo attached.} {Credit or replacement?|How do you want to handle it?}',
      'delivery <order> {is one machine short|lacks the spare baskets}: we {counted twice|got eleven instead of twelve}. {See the photo of the pallet.|Please check on your side.}',
    ],
    answer: [
      'sorry about that. {Replacement leaves tomorrow|We send new ones with the next tour}; {please keep the broken pieces for the insurer|no need to return glass}. {I need the delivery note with the driver\'s signature.|You get a credit note for the rest.}',
      '{found|you are right}: {it is still standing here|a box was left at the ramp}. {It follows today, free of charge.|It goes out by express tonight.}',
    ],
    more: '{Note attached below: signed, 9:40, "carton wet".|Received, thank you.} {When will the credit be booked?|Please mind the ramp hours, 8 to 11.}', moreAnswer: '{Booked today, EUR <amount>.|Understood, told the carrier.} {It will show on the next statement.|Thanks for your help.}',
  },
];
