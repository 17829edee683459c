/**
 * `docs/errors.md` and the code must name the same error codes. A code is a string that begins with the name of its
 * area, and stands for itself wherever it appears in the packages, so that a new one cannot be missed.
 */
import type { SourceFacts } from './source-facts';
import { placeOf } from './workspace-files';
import type { Finding } from './workspace-files';

export const ERROR_LIST = 'docs/errors.md';

const AREAS = 'PROTOCOL|TIKV|QUEUE|ORM|SERVER|HTTP|EXPRESS|NESTJS|CLI';
const CODE = new RegExp(`^(${AREAS})_[A-Z0-9_]+$`);

export function checkErrorCodes(sources: readonly SourceFacts[], errorList: string | undefined): Finding[] {
  if (errorList === undefined) return [];
  const documented = documentedCodes(errorList);
  const findings: Finding[] = [];
  const used = new Set<string>();
  for (const { path, constantStrings } of sources) {
    const place = placeOf(path);
    if (place.package === null || place.isTest) continue;
    for (const { text, line } of constantStrings) {
      if (!CODE.test(text) || used.has(text)) continue;
      used.add(text);
      if (!documented.has(text)) findings.push(finding(path, line, `${text} has no entry in ${ERROR_LIST}`));
    }
  }
  for (const [code, line] of documented) {
    if (!used.has(code))
      findings.push(finding(ERROR_LIST, line, `${code} is described but nothing throws it`));
  }
  return findings;
}

/** Codes with an entry of their own, a heading or the first cell of a table row, and the line of it. */
function documentedCodes(errorList: string): Map<string, number> {
  const entry = new RegExp(`^(?:#+\\s+|\\|\\s*)\`?((?:${AREAS})_[A-Z0-9_]+)\`?(?:\\s|\\||$)`);
  const codes = new Map<string, number>();
  for (const [index, line] of errorList.split('\n').entries()) {
    const code = entry.exec(line)?.[1];
    if (code !== undefined) codes.set(code, index + 1);
  }
  return codes;
}

function finding(path: string, line: number, message: string): Finding {
  return { rule: 'error-code', path, line, message };
}
