export { claimPage, type ClaimValues } from './claim-page.ts';
export { homePage, type HomeDemo } from './home-page.ts';
export { pagePolicy } from './layout.ts';
export { noticePage } from './notice-page.ts';
export { signInLinkPage } from './sign-in-link-page.ts';
export { signInPage } from './sign-in-page.ts';
export { standInPage } from './stand-in-page.ts';
export { filled, problemText, textsFor, type Texts } from './texts.ts';
export { waitingPage } from './waiting-page.ts';
