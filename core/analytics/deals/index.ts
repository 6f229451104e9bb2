export { dealConversationsMax, findConversationsOfDeals, findDealPage, findDealsOfAddresses, findDealStages, type DealPage, type DealRow, type DealSort } from './find-deal-page.ts';
export { meanReplyTimes } from './mean-reply-times.ts';
