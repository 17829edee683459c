/**
 * Text for comparison without regard to case: NFKC, then the full case folding of Unicode as far as the language has it.
 *
 * Going to upper case first unfolds letters such as the German sharp s; final and other sigmas become one; the dotless i of
 * Turkish stays a letter of its own, as in Unicode's folding without the Turkic rules.
 */
export function caseFold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  const folded = text.normalize('NFKC').replace(/[^ı]+/gu, (part) => part.toUpperCase().toLowerCase());
  return folded.replaceAll('ς', 'σ').normalize('NFKC');
}

// eslint-disable-next-line no-control-regex
const PLAIN = /^[\x00-\x7f]*$/;
