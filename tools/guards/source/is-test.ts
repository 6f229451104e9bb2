/** A file that the test runner runs. */
export const isTestFile = (path: string): boolean => /\.test\.tsx?$/.test(path);
/** A test, or what only tests use: it lies in a folder named `testing` beside them. */
export const isTest = (path: string): boolean => isTestFile(path) || path.includes('/testing/');
export const isTypeScript = (path: string): boolean => /\.tsx?$/.test(path);
