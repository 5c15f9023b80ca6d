/** The number of code points, as the contract counts. */
export const countCharacters = (text: string): number => Array.from(text).length;
