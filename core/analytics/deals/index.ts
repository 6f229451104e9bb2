export { findDealChoices, type DealStage } from './find-deal-choices.ts';
export { dealConversationsMax, findConversationsOfDeals, findDealPage, findDealsOfAddresses, type DealPage, type DealRow, type DealSort } from './find-deal-page.ts';
export { meanReplyTimes } from './mean-reply-times.ts';
