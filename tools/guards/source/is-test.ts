export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);
export const isTypeScript = (path: string): boolean => /\.tsx?$/.test(path);
