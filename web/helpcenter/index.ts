export { articlePage, type ArticleContent } from './article-page.ts';
export { bareColour, barePage } from './bare-page.ts';
export { categoryPage, type CategoryContent } from './category-page.ts';
export { homePage, type HomeContent } from './home-page.ts';
export { helpPolicy } from './layout.ts';
export { messagePage, notFoundPage } from './notice-page.ts';
export { searchPage } from './search-page.ts';
export { robots, sitemap } from './sitemap.ts';
export { places, type Site } from './site.ts';
